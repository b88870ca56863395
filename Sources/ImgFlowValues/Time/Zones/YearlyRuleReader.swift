extension YearlyRule {
  /// Reads a rule such as `CET-1CEST,M3.5.0,M10.5.0/3` or `<-03>3`; nil if it is not one.
  init?(_ text: String) {
    var reader = YearlyRuleReader(rest: Array(text.utf8)[...])
    guard let rule = reader.rule() else { return nil }
    self = rule
  }
}

/// Reads a rule of POSIX from its start to its end.
private struct YearlyRuleReader {
  var rest: ArraySlice<UInt8>

  /// rule = name offset [name [offset] "," moment "," moment]
  mutating func rule() -> YearlyRule? {
    guard let name = name(), let west = clock(hours: 24) else { return nil }
    let standard = ZoneOffset(seconds: -west, abbreviation: name)
    if rest.isEmpty { return YearlyRule(standard: standard) }
    guard let name = self.name() else { return nil }
    var seconds = standard.seconds + 3600
    if rest.first != UInt8(ascii: ",") {
      guard let west = clock(hours: 24) else { return nil }
      seconds = -west
    }
    let summer = ZoneOffset(seconds: seconds, abbreviation: name)
    guard skip(","), let start = moment(), skip(","), let end = moment(), rest.isEmpty else {
      return nil
    }
    return YearlyRule(standard: standard, summer: summer, from: start, to: end)
  }

  /// name = letter+ | "<" (letter | digit | "+" | "-")+ ">"
  private mutating func name() -> String? {
    let isQuoted = skip("<")
    let name = rest.prefix { byte in
      switch UnicodeScalar(byte) {
      case "A"..."Z", "a"..."z": true
      case "0"..."9", "+", "-": isQuoted
      default: false
      }
    }
    rest.removeFirst(name.count)
    guard name.count >= 3, !isQuoted || skip(">") else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  /// clock = ["+" | "-"] hours [":" minutes [":" seconds]], in seconds
  private mutating func clock(hours limit: Int) -> Int? {
    let isNegative = skip("-")
    if !isNegative { _ = skip("+") }
    guard let hours = number(0...limit) else { return nil }
    var seconds = hours * 3600
    for unit in [60, 1] where skip(":") {
      guard let part = number(0...59) else { return nil }
      seconds += part * unit
    }
    return isNegative ? -seconds : seconds
  }

  /// moment = day ["/" clock]
  private mutating func moment() -> YearlyMoment? {
    guard let day = day() else { return nil }
    guard skip("/") else { return YearlyMoment(day: day, seconds: 2 * 3600) }
    return clock(hours: 167).map { YearlyMoment(day: day, seconds: $0) }
  }

  private mutating func day() -> YearlyMoment.Day? {
    if skip("J") { return number(1...365).map { .ordinary($0) } }
    guard skip("M") else { return number(0...365).map { .counted($0) } }
    guard let month = number(1...12), skip("."), let week = number(1...5), skip("."),
      let weekday = number(0...6)
    else { return nil }
    return .weekday(month: month, week: week, weekday: weekday)
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix { ("0"..."9").contains(UnicodeScalar($0)) }
    guard (1...3).contains(digits.count), let number = Int(String(decoding: digits, as: UTF8.self)),
      range.contains(number)
    else { return nil }
    rest.removeFirst(digits.count)
    return number
  }

  private mutating func skip(_ mark: UnicodeScalar) -> Bool {
    guard let byte = rest.first, UInt32(byte) == mark.value else { return false }
    rest.removeFirst()
    return true
  }
}
