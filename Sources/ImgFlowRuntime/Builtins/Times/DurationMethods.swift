import ImgFlowValues

/// The methods of durations.
enum DurationMethods {
  static let all: [Builtin] =
    [
      Builtin(
        "format", [.receiver(.duration), Builtin.Parameter("pattern", .string)], returns: .string,
        """
        Formats the duration by a pattern: `d` days, `h hh` hours, `m mm` minutes, `s ss` seconds, `SSS` \
        milliseconds; the largest unit of the pattern is not limited, and what is smaller than the smallest is \
        left out.
        """,
        examples: [
          (#"90m.format("h:mm")"#, "1:30"), (#"3725s.format("m 'min' ss 's'")"#, "62 min 05 s"),
        ]
      ) { call in
        let pattern = try DurationPattern.cached(call.stringObject(1))
        return .string(pattern.format(call.milliseconds(0)))
      },
      Builtin(
        "ms", [.receiver(.duration)], returns: .int, "Returns the duration in milliseconds.",
        examples: [("90s.ms()", "90000")]
      ) { call in .int(call.milliseconds(0)) },
      total("seconds", 1000, "90.0"),
      total("minutes", 60_000, "1.5"),
      total("hours", 3_600_000, "0.025"),
      total("days", 86_400_000, "0.0010416666666666667"),
    ]

  private static func total(_ name: String, _ unit: Double, _ example: String) -> Builtin {
    Builtin(
      name, [.receiver(.duration)], returns: .float, "Returns the whole duration in \(name).",
      examples: [("90s.\(name)()", example)]
    ) { call in .float(Double(call.milliseconds(0)) / unit) }
  }
}

/// A pattern that durations are written by, such as `h:mm:ss`.
struct DurationPattern: Sendable {
  private enum Part: Sendable {
    case amount(unit: Int, width: Int)
    case text(String)
  }

  private var parts: [Part] = []
  /// The units that the pattern has, in milliseconds.
  private var amounts: Set<Int> = []

  private static let units: [Character: (milliseconds: Int, widths: Set<Int>)] = [
    "d": (86_400_000, [1]), "h": (3_600_000, [1, 2]), "m": (60_000, [1, 2]), "s": (1000, [1, 2]),
    "S": (1, [3]),
  ]

  private static let cache = PatternCache<DurationPattern>()

  /// The pattern of a string, which is read once.
  ///
  /// - Throws: a `parse` error.
  static func cached(_ pattern: StringObject) throws -> DurationPattern {
    try cache[pattern, { try DurationPattern($0) }]
  }

  /// - Throws: a `parse` error.
  init(_ pattern: String) throws {
    var rest = pattern[...]
    while let first = rest.first {
      if first == "'" {
        guard let end = rest.dropFirst().firstIndex(of: "'") else { throw Self.malformed(pattern) }
        parts.append(.text(String(rest[..<end].dropFirst())))
        rest = rest[rest.index(after: end)...]
      } else if first.isASCII, first.isLetter {
        let width = rest.prefix { $0 == first }.count
        guard let unit = Self.units[first], unit.widths.contains(width) else {
          throw Self.malformed(pattern)
        }
        parts.append(.amount(unit: unit.milliseconds, width: width))
        amounts.insert(unit.milliseconds)
        rest.removeFirst(width)
      } else {
        parts.append(.text(String(rest.removeFirst())))
      }
    }
  }

  func format(_ milliseconds: Int) -> String {
    let text = parts.map { part in
      switch part {
      case .text(let text): return text
      case .amount(let unit, let width):
        let larger = amounts.filter { $0 > unit }.min()
        let rest = larger.map { milliseconds.magnitude % UInt($0) } ?? milliseconds.magnitude
        return TimePattern.padded(Int(clamping: rest / UInt(unit)), width)
      }
    }.joined()
    return milliseconds < 0 ? "-" + text : text
  }

  private static func malformed(_ pattern: String) -> ValueError {
    ValueError(
      .parse, "\(Value.string(pattern).shortDescription()) is not a pattern for durations",
      help: "use `d h hh m mm s ss SSS`, and put other letters in single quotes")
  }
}
