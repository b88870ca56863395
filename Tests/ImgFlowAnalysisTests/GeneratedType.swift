import ImgFlowSyntax
import ImgFlowValues
import TestSupport

/// Random types as annotations write them, and values that may or may not be of them.
struct GeneratedType {
  private var random: SeededRandom

  init(_ random: SeededRandom) { self.random = random }

  private mutating func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

  private mutating func choose<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

  /// The text of a type.
  mutating func annotation(depth: Int = 0) -> String {
    switch below(depth > 2 ? 4 : 9) {
    case 0, 1:
      choose([
        "null", "bool", "int", "float", "number", "string", "list", "object", "duration", "date",
        "email", "path", "range", "any",
      ])
    case 2: choose(["int(0...3)", "int(1...)", "string(2...)", "float(0...1)", "number(..<2)"])
    case 3: choose(["\"a\"", "\"b\"", "7", "\"a\" | \"b\"", "1 | 2 | 3"])
    case 4: "[\(annotation(depth: depth + 1))]"
    case 5: optional(annotation(depth: depth + 1))
    case 6: "{a: \(annotation(depth: depth + 1)), b?: \(annotation(depth: depth + 1))}"
    case 7: "{a: \(annotation(depth: depth + 1)), ...}"
    default: "\(annotation(depth: depth + 1)) | \(annotation(depth: depth + 1))"
    }
  }

  private func optional(_ text: String) -> String {
    text.contains("?") || text.contains("|") ? text : text + "?"
  }

  mutating func type() throws -> Type { try Self.type(annotation()) }

  static func type(_ annotation: String) throws -> Type {
    let parsed = Parser.parse(SourceFile(name: "test", text: "let x: \(annotation) = null"))
    guard parsed.diagnostics.isEmpty,
      case .variable(_, let type?, _, _) = parsed.tree.statements.first?.kind
    else { throw UnreadableType(annotation: annotation) }
    return Type.annotation(type, declared: [:])
  }

  struct UnreadableType: Error {
    let annotation: String
  }

  /// A value of any type.
  mutating func value(depth: Int = 0) throws -> Value {
    switch below(depth > 2 ? 8 : 11) {
    case 0: .null
    case 1: .bool(true)
    case 2, 3: .int(choose([0, 1, 2, 3, 7, -1]))
    case 4: .float(choose([0.5, 1, 2.5]))
    case 5, 6: .string(choose(["a", "b", "", "abc", "2026-11-23", "x@y.org"]))
    case 7: .duration(milliseconds: 30)
    case 8: try .list((0..<below(3)).map { _ in try value(depth: depth + 1) })
    default: try object(depth)
    }
  }

  private mutating func object(_ depth: Int) throws -> Value {
    let record = RecordObject()
    for key in ["a", "b", "c"] where below(3) > 0 {
      try record.set(key, try value(depth: depth + 1))
    }
    return .heap(record)
  }

  /// A value that is of a type, as far as that is easily made; any other value else.
  mutating func value(of type: Type) throws -> Value {
    switch type.form {
    case .literal(let value): return value
    case .optional(let inner): return below(4) == 0 ? .null : try value(of: inner)
    case .list(let element): return try .list((0..<below(3)).map { _ in try value(of: element) })
    case .union(let members) where !members.isEmpty: return try value(of: choose(members))
    case .object(let object):
      let record = RecordObject()
      for field in object.fields where field.isRequired || below(2) == 0 {
        try record.set(field.name, try value(of: field.type))
      }
      return .heap(record)
    default:
      for _ in 0..<40 {
        let value = try value()
        if try type.violations(of: value, by: .annotation, limit: 1).isEmpty { return value }
      }
      return try value()
    }
  }
}
