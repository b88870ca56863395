import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowJournal

/// What is kept is the value again, with its type, whatever it is.
@Suite struct StoredValueTests {
  private static let resource = ResourceType(name: "expoze.Job", fields: ["id"], optionalFields: [])

  @Test func anyValueComesBackAsItWas() throws {
    var random = TestSeed.numbers(for: "stored values")
    for _ in 0..<2_000 {
      let value = try makeValue(&random, depth: 4)
      let text = try StoredValue.text(of: value)
      let read = try StoredValue.value(of: text) { $0 == "expoze.Job" ? Self.resource : nil }
      #expect(try isSame(value, read), "\(text)\n\(TestSeed.advice)")
    }
  }

  @Test func nestingDoesNotGrow() throws {
    var value = Value.time(milliseconds: 5)
    for level in 1...ValueLimits.depth {
      value = level.isMultiple(of: 2) ? try .list([value]) : try .object(["$": value])
    }
    let read = try StoredValue.value(of: StoredValue.text(of: value))
    #expect(read.depth == ValueLimits.depth)
    #expect(try isSame(value, read))
  }

  @Test func aSecretIsNotStored() throws {
    let secret = Value.heap(SecretObject("hunter2"))
    for value in [secret, try .list([secret]), try .object(["a": .list([secret])])] {
      #expect(throws: StoredValue.NotStorable(type: .secret)) { try StoredValue.text(of: value) }
    }
  }

  @Test(arguments: [
    "", "[", #""$time""#, #""$time x""#, #""$period 1y""#, #""$colour 3""#, #""$bytes ?""#,
    #""$range 1""#, #"{"$": "thing"}"#,
  ])
  func aTextThatWasNotWrittenIsDamaged(_ text: String) {
    #expect(throws: StoredValue.Damaged.self) { try StoredValue.value(of: text) }
  }

  @Test func aZoneThatThisMachineLacksIsNamed() {
    #expect {
      try StoredValue.value(of: #"["$time 5 Nowhere/Else"]"#)
    } throws: { error in
      (error as? ValueError)?.message == "unknown time zone \"Nowhere/Else\""
    }
  }

  // MARK: - Values

  private func makeValue(_ random: inout SeededRandom, depth: Int) throws -> Value {
    switch Int.random(in: 0..<(depth > 0 ? 14 : 10), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2: return .int(.random(in: .min ... .max, using: &random))
    case 3: return .integer(.init(Int.random(in: 1 ... .max, using: &random)) << 90)
    case 4:
      return .float(
        [1, -0.0, 0.1, 1e300, .nan, .infinity, -.infinity].randomElement(using: &random) ?? 0)
    case 5, 6: return .string(text(&random))
    case 7:
      return .bytes(
        (0..<Int.random(in: 0...5, using: &random)).map { _ in .random(in: 0...255, using: &random)
        })
    case 8:
      return [
        .time(milliseconds: -3), .duration(milliseconds: 90_000), .period(months: -18),
        try zoned("Europe/Berlin"), try zoned("+05:45"), try zoned("CET-1CEST,M3.5.0,M10.5.0/3"),
      ].randomElement(using: &random) ?? .null
    case 9: return .heap(RangeObject(lower: -4, upper: .random(in: -4...9, using: &random)))
    case 10, 11:
      return try .list(
        (0..<Int.random(in: 0...4, using: &random)).map { _ in
          try makeValue(&random, depth: depth - 1)
        })
    default:
      let record = RecordObject()
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        try record.set(text(&random), try makeValue(&random, depth: depth - 1))
      }
      switch Int.random(in: 0..<4, using: &random) {
      case 0: return .heap(ErrorObject(fields: record, isOfScript: .random(using: &random)))
      case 1: record.resource = Self.resource
      default: break
      }
      return .heap(record)
    }
  }

  private func zoned(_ name: String) throws -> Value {
    try .time(
      milliseconds: 1_795_428_000_000, in: ZoneDatabase.system.zone(recorded: name))
  }

  private func text(_ random: inout SeededRandom) -> String {
    ["", "$", "$$", "$time 5", "$range", "a", "né", "\u{0}\n\"", "resource expoze.Job", "🙂"]
      .randomElement(using: &random) ?? ""
  }

  /// Whether two values are alike in type and content, their resources included.
  private func isSame(_ a: Value, _ b: Value) throws -> Bool {
    guard a.type == b.type else { return false }
    switch a.type {
    case .time: return Value.equals(a, b) && a.displayText == b.displayText && zone(a) == zone(b)
    case .bytes: return a.asBytes?.bytes == b.asBytes?.bytes
    case .float: return a.asDouble?.description == b.asDouble?.description
    case .list:
      let (x, y) = (a.asItems ?? [], b.asItems ?? [])
      return try x.count == y.count && zip(x, y).allSatisfy(isSame)
    case .object: return try isSame(a.asRecord, b.asRecord)
    case .error:
      return try a.asError?.isOfScript == b.asError?.isOfScript
        && isSame(a.asError?.fields, b.asError?.fields)
    default: return Value.equals(a, b)
    }
  }

  private func zone(_ time: Value) -> String? { time.asTime?.zone?.name }

  private func isSame(_ a: RecordObject?, _ b: RecordObject?) throws -> Bool {
    guard let a, let b else { return false }
    return try a.keys.map(\.text) == b.keys.map(\.text) && a.resource === b.resource
      && zip(a.values, b.values).allSatisfy(isSame)
  }
}
