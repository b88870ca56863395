extension ImageHead {
  /// TIFF 6.0, sections 2 and 8: the first directory describes the first image.
  static func tiff(_ file: ImageBytes) throws -> Self {
    let directory = try TIFFDirectory(file)
    guard let width = try directory.number(256), let height = try directory.number(257) else {
      throw ImageHeadProblem("its first directory does not say how large the image is")
    }
    let colour: Colour =
      switch try directory.number(262) {
      case 0, 1: .grey
      case 2, 6: .rgb
      case 3: .palette
      case 5: .cmyk
      default: .other
      }
    // 1 and 2 are transparency, 0 is anything else.
    let hasAlpha = [1, 2].contains(try directory.number(338))
    return Self(
      "tiff", (width, height), colour, alpha: hasAlpha, bits: try directory.number(258) ?? 1,
      orientation: EXIF.known(try directory.number(274)))
  }
}

/// A directory of TIFF, of which EXIF has one, too.
struct TIFFDirectory {
  private let file: ImageBytes
  private let isLittle: Bool
  /// Where the entries are, by their tags.
  private var entries: [Int: Int] = [:]

  /// Reads the first directory.
  ///
  /// - Throws: `ImageHeadProblem`.
  init(_ file: ImageBytes) throws {
    self.file = file
    isLittle = try file.byte(0) == 0x49
    guard [0x4949_2A00, 0x4D4D_002A].contains(try file.big(0, 4)) else {
      throw ImageHeadProblem("it does not begin like a TIFF file")
    }
    let start = try number(4, 4)
    guard start >= 8 else { throw ImageHeadProblem("its first directory is at byte \(start)") }
    for index in 0..<(try number(start, 2)) {
      let place = start + 2 + index * 12
      entries[try number(place, 2)] = place
    }
    // A directory that is cut off is damaged, whatever is looked for.
    if let last = entries.values.max() { _ = try file.slice(last..<last + 12) }
  }

  /// The number, or the first of the numbers, of an entry; nil if it is not there or no number.
  ///
  /// - Throws: `ImageHeadProblem`.
  func number(_ tag: Int) throws -> Int? {
    guard let place = entries[tag], let size = [1: 1, 3: 2, 4: 4][try number(place + 2, 2)] else {
      return nil
    }
    let count = try number(place + 4, 4)
    guard count > 0 else { return nil }
    // Values that do not fit into the entry are elsewhere.
    return try number(count * size <= 4 ? place + 8 : number(place + 8, 4), size)
  }

  private func number(_ offset: Int, _ count: Int) throws -> Int {
    try isLittle ? file.little(offset, count) : file.big(offset, count)
  }
}

/// What a camera wrote into an image.
enum EXIF {
  /// How the image is turned: 1, not at all, also where that is damaged, as programs that show images do.
  static func orientation(_ bytes: ArraySlice<UInt8>) -> Int {
    let start = bytes.starts(with: "Exif\0\0".utf8) ? bytes.dropFirst(6) : bytes
    guard let directory = try? TIFFDirectory(ImageBytes(start)) else { return 1 }
    return known((try? directory.number(274)) ?? nil)
  }

  static func known(_ orientation: Int?) -> Int {
    orientation.flatMap { (1...8).contains($0) ? $0 : nil } ?? 1
  }
}
