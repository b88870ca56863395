import Foundation

/// What a workbook's styles say of its numbers: which of them are dates.
struct WorkbookStyles {
  /// For each cell style whether it shows a date.
  private var isDate: [Bool] = []
  private let isFrom1904: Bool

  /// Reads the styles of a workbook; without any all numbers are plain.
  ///
  /// - Throws: `FileFault`.
  init(_ part: [UInt8]?, isFrom1904: Bool) throws(FileFault) {
    self.isFrom1904 = isFrom1904
    guard let part else { return }
    let scanner = try XMLScanner(part)
    // ECMA-376 part 1, 18.8.30; those from 27 on are dates in East Asian languages.
    var dateFormats = Set(Array(14...22) + Array(27...36) + Array(45...47) + Array(50...58))
    var isCellStyle = false
    while let event = try scanner.nextEvent() {
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
      } else if "\\_*".contains(character) {
        // The character that follows is shown, left room for, or repeated.
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
    if isDate.indices.contains(style), isDate[style] { return date(number) }
    return Int(exactly: number).map(String.init) ?? String(number)
  }

  /// A number of days, of which the first is 1 January 1900 or 1904; one below 1 is a time alone.
  private func date(_ days: Double) -> String {
    // Days of 1900 from March on are one more than they should be: the format knows a 29 February.
    let epoch = isFrom1904 ? -24_107.0 : days < 60 ? -25_568.0 : -25_569.0
    guard (0..<2_958_466).contains(days) else { return String(days) }
    let seconds = (days * 86_400).rounded()
    let instant = Date(timeIntervalSince1970: epoch * 86_400 + seconds)
    let style = Date.ISO8601FormatStyle(timeZone: .gmt)
    if seconds < 86_400, seconds > 0 || !isFrom1904 {
      return instant.formatted(style.time(includingFractionalSeconds: false))
    }
    let hasTime = seconds.truncatingRemainder(dividingBy: 86_400) != 0
    let day = style.year().month().day()
    return instant.formatted(hasTime ? day.time(includingFractionalSeconds: false) : day)
  }
}
