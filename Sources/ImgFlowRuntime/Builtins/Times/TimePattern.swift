import ImgFlowValues

/// A pattern that times are written and read by, such as `yyyy-MM-dd HH:mm:ss`: the common subset of
/// Unicode's date patterns (UTS #35), in English.
///
/// `yyyy yy` year, `MM M` month, `MMM MMMM` its name, `dd d` day, `EEE EEEE` day of the week, `HH H` hour,
/// `hh h` hour of twelve with `a` for AM and PM, `mm m` minute, `ss s` second, `SSS` milliseconds, `Z`
/// offset, `z` its abbreviation and `VV` the zone, which are only written. Other letters are refused unless they are between single quotes; two single quotes are one.
struct TimePattern: Sendable {
  private enum Part: Sendable {
    case field(Character, width: Int)
    case text(String)
  }

  private let pattern: String
  private var parts: [Part] = []

  private static let widths: [Character: Set<Int>] = [
    "y": [2, 4], "M": [1, 2, 3, 4], "d": [1, 2], "E": [3, 4], "H": [1, 2], "h": [1, 2], "a": [1],
    "m": [1, 2], "s": [1, 2], "S": [3], "Z": [1], "z": [1], "V": [2],
  ]

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  private static let cache = PatternCache<TimePattern>()

  /// The pattern of a string, which is read once.
  ///
  /// - Throws: a `parse` error.
  static func cached(_ pattern: StringObject) throws -> TimePattern {
    try cache[pattern, { try TimePattern($0) }]
  }

  /// - Throws: a `parse` error.
  init(_ pattern: String) throws {
    self.pattern = pattern
    var rest = pattern[...]
    while let first = rest.first {
      if first == "'" {
        parts.append(.text(try Self.quoted(&rest, of: pattern)))
      } else if first.isASCII, first.isLetter {
        let width = rest.prefix { $0 == first }.count
        guard let widths = Self.widths[first], widths.contains(width) else {
          throw Self.malformed(
            pattern, "`\(String(repeating: first, count: width))` has no meaning")
        }
        parts.append(.field(first, width: width))
        rest.removeFirst(width)
      } else {
        parts.append(.text(String(rest.removeFirst())))
      }
    }
  }

  /// Reads a string in quotes, in which two quotes are one; two alone are one as well.
  private static func quoted(_ rest: inout Substring, of pattern: String) throws -> String {
    rest.removeFirst()
    var text = ""
    repeat {
      guard let end = rest.firstIndex(of: "'") else {
        throw malformed(pattern, "a quote is not closed")
      }
      text += rest[..<end]
      rest = rest[rest.index(after: end)...]
      if text.isEmpty { return "'" }
      if rest.first == "'" { text.append("'") }
    } while rest.first == "'" && rest.popFirst() != nil
    return text
  }

  private static func malformed(_ pattern: String, _ problem: String) -> ValueError {
    ValueError(
      .parse, "\(Value.string(pattern).shortDescription()) is not a pattern for times: \(problem)",
      help: "use `yyyy MM dd HH mm ss SSS`, and put other letters in single quotes")
  }

  // MARK: - Writing

  func format(_ time: TimeObject) -> String {
    let clock = Clock(time.local)
    let date = clock.date
    return parts.map { part in
      switch part {
      case .text(let text): text
      case .field("Z", _): Self.offset(time).map { TimeText.offset($0.seconds) } ?? "Z"
      case .field("z", _): Self.offset(time)?.abbreviation ?? Zone.utc.name
      case .field("V", _): (time.zone ?? .utc).name
      case .field(let letter, let width): Self.write(letter, width, date, clock)
      }
    }.joined()
  }

  private static func write(_ letter: Character, _ width: Int, _ date: CivilDate, _ clock: Clock)
    -> String
  {
    switch letter {
    case "y": width == 2 ? padded(abs(date.year) % 100, 2) : padded(date.year, 4)
    case "M" where width > 2: named(months[date.month - 1], width)
    case "M": padded(date.month, width)
    case "d": padded(date.day, width)
    case "E": named(weekdays[date.weekday - 1], width)
    case "H": padded(clock.hour, width)
    case "h": padded((clock.hour + 11) % 12 + 1, width)
    case "a": clock.hour < 12 ? "AM" : "PM"
    case "m": padded(clock.minute, width)
    case "s": padded(clock.second, width)
    default: padded(clock.millisecond, 3)
    }
  }

  /// The offset of its zone; nil in UTC.
  private static func offset(_ time: TimeObject) -> ZoneOffset? {
    time.zone?.offset(at: time.milliseconds)
  }

  private static func named(_ name: String, _ width: Int) -> String {
    width == 3 ? String(name.prefix(3)) : name
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return (number < 0 ? "-" : "") + zeros + digits
  }

  // MARK: - Reading

  /// Returns the time that `text` names; parts missing from the pattern are those of 1970-01-01T00:00:00.
  ///
  /// - Throws: a `parse` error.
  func parse(_ text: String) throws -> TimeText.Reading {
    var reading = TimeReading(rest: text[...])
    for part in parts {
      let fits =
        switch part {
        case .text(let expected): reading.skip(expected)
        case .field(let letter, let width): Self.read(letter, width, &reading)
        }
      guard fits else { throw mismatch(text) }
    }
    guard reading.rest.isEmpty, let time = reading.time else { throw mismatch(text) }
    return time
  }

  private static func read(_ letter: Character, _ width: Int, _ reading: inout TimeReading) -> Bool
  {
    let digits = width == 1 ? 1...2 : width...width
    switch letter {
    case "y":
      guard let year = reading.number(digits) else { return false }
      reading.year = width == 2 ? 2000 + year : year
      return true
    case "M" where width > 2: return reading.set(\.month, reading.name(months, width))
    case "M": return reading.set(\.month, reading.number(digits))
    case "d": return reading.set(\.day, reading.number(digits))
    case "E": return reading.set(\.weekday, reading.name(weekdays, width))
    case "H": return reading.set(\.hour, reading.number(digits))
    case "h": return reading.set(\.hour, reading.number(digits).flatMap(TimeReading.hourOfTwelve))
    case "a": return reading.set(\.halfDay, reading.name(["AM", "PM"], 2))
    case "m": return reading.set(\.minute, reading.number(digits))
    case "s": return reading.set(\.second, reading.number(digits))
    case "S": return reading.set(\.millisecond, reading.number(3...3))
    case "Z": return reading.offset()
    default: return false
    }
  }

  private func mismatch(_ text: String) -> ValueError {
    ValueError(
      .parse,
      "\(Value.string(text).shortDescription()) is not a time of the form "
        + Value.string(pattern).shortDescription())
  }
}
