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
    return try pixelViolations(path, try files.read(path), field)
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

  /// The types whose files must be what their names say.
  private static let checkedTypes: Set<String> = [
    "image/jpeg", "image/png", "image/gif", "image/webp",
  ]

  private func pixelViolations(_ path: String, _ bytes: [UInt8], _ field: String) throws
    -> [Violation]
  {
    let head: ImageHead
    do { head = try ImageHead(bytes) } catch let problem as ImageHeadProblem {
      let claimed = MediaType.named(path)
      guard Self.checkedTypes.contains(claimed) else { return [] }
      let isDamaged = FileSignature.mediaType(of: bytes.prefix(FileSignature.length)) == claimed
      return [
        Violation(
          field: field,
          message: isDamaged
            ? "must be an image, but `\(path)` is damaged: \(problem.message)"
            : "has the file extension of \(claimed), but `\(path)` contains something else",
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
