import Foundation

/// What a workbook's styles say of its numbers: which of them are dates.
struct WorkbookStyles {
  /// For each cell style whether it shows a date.
  private var isDate: [Bool] = []

  init() {}

  /// - Throws: `FileFault`.
  init(_ part: [UInt8]) throws {
    var scanner = XMLScanner(part)
    var dateFormats = Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47])
    var isCellStyle = false
    while let event = try scanner.next() {
      switch event {
      case .start("numFmt", let attributes):
        guard let id = Int(attributes["numFmtId"] ?? "") else { continue }
        if Self.showsDate(attributes["formatCode"] ?? "") {
          dateFormats.insert(id)
        } else {
          dateFormats.remove(id)
        }
      case .start("cellXfs", _): isCellStyle = true
      case .end("cellXfs"): isCellStyle = false
      case .start("xf", let attributes) where isCellStyle:
        isDate.append(dateFormats.contains(Int(attributes["numFmtId"] ?? "") ?? 0))
      default: break
      }
    }
  }

  /// Whether a format has a part of a date or time outside of quotes and brackets.
  private static func showsDate(_ format: String) -> Bool {
    var closing: Character?
    var isEscaped = false
    for character in format {
      if isEscaped {
        isEscaped = false
      } else if let end = closing {
        if character == end { closing = nil }
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        closing = "\""
      } else if character == "[" {
        closing = "]"
      } else if "ymdhsYMDHS".contains(character) {
        return true
      }
    }
    return false
  }

  /// A number as a person reads it in the sheet: a date as ISO 8601, a whole number without decimals.
  func text(of number: Double, style: Int) -> String {
    if isDate.indices.contains(style), isDate[style] { return Self.date(number) }
    return Int(exactly: number).map(String.init) ?? String(number)
  }

  /// A number of days since 30 December 1899, which makes all from March 1900 on right.
  private static func date(_ days: Double) -> String {
    guard (0..<2_958_466).contains(days) else { return String(days) }
    let instant = Date(timeIntervalSince1970: ((days - 25_569) * 86_400).rounded())
    let hasTime = days != days.rounded(.down)
    let style = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
    return hasTime
      ? instant.formatted(style.time(includingFractionalSeconds: false))
      : instant.formatted(style)
  }
}
