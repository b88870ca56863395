import ImgFlowValues
import TestSupport
import Testing

@Suite("JSON robustness")
struct JSONRobustnessTests {
  static let samples = [
    #"{"id":12,"tags":["a","b\n\u00e9\ud83d\ude00"],"score":-1.5e-3,"ok":true,"none":null,"é":{}}"#,
    #"[{"status":"queued","n":1},{"status":"queued","n":22},{"n":0.1,"status":"done"},[],[[]]]"#,
    "\u{FEFF} [12345678901234567890123, 1e5, \"0123456789abcdef\", false] ",
  ]

  @Test(arguments: samples)
  func everyTruncation(_ text: String) {
    let bytes = Array(text.utf8)
    for length in 0..<bytes.count {
      let value = try? JSON.parse(Array(bytes.prefix(length)))
      // Only white space may be missing.
      #expect(value == nil || bytes[length...].allSatisfy { $0 == 0x20 })
    }
  }

  /// Each byte in turn is another one: some of all others, or all with `IMGFLOW_THOROUGH=1`.
  @Test(arguments: samples)
  func everyCorruption(_ text: String) throws {
    let bytes = Array(text.utf8)
    var random = TestSeed.numbers(for: "corruptions of \(text)")
    for index in bytes.indices {
      let others = Array(UInt8.min...UInt8.max)
      for byte in TestSeed.isThorough ? others : Array(others.shuffled(using: &random).prefix(64)) {
        var corrupted = bytes
        corrupted[index] = byte
        do throws(JSONError) {
          let value = try JSON.parse(corrupted)
          let again = try? JSON.parse((try? JSON.text(of: value)) ?? "")
          #expect(again.map { isSame($0, value) } == true, "\(corrupted): \(TestSeed.advice)")
        } catch {
          #expect((0...bytes.count).contains(error.offset) && error.line >= 1 && error.column >= 1)
        }
      }
    }
  }

  @Test func randomDocumentsRoundTrip() throws {
    var generator = SeededRandom(seed: 2026)
    for _ in 0..<500 {
      let value = try RandomValue.make(depth: 5, using: &generator)
      for indent in [nil, 0, 2] {
        let text = try JSON.text(of: value, indent: indent)
        #expect(isSame(try JSON.parse(text), value), "\(text)")
      }
      #expect(
        isSame(try JSON.parse(value.displayText.isEmpty ? "\"\"" : JSON.text(of: value)), value))
    }
  }

  @Test func randomBytesNeverTrap() {
    var generator = SeededRandom(seed: 99)
    let alphabet = Array(#"{}[]",:0123456789.-+eEtrufalsn\ "#.utf8) + [0x0A, 0xC3, 0xA9, 0x00]
    for _ in 0..<30_000 {
      let length = Int.random(in: 0...24, using: &generator)
      let bytes = (0..<length).compactMap { _ in alphabet.randomElement(using: &generator) }
      _ = try? JSON.parse(bytes)
    }
  }
}

/// Values that JSON can express, made at random.
enum RandomValue {
  static func make(depth: Int, using generator: inout SeededRandom) throws -> Value {
    switch Int.random(in: 0...(depth > 0 ? 9 : 6), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .int(Int.random(in: -1000...1000, using: &generator))
    case 3: return .int(Int.random(in: .min ... .max, using: &generator))
    case 4:
      let number = Double(bitPattern: generator.next())
      return .float(number.isFinite ? number : 0.5)
    case 5, 6: return .string(text(using: &generator))
    case 7:
      let (a, b) = (Int.random(in: 2 ... .max, using: &generator), Int.max)
      return try Arithmetic.multiply(.int(a), .int(b))
    case 8:
      let count = Int.random(in: 0...6, using: &generator)
      return try .list((0..<count).map { _ in try make(depth: depth - 1, using: &generator) })
    default:
      let record = RecordObject()
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        try record.set(key(using: &generator), make(depth: depth - 1, using: &generator))
      }
      return .heap(record)
    }
  }

  private static func key(using generator: inout SeededRandom) -> String {
    let keys = ["id", "name", "status", "score", "é", "", "a key with spaces", "q\"uote"]
    return keys.randomElement(using: &generator) ?? ""
  }

  static func text(using generator: inout SeededRandom) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...24, using: &generator) {
      let limit: UInt32 =
        [0x20, 0x7F, 0x7F, 0x7F, 0x800, 0x11_0000].randomElement(using: &generator) ?? 0x7F
      let scalar = UnicodeScalar(UInt32.random(in: 0..<limit, using: &generator))
      text.unicodeScalars.append(scalar ?? "?")
    }
    return text
  }
}
