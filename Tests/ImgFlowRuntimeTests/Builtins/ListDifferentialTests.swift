import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowRuntime

/// What lists do by hashes and ranks, against comparing all with all.
@Suite struct ListDifferentialTests {
  /// Values of which many are equal, though they are written differently.
  private static func values(_ count: Int, using generator: inout some RandomNumberGenerator) throws
    -> [Value]
  {
    try (0..<count).map { _ in try value(2, using: &generator) }
  }

  private static func value(_ depth: Int, using generator: inout some RandomNumberGenerator) throws
    -> Value
  {
    let number = Int.random(in: -3...3, using: &generator)
    switch Int.random(in: 0...(depth > 0 ? 12 : 9), using: &generator) {
    case 0: return .int(number)
    case 1: return .float(Double(number))
    case 2: return .float(number == 0 ? -0.0 : Double(number) / 2)
    case 3:
      return .string(
        ["", "a", "é", "e\u{301}", String(repeating: "long", count: 20)][(number + 3) % 5])
    case 4:
      return number > 0
        ? try integer("1180591620717411303424")
        : .float(Double(sign: .plus, exponent: 70, significand: 1))
    case 5: return number == 0 ? .null : .bool(number > 0)
    case 6: return .time(milliseconds: number)
    case 7: return .duration(milliseconds: number)
    case 8: return .bytes([UInt8(number + 3)])
    case 9: return .heap(RangeObject(lower: 0, upper: number + 3))
    case 10: return .heap(SecretObject("a"))
    case 11: return try .list(values(number & 3, using: &generator, depth - 1))
    default:
      let keys = ["a", "b"].shuffled(using: &generator)
      return .heap(
        try RecordObject(keys.map { ($0, try value(depth - 1, using: &generator)) }))
    }
  }

  private static func integer(_ digits: String) throws -> Value {
    try IntegerText.read(digits[...]) ?? .null
  }

  private static func values(
    _ count: Int, using generator: inout some RandomNumberGenerator, _ depth: Int
  ) throws -> [Value] {
    try (0..<count).map { _ in try value(depth, using: &generator) }
  }

  @Test func tablesFindWhatIsEqual() throws {
    var generator = TestSeed.numbers(for: "tables of values")
    let values = try Self.values(1500, using: &generator)
    let table = ValueTable()
    var known: [Value] = []
    for value in values {
      let expected = known.firstIndex { Value.equals($0, value) }
      #expect(table.position(of: value) == expected, "\(TestSeed.advice)")
      let (position, isNew) = table.place(of: value)
      #expect(position == expected ?? known.count && isNew == (expected == nil))
      if expected == nil { known.append(value) }
    }
  }

  @Test(arguments: 0..<40) func sortsAsComparingDoes(_ round: Int) throws {
    var generator = TestSeed.numbers(for: "sorting \(round)")
    let kind = round % 8
    let keys: [Value] = try (0..<60).map { _ in
      let small = Int.random(in: -4...4, using: &generator)
      let text = Value.string(["", "a", "a\0", "ab", "abcdefgh", "abcdefghi", "é", "z"][small & 7])
      switch kind {
      case 0: return .int(small)
      case 1: return .float(Double(small) / 2)
      case 2:
        let numbers: [Value] = [
          .int(small), .float(Double(small)), .int(.max - 1), .float(0x1p63),
          try Self.integer("9223372036854775808"),
          .int(.max), .float(-0.0), try Self.integer(String(repeating: "9", count: 400)),
        ]
        return numbers[small & 7]
      case 3: return text
      case 4: return .time(milliseconds: small)
      case 5: return .duration(milliseconds: small)
      case 6: return try .list([.int(small & 1), text])
      default: return try .list([text, .float(Double(small))])
      }
    }
    let expected = try keys.indices.sorted { a, b in
      let order = try Value.compare(keys[a], keys[b])
      return order == 0 ? a < b : order < 0
    }
    let places = keys.indices.map { Value.int($0) }
    let sorted = try Sorting.sorted(places, keys: keys, descending: false)
    #expect(sorted.items.map(\.asInt) == expected, "\(TestSeed.advice)")
    let downwards = try keys.indices.sorted { a, b in
      let order = try Value.compare(keys[a], keys[b])
      return order == 0 ? a < b : order > 0
    }
    let descending = try Sorting.sorted(places, keys: keys, descending: true)
    #expect(descending.items.map(\.asInt) == downwards, "\(TestSeed.advice)")
  }
}
