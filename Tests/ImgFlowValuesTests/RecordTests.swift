import ImgFlowValues
import TestSupport
import Testing

@Suite("Records")
struct RecordTests {
  @Test(arguments: [1, 8, 9, 63, 64, 65, 200])
  func keysKeepTheirOrder(_ count: Int) throws {
    let record = RecordObject()
    for index in 0..<count { try record.set("k\(index)", .int(index)) }
    for index in 0..<count { try record.set("k\(index)", .int(index * 2)) }
    #expect(record.keys.map(\.text) == (0..<count).map { "k\($0)" })
    for index in 0..<count { #expect(record["k\(index)"]?.asInt == index * 2) }
    #expect(record["absent"] == nil)
  }

  @Test(arguments: [3, 70])
  func removal(_ count: Int) throws {
    let record = RecordObject()
    for index in 0..<count { try record.set("k\(index)", .int(index)) }
    let other = try record.copy()
    #expect(record.remove(StringObject("k1"))?.asInt == 1)
    #expect(record.remove(StringObject("k1")) == nil)
    #expect(record["k1"] == nil && record["k2"]?.asInt == 2 && record.count == count - 1)
    try record.set("k1", .null)
    #expect(record.keys.last?.text == "k1")
    #expect(other["k1"]?.asInt == 1 && other.count == count)
  }

  @Test(arguments: [3, 70])
  func copiesAreIndependent(_ count: Int) throws {
    let record = RecordObject()
    for index in 0..<count { try record.set("k\(index)", .int(index)) }
    let copy = try record.copy()
    try copy.set("k0", .string("changed"))
    try copy.set("new", .null)
    try record.set("other", .null)
    #expect(record["k0"]?.asInt == 0 && record["new"] == nil && record.count == count + 1)
    #expect(copy["k0"]?.asString == "changed" && copy["other"] == nil && copy.count == count + 1)
  }

  @Test func objectsWithTheSameKeysShareAShape() throws {
    let a = try RecordObject([("x", .int(1)), ("y", .int(2))])
    let b = try RecordObject([("x", .int(3)), ("y", .int(4))])
    let c = try RecordObject([("y", .int(3)), ("x", .int(4))])
    #expect(a.shape === b.shape && a.shape !== c.shape && a.shape.isShared)
  }

  /// Small objects keep shared shapes, larger ones have their own, and those with many keys have holes.
  @Test(arguments: [4, 9, 20, 80, 200])
  func objectsActLikeListsOfPairs(_ keyCount: Int) throws {
    var generator = TestSeed.numbers(for: "objects of \(keyCount) keys")
    var records = [RecordObject(), RecordObject()]
    var models: [[(key: String, value: Int)]] = [[], []]
    for step in 0..<2_000 {
      let place = Int.random(in: 0...1, using: &generator)
      let key = "k\(Int.random(in: 0..<keyCount, using: &generator))"
      let known = models[place].firstIndex { $0.key == key }
      switch Int.random(in: 0..<40, using: &generator) {
      case 0:
        let copy = records[place].copied(withRoomFor: step & 3)
        try copy.merge(records[1 - place])
        for (key, value) in models[1 - place] { Self.set(key, value, in: &models[place]) }
        records[place] = copy
      case 1: (records[place], models[place]) = (records[1 - place].copied(), models[1 - place])
      case 2..<24:
        try records[place].set(key, .int(step))
        Self.set(key, step, in: &models[place])
      default:
        let removed = records[place].remove(StringObject(key))?.asInt
        #expect(removed == known.map { models[place].remove(at: $0).value }, "\(TestSeed.advice)")
      }
      #expect(
        records[place].contains(StringObject(key)) == models[place].contains { $0.key == key })
      if step % 20 == 0 {
        #expect(records[place].keys.map(\.text) == models[place].map(\.key), "\(TestSeed.advice)")
        #expect(records[place].values.map(\.asInt) == models[place].map(\.value))
      }
    }
  }

  private static func set(_ key: String, _ value: Int, in model: inout [(key: String, value: Int)])
  {
    if let known = model.firstIndex(where: { $0.key == key }) {
      model[known].value = value
    } else {
      model.append((key, value))
    }
  }

  @Test(arguments: 0..<5)
  func removingAKeyOfAFewKeepsTheShapeShared(_ removed: Int) throws {
    let keys = ["a", "b", "c", "d", "e"]
    let record = try RecordObject(keys.map { ($0, .null) })
    record.remove(StringObject(keys[removed]))
    let others = try RecordObject(keys.filter { $0 != keys[removed] }.map { ($0, .null) })
    #expect(record.shape === others.shape && record.shape.isShared)
  }

  @Test func keysCompareByCodePoints() throws {
    let record = try RecordObject([("é", .int(1)), ("e\u{301}", .int(2))])
    #expect(record.count == 2)
    #expect(record["é"]?.asInt == 1 && record["e\u{301}"]?.asInt == 2)
  }

  @Test func depthIsCapped() throws {
    var value = try Value.object([:])
    for _ in 1..<512 { value = try .object(["a": value]) }
    #expect(value.depth == 512)
    let deepest = value
    #expect(valueError { try .object(["a": deepest]) }.kind == .limit)
    let list = ListObject([], depth: 1)
    #expect(throws: ValueError.self) { try list.append(deepest) }
    #expect(list.items.isEmpty)
  }

  @Test func shapesAreMadeByManyThreadsAtOnce() async throws {
    try await withThrowingTaskGroup(of: Shape.self) { group in
      for _ in 0..<64 {
        group.addTask {
          let record = RecordObject()
          for index in 0..<40 { try record.set("shared\(index)", .null) }
          _ = try JSON.text(of: .heap(record))
          return record.shape
        }
      }
      let shapes = try await group.reduce(into: []) { $0.append($1) }
      #expect(shapes.allSatisfy { $0 === shapes.first })
    }
  }

  @Test func stringsCacheTheirHashAndForm() throws {
    let string = StringObject("abc")
    #expect(string.hash == StringObject("abc").hash && string.hash > 0)
    #expect(string.isByteIndexed && string.length == 3)
    try "é\r\n".utf8.withContiguousStorageIfAvailable { try string.append($0) }
    #expect(!string.isByteIndexed && string.length == 5)
    #expect(string.hash == StringObject("abcé\r\n").hash)
    #expect(string.character(at: 3)?.text == "é" && string.character(at: 5) == nil)
    #expect(try string.slice(1..<4).text == "bcé")
  }
}
