import ImgFlowSyntax

/// Texts as workbooks write them (ECMA-376 part 1, 22.9.2.19, `ST_Xstring`): `_x000D_` is the UTF-16
/// code unit of that number, and `_x005F_` the low line of a text that looks so.
enum WorkbookText {
  /// The text that a workbook's text stands for.
  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(lowLine) else { return text }
    let source = Array(text.utf16)
    var units: [UInt16] = []
    var index = 0
    while index < source.count {
      if let unit = escape(in: source, at: index) {
        units.append(unit)
        index += length
      } else {
        units.append(source[index])
        index += 1
      }
    }
    // Half of a character alone has no text that it could stand for.
    return String(validating: units, as: UTF16.self) ?? text
  }

  /// The text by which a workbook writes a text.
  static func encoded(_ text: String) -> String {
    let units = Array(text.utf16)
    var result: [UInt16] = []
    for (index, unit) in units.enumerated() {
      if needsEscape(unit) || escape(in: units, at: index) != nil {
        result += "_x\(HexDigits.of(unit, count: 4))_".utf16
      } else {
        result.append(unit)
      }
    }
    return String(decoding: result, as: UTF16.self)
  }

  private static let lowLine = UInt8(ascii: "_")
  /// UTF-16 code units of an escape.
  private static let length = 7

  /// The code unit that the escape at a place stands for; nil where there is none.
  private static func escape(in units: [UInt16], at start: Int) -> UInt16? {
    guard start + length <= units.count, units[start] == 0x5F, units[start + 1] == 0x78,
      units[start + 6] == 0x5F
    else { return nil }
    var number: UInt16 = 0
    for unit in units[start + 2..<start + 6] {
      guard let digit = Unicode.Scalar(unit).flatMap({ Character($0).hexDigitValue }),
        unit < 0x80
      else { return nil }
      number = number << 4 | UInt16(digit)
    }
    return number
  }

  /// Whether XML has no form for a character, or one that readers turn into another.
  private static func needsEscape(_ unit: UInt16) -> Bool {
    unit < 0x20 && unit != 0x09 && unit != 0x0A || unit >= 0xFFFE
  }
}
