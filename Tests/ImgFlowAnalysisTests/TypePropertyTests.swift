import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowAnalysis

/// What holds for all types and values, however they are made.
@Suite struct TypePropertyTests {
  private static let count = 2_000

  private static func isOf(_ type: Type, _ value: Value, _ rules: TypeRules = .annotation) throws
    -> Bool
  {
    try type.violations(of: value, by: rules, limit: 1).isEmpty
  }

  /// Calls `body` with types, and a value that is most often of the first.
  private static func forEach(
    _ name: String, _ body: (_ a: Type, _ b: Type, _ value: Value) throws -> Void
  ) throws {
    var generated = GeneratedType(TestSeed.numbers(for: name))
    for _ in 0..<count {
      let (a, b) = (try generated.type(), try generated.type())
      try body(a, b, try generated.value(of: a))
    }
  }

  @Test func `the text of a type is an annotation of the same type`() throws {
    try Self.forEach("texts of types") { a, _, value in
      let again = try GeneratedType.type(a.sourceText)
      #expect(again.sourceText == a.sourceText, "\(TestSeed.advice)")
      #expect(
        try Self.isOf(again, value) == Self.isOf(a, value),
        "\(a) \(value.shortDescription()) \(TestSeed.advice)")
    }
  }

  @Test func `the common type of some types has the values of each`() throws {
    try Self.forEach("common types") { a, b, value in
      let common = Type.common([b, a])
      guard try Self.isOf(a, value) else { return }
      #expect(
        try Self.isOf(common, value),
        "\(a), \(b): \(common), \(value.shortDescription()) \(TestSeed.advice)")
      #expect(common.mayTake(a, by: .annotation), "\(a), \(b) \(TestSeed.advice)")
    }
  }

  /// Values that have crossed a type are as it wants them: no `float` is an int.
  @Test func `a type that takes a value of another may take that type`() throws {
    try Self.forEach("shared values") { a, b, value in
      #expect(a.mayTake(a, by: .annotation), "\(a) \(TestSeed.advice)")
      guard try Self.isOf(a, value, .test), try Self.isOf(b, value) else { return }
      #expect(
        b.mayTake(a, by: .annotation),
        "\(a), \(b): \(value.shortDescription()) \(TestSeed.advice)")
    }
  }

  @Test func `what is forgotten of a type leaves it all of its values`() throws {
    try Self.forEach("widened types") { a, _, value in
      guard try Self.isOf(a, value) else { return }
      let wider = [a.widened, a.generalized, a.limited, Type(kinds: a.kinds)]
      for type in value.isNull ? wider : wider + [a.withoutNull, .common(a.members)] {
        #expect(
          try Self.isOf(type, value),
          "\(a): \(type), \(value.shortDescription()) \(TestSeed.advice)")
      }
    }
  }

  @Test func `a value of a type by strict rules is one by lenient rules`() throws {
    let rules: [(strict: TypeRules, lenient: TypeRules)] = [
      (.test, .annotation), (.result, .argument), (.answer, .request), (.answer, .received),
      (.request, .received),
    ]
    try Self.forEach("rules of types") { a, _, value in
      for (strict, lenient) in rules where try Self.isOf(a, value, strict) {
        #expect(
          try Self.isOf(a, value, lenient), "\(a): \(value.shortDescription()) \(TestSeed.advice)")
      }
    }
  }
}
