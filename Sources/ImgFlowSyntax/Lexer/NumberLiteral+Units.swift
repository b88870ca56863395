// Numbers with units: durations (`250ms`, `1h30m`), periods (`1y6mo`) and sizes in bytes (`30MB`, `2GiB`).
extension NumberLiteral {
  /// The units of durations with their milliseconds, in the order in which they are written.
  private static let durations: [(unit: Substring, length: Int)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
  ]

  /// The units of periods with their months, in the order in which they are written.
  private static let periods: [(unit: Substring, length: Int)] = [("y", 12), ("mo", 1)]

  /// The units of sizes with their bytes.
  private static let sizes: [(unit: Substring, bytes: Int)] = [
    ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000),
    ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30),
  ]

  /// Reads a number whose first letter, at `unit`, begins a unit.
  static func quantity(
    _ text: Substring, unit index: Substring.Index
  ) throws(Problem) -> NumberLiteral {
    let unit = text[index...]
    if let size = sizes.first(where: { $0.unit == unit }) {
      return .integer(digits: try multiply(text[..<index], by: size.bytes, text))
    }
    if periods.contains(where: { $0.unit == unit.prefix { $0.isLetter } }) {
      return .duration(.calendar(months: try amount(text, in: periods)))
    }
    return .duration(.exact(milliseconds: try amount(text, in: durations)))
  }

  private static func multiply(
    _ count: Substring, by factor: Int, _ text: Substring
  ) throws(Problem) -> String {
    guard let count = Int(try digits(whole(count, of: text))) else { throw tooLarge(text) }
    let (product, overflow) = count.multipliedReportingOverflow(by: factor)
    if overflow { throw tooLarge(text) }
    return String(product)
  }

  /// duration = (digits unit)+, with the units descending and each once
  private static func amount(
    _ text: Substring, in units: [(unit: Substring, length: Int)]
  ) throws(Problem) -> Int {
    var rest = text
    var allowed = units[...]
    var total = 0
    while !rest.isEmpty {
      let count = rest.prefix { !$0.isLetter }
      let unit = rest.dropFirst(count.count).prefix { $0.isLetter }
      guard let position = allowed.firstIndex(where: { $0.unit == unit }) else {
        throw problem(unit: unit, count: count, isFirst: rest == text, text)
      }
      guard let number = Int(try digits(whole(count, of: text))) else { throw tooLarge(text) }
      let (part, overflow) = number.multipliedReportingOverflow(by: allowed[position].length)
      let (sum, overflowed) = total.addingReportingOverflow(part)
      if overflow || overflowed { throw tooLarge(text) }
      total = sum
      allowed = allowed[(position + 1)...]
      rest = rest.dropFirst(count.count + unit.count)
    }
    return total
  }

  private static func whole(_ count: Substring, of text: Substring) throws(Problem) -> Substring {
    if count.contains(".") {
      throw Problem(
        message: "`\(shown(text))` is not a whole number of the smallest unit",
        help: "write it in a smaller unit, such as `1s500ms` or `1500KB`")
    }
    return count
  }

  private static func tooLarge(_ text: Substring) -> Problem {
    Problem(message: "`\(shown(text))` is too large", help: nil)
  }

  // MARK: - What to write instead

  private static func problem(
    unit: Substring, count: Substring, isFirst: Bool, _ text: Substring
  ) -> Problem {
    if unit.isEmpty {
      return Problem(
        message: "the `\(shown(count))` at the end of `\(shown(text))` has no unit",
        help: "write a unit after it, such as `\(shown(text))\(unitAfter(text))`")
    }
    if isMixed(text) {
      return Problem(
        message: "`\(shown(text))` mixes months, which differ in length, with a fixed length",
        help: "add one after the other to a time: `t + 1mo + 3d`")
    }
    if periods.contains(where: { $0.unit == unit }) {
      return Problem(
        message: "the units of `\(shown(text))` must go from large to small, each once",
        help: "write years and months: `1y6mo`")
    }
    if durations.contains(where: { $0.unit == unit }) {
      return Problem(
        message: "the units of `\(shown(text))` must go from large to small, each once",
        help: "write days, hours, minutes, seconds, milliseconds: `1d2h3m4s5ms`")
    }
    if isFirst, unit.lowercased() == "e" {
      return Problem(
        message: "the exponent of `\(shown(text))` has no digits",
        help: "write `\(shown(count))e3`, for example")
    }
    if isFirst, count == "0", unit.lowercased() == "o", let octal = Int(text.dropFirst(2), radix: 8)
    {
      return Problem(
        message: "`\(shown(text))` is not a number", help: "write it in decimal: `\(octal)`")
    }
    let known = similarUnit(unit)
    return Problem(
      message: "unknown unit `\(shown(unit))`",
      help: isFirst && known != nil
        ? "write `\(shown(count))\(known ?? "")`"
        : "durations are `d h m s ms`, periods are `y mo`, sizes are `KB MB GB KiB MiB GiB`")
  }

  /// Whether it has units of durations and of periods.
  private static func isMixed(_ text: Substring) -> Bool {
    let units = text.split { !$0.isLetter }
    return units.contains { unit in periods.contains { $0.unit == unit } }
      && units.contains { unit in durations.contains { $0.unit == unit } }
  }

  /// The unit after the last one in `text`.
  private static func unitAfter(_ text: Substring) -> Substring {
    let last = text.reversed().drop { !$0.isLetter }.prefix { $0.isLetter }
    let unit = String(last.reversed())
    if unit == "y" { return "mo" }
    let index = durations.firstIndex { $0.unit == unit } ?? 0
    return durations[min(index + 1, durations.count - 1)].unit
  }

  /// The unit meant by `min`, `sec`, `mb` or `KIB`.
  private static func similarUnit(_ unit: Substring) -> Substring? {
    let lower = unit.lowercased()
    if let size = sizes.first(where: { $0.unit.lowercased() == lower }) { return size.unit }
    switch lower {
    case "ms", "msec", "msecs", "millis", "millisecond", "milliseconds": return "ms"
    case "s", "sec", "secs", "second", "seconds": return "s"
    case "m", "min", "mins", "minute", "minutes": return "m"
    case "h", "hr", "hrs", "hour", "hours": return "h"
    case "d", "day", "days": return "d"
    case "mo", "mos", "mon", "month", "months": return "mo"
    case "y", "yr", "yrs", "year", "years": return "y"
    case "k": return "KB"
    case "g": return "GB"
    case "ki": return "KiB"
    case "mi": return "MiB"
    case "gi": return "GiB"
    default: return nil
    }
  }
}
