import TestSupport
import Testing

@testable import ImgFlowValues

/// Lists and objects of every size, changed at random, beside arrays of the standard library.
///
/// Each value is a string of its own, too long to be shared: one that were freed early or kept for ever
/// would show as a wrong text, or in a run under the address sanitizer.
@Suite("Containers")
struct ContainerTests {
  private static func text(_ number: Int) -> String {
    "a text that is too long to be kept in place, \(number)"
  }

  private static func texts(_ list: ListObject) -> [String?] { list.items.map(\.asString) }

  /// Long runs at one end, each of which leaves room that the next uses.
  @Test(arguments: 0..<20)
  func listsAreQueuesOfTwoEnds(_ round: Int) throws {
    var numbers = SeededRandom(seed: UInt64(round))
    var model: [String?] = []
    let list = ListObject.make(count: round)
    for run in 0..<60 {
      let kind = Int.random(in: 0..<6, using: &numbers)
      for step in 0..<Int.random(in: 1..<90, using: &numbers) {
        let text = Self.text(run * 100 + step)
        switch kind {
        case 0, 1:
          try list.append(.string(text))
          model.append(text)
        case 2:
          try list.insert(.string(text), at: 0)
          model.insert(text, at: 0)
        case 3, 4:
          guard !model.isEmpty else { break }
          #expect(list.remove(at: 0).asString == model.removeFirst())
        default:
          guard !model.isEmpty else { break }
          #expect(list.remove(at: list.count - 1).asString == model.removeLast())
        }
      }
      #expect(Self.texts(list) == model)
      let copy = try list.copy()
      try list.append(contentsOf: copy)
      model += model
      #expect(Self.texts(list) == model)
      while list.count > 100 {
        #expect(list.remove(at: 0).asString == model.removeFirst())
      }
    }
  }

  @Test(arguments: 0...12)
  func listsHoldWhatArraysHold(_ count: Int) throws {
    var numbers = SeededRandom(seed: UInt64(count))
    var model = (0..<count).map { Self.text($0) as String? }
    let list = ListObject.make(count: count)
    for text in model { try list.append(.string(text ?? "")) }
    var copies: [(list: ListObject, model: [String?])] = []
    for step in 0..<400 {
      let text = Self.text(1000 + step)
      switch Int.random(in: 0..<6, using: &numbers) {
      case 0, 1:
        try list.append(.string(text))
        model.append(text)
      case 2:
        let index = Int.random(in: 0...model.count, using: &numbers)
        try list.insert(.string(text), at: index)
        model.insert(text, at: index)
      case 3 where !model.isEmpty, 4 where !model.isEmpty:
        let index = Int.random(in: 0..<model.count, using: &numbers)
        #expect(list.remove(at: index).asString == model.remove(at: index))
      case 5 where !model.isEmpty:
        let index = Int.random(in: 0..<model.count, using: &numbers)
        #expect(try list.replace(at: index, with: .string(text)))
        model[index] = text
      default: copies.append((try list.copy(), model))
      }
      #expect(list.count == model.count && Self.texts(list) == model)
    }
    for copy in copies { #expect(Self.texts(copy.list) == copy.model) }
  }

  @Test(arguments: 0...12)
  func objectsHoldWhatTheyAreGiven(_ count: Int) throws {
    var numbers = SeededRandom(seed: UInt64(100 + count))
    var model = (0..<count).map { ("k\($0)", Self.text($0)) }
    var record = RecordObject.make(
      shape: model.reduce(Shape.empty) { $0.adding(StringObject($1.0)) })
    for entry in model { record.fill(.string(entry.1)) }
    var copies: [(record: RecordObject, model: [(String, String)])] = []
    for step in 0..<400 {
      let (key, text) = (
        "k\(Int.random(in: 0..<90, using: &numbers))", Self.text(1000 + step)
      )
      let known = model.firstIndex { $0.0 == key }
      switch Int.random(in: 0..<5, using: &numbers) {
      case 0...2:
        try record.set(key, .string(text))
        if let known { model[known].1 = text } else { model.append((key, text)) }
      case 3:
        let removed = record.remove(StringObject(key))
        #expect(removed?.asString == known.map { model.remove(at: $0).1 })
      default:
        copies.append((record, model))
        record = try record.copy()
      }
      #expect(record.count == model.count)
      if step % 10 == 0 { expect(record, model) }
    }
    expect(record, model)
    for copy in copies { expect(copy.record, copy.model) }
  }

  private func expect(_ record: RecordObject, _ model: [(String, String)]) {
    #expect(record.keys.map(\.text) == model.map(\.0))
    #expect(record.values.map(\.asString) == model.map(\.1))
    for (key, text) in model { #expect(record[key]?.asString == text) }
  }

  @Test func aListAddedToItselfIsTwiceAsLong() throws {
    for count in 0...9 {
      let list = try ListObject((0..<count).map { .string(Self.text($0)) })
      let sum = try #require(try Arithmetic.add(.heap(list), .heap(list)).asList)
      #expect(Self.texts(sum) == Self.texts(list) + Self.texts(list))
    }
  }
}
