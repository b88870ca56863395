import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Checks a file against what the service takes, before it is sent.
struct FileCheck {
  private let rules: FileRules
  private let files: any FileAccess

  init(_ rules: FileRules, _ files: any FileAccess) {
    self.rules = rules
    self.files = files
  }

  /// Returns what is wrong with the file at `path`; empty if the service accepts it.
  ///
  /// - Throws: `ValueError` of kind `io`.
  func violations(of path: String, at field: String) throws -> [Violation] {
    if let violation = try kindViolation(path, field) { return [violation] }
    if let bounds = rules.size {
      let size = try files.size(path)
      guard bounds.contains(.int(size)) else {
        return [
          Violation(
            field: field,
            message: "must be \(bounds.phrase) bytes long, but `\(path)` has \(size)",
            hint: size == 0
              ? "the file is empty: check where it comes from"
              : "make the file smaller: scale the image down, or compress it more")
        ]
      }
    }
    guard rules.width != nil || rules.height != nil else { return [] }
    return pixelViolations(path, try files.read(path), field)
  }

  /// The content of a file counts, not its name; only for text does the name decide the kind.
  private func kindViolation(_ path: String, _ field: String) throws -> Violation? {
    guard !rules.kinds.isEmpty else { return nil }
    let type = MediaType.of(path, start: try files.open(path).next(atMost: FileSignature.length))
    guard !rules.kinds.contains(where: { MediaType.named($0) == type }) else { return nil }
    let kinds = rules.kinds.map { ".\($0)" }.formatted(and: "or")
    let isKnown = type != MediaType.unknown && type != MediaType.named(path)
    return Violation(
      field: field,
      message: "must be a \(kinds) file, which `\(path)` is not"
        + (isKnown ? ": it contains \(type)" : ""),
      hint: "save it in one of these formats, with the right file extension")
  }

  private func pixelViolations(_ path: String, _ bytes: [UInt8], _ field: String) -> [Violation] {
    guard let head = ImageHead(bytes) else {
      let claimed = MediaType.named(path)
      guard ImageHead.readableTypes.contains(claimed) else { return [] }
      return [
        Violation(
          field: field,
          message: "has the file extension of \(claimed), but `\(path)` contains something else",
          hint: "check that it is the file you mean, and that it opens in other programs")
      ]
    }
    let isSmall =
      !(rules.width?.contains(.int(head.width)) ?? true)
      || !(rules.height?.contains(.int(head.height)) ?? true)
    guard isSmall else { return [] }
    let wanted = [
      rules.width.map { "\($0.phrase) pixels wide" }, rules.height.map { "\($0.phrase) high" },
    ]
    .compactMap { $0 }.formatted(and: "and")
    return [
      Violation(
        field: field,
        message: "must be \(wanted), but `\(path)` is \(head.width) × \(head.height)",
        hint: "use the original image; enlarging this one adds no detail")
    ]
  }
}

/// The size of an image, from the start of its file.
struct ImageHead {
  let width: Int
  let height: Int

  /// The types whose files it can read.
  static let readableTypes: Set<String> = ["image/jpeg", "image/png", "image/gif", "image/webp"]

  /// Nil for anything but a JPEG, PNG, GIF or WebP image.
  init?(_ bytes: [UInt8]) {
    let size: Size? =
      switch ImageFormat(bytes: bytes) {
      case .png: Self.png(bytes)
      case .gif: Self.gif(bytes)
      case .webp: Self.webP(bytes)
      case .jpeg: Self.jpeg(bytes)
      case .tiff, nil: nil
      }
    guard let size else { return nil }
    (width, height) = size
  }

  private typealias Size = (width: Int, height: Int)

  private static func big(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int? {
    guard offset + count <= bytes.count else { return nil }
    return bytes[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func little(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int? {
    guard offset + count <= bytes.count else { return nil }
    return bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// PNG specification, 5.2 and 11.2.2: the header comes first.
  private static func png(_ bytes: [UInt8]) -> Size? {
    guard let width = big(bytes, 16, 4), let height = big(bytes, 20, 4) else { return nil }
    return (width, height)
  }

  private static func gif(_ bytes: [UInt8]) -> Size? {
    guard let width = little(bytes, 6, 2), let height = little(bytes, 8, 2) else { return nil }
    return (width, height)
  }

  /// RFC 9649 sections 2.5 to 2.7.
  private static func webP(_ bytes: [UInt8]) -> Size? {
    guard bytes.count > 30 else { return nil }
    switch String(decoding: bytes[12..<16], as: UTF8.self) {
    case "VP8X":
      guard let width = little(bytes, 24, 3), let height = little(bytes, 27, 3) else { return nil }
      return (width + 1, height + 1)
    case "VP8L":
      guard let bits = little(bytes, 21, 4) else { return nil }
      return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    default:
      guard let width = little(bytes, 26, 2), let height = little(bytes, 28, 2) else { return nil }
      return (width & 0x3FFF, height & 0x3FFF)
    }
  }

  /// ITU-T T.81 annex B: the size is in the frame header, after other segments.
  private static func jpeg(_ bytes: [UInt8]) -> Size? {
    var offset = 2
    while offset + 4 <= bytes.count, bytes[offset] == 0xFF {
      let marker = bytes[offset + 1]
      if marker == 0xFF {
        offset += 1
        continue
      }
      let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
      if isFrame {
        guard let height = big(bytes, offset + 5, 2), let width = big(bytes, offset + 7, 2) else {
          return nil
        }
        return (width, height)
      }
      guard let length = big(bytes, offset + 2, 2), length >= 2 else { return nil }
      offset += 2 + length
    }
    return nil
  }
}
