import ImgFlowSyntax
import ImgFlowValues

/// An encoding of text. The names are those of the Encoding Standard of the WHATWG; each means what it
/// says, so `iso-8859-1` has control characters where `windows-1252` has a euro sign.
struct TextEncoding: Sendable {
  enum Kind: Sendable {
    case utf8
    case utf16(isBigEndian: Bool)
    case utf32(isBigEndian: Bool)
    /// The characters of the bytes from 0x80 on; 0 for none.
    case singleByte([UInt16])
  }

  let name: String
  let kind: Kind

  static let utf8 = TextEncoding(name: "utf-8", kind: .utf8)

  private static let wide: [String: Kind] = [
    "utf-8": .utf8, "utf-16le": .utf16(isBigEndian: false), "utf-16be": .utf16(isBigEndian: true),
    "utf-16": .utf16(isBigEndian: false), "utf-32le": .utf32(isBigEndian: false),
    "utf-32be": .utf32(isBigEndian: true), "utf-32": .utf32(isBigEndian: false),
  ]

  /// Names in other spellings, without the characters between their letters and digits.
  private static let aliases = [
    "latin1": "iso-8859-1", "l1": "iso-8859-1", "latin2": "iso-8859-2", "latin3": "iso-8859-3",
    "latin4": "iso-8859-4", "latin5": "windows-1254", "latin6": "iso-8859-10",
    "latin9": "iso-8859-15", "latin10": "iso-8859-16", "cyrillic": "iso-8859-5",
    "arabic": "iso-8859-6", "greek": "iso-8859-7", "hebrew": "iso-8859-8", "ascii": "us-ascii",
    "ansi": "windows-1252", "iso88599": "windows-1254", "cp866": "ibm866", "mac": "macintosh",
    "macroman": "macintosh", "maccyrillic": "x-mac-cyrillic", "koi8": "koi8-r",
    "iso885911": "windows-874", "tis620": "windows-874", "unicode": "utf-16",
  ]

  /// The encoding of a name, in any way of writing it.
  ///
  /// - Throws: a `validation` error.
  static func named(_ name: String) throws -> TextEncoding {
    let short = squeezed(name)
    let known = Array(wide.keys) + SingleByteTables.names
    let bare = short.hasPrefix("cp12") ? "windows" + short.dropFirst(2) : short
    let match = known.first { squeezed($0) == bare } ?? aliases[short]
    if let match, let kind = wide[match] { return TextEncoding(name: match, kind: kind) }
    if let match, let table = SingleByteTables.table(match) {
      return TextEncoding(name: match, kind: .singleByte(table))
    }
    let near = NearNames.nearest(to: name.lowercased(), in: known)
    throw ValueError(
      .validation, "\(Value.string(name).shortDescription()) is not the name of an encoding",
      help: near.map { "did you mean \"\($0)\"?" }
        ?? "names are \"utf-8\", \"utf-16\", \"windows-1250\" to \"windows-1258\", \"iso-8859-1\" to "
        + "\"iso-8859-16\", \"koi8-r\", \"ibm866\" and \"macintosh\"")
  }

  private static func squeezed(_ name: String) -> String {
    name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// The encoding that a byte-order mark says, and the mark's length; nil if there is no mark.
  static func marked(_ bytes: ArraySlice<UInt8>) -> (encoding: TextEncoding, length: Int)? {
    // Hardly any text begins with a byte that a mark begins with.
    guard let first = bytes.first, first == 0 || first >= 0xEF else { return nil }
    // The mark of UTF-16 is the start of the one of UTF-32.
    for (mark, name) in [
      ([0xFF, 0xFE, 0, 0], "utf-32le"), ([0, 0, 0xFE, 0xFF], "utf-32be"),
      ([0xEF, 0xBB, 0xBF], "utf-8"), ([0xFF, 0xFE], "utf-16le"), ([0xFE, 0xFF], "utf-16be"),
    ] as [([UInt8], String)] {
      if bytes.starts(with: mark), let kind = wide[name] {
        return (TextEncoding(name: name, kind: kind), mark.count)
      }
    }
    return nil
  }

  /// How many bytes the longest mark has.
  static let markLength = 4

  /// The bytes of a text, without a byte-order mark.
  ///
  /// - Throws: a `validation` error that names a character which the encoding lacks.
  func bytes(of text: String) throws -> [UInt8] {
    var pace = Pace()
    switch kind {
    case .utf8: return Array(text.utf8)
    case .utf16(let isBigEndian):
      return try text.utf16.flatMap { unit in
        try pace.step()
        return Self.bytes(of: isBigEndian ? unit.bigEndian : unit.littleEndian)
      }
    case .utf32(let isBigEndian):
      return try text.unicodeScalars.flatMap { scalar in
        try pace.step()
        return Self.bytes(of: isBigEndian ? scalar.value.bigEndian : scalar.value.littleEndian)
      }
    case .singleByte(let table):
      var known: [UInt16: UInt8] = [:]
      for (index, unit) in table.enumerated() where unit != 0 { known[unit] = UInt8(index + 0x80) }
      return try text.unicodeScalars.map { scalar in
        try pace.step()
        if scalar.isASCII { return UInt8(scalar.value) }
        guard let byte = UInt16(exactly: scalar.value).flatMap({ known[$0] }) else {
          throw lacking(scalar)
        }
        return byte
      }
    }
  }

  private func lacking(_ scalar: Unicode.Scalar) -> ValueError {
    ValueError(
      .validation,
      "`\(scalar)` (U+\(HexDigits.of(scalar.value, count: 4))) cannot be written in \(name)",
      help: "replace it, or write the text in \"utf-8\"")
  }

  private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number) { Array($0) }
  }
}
