import ImgFlowSyntax
import ImgFlowValues

// Diagnostics for programs: an object on one line. Bytes count from 0 and lines and columns from 1,
// as everywhere; ends lie after the last byte and character.
extension Diagnostic {
  /// The diagnostic with everything that the terminal would show.
  var json: String {
    Self.text {
      try .object([
        "severity": .string(severity.rawValue), "code": .string(code.rawValue),
        "message": .string(message), "place": range.json, "label": Self.optional(label),
        "labels": .list(
          labels.map { try .object(["place": $0.range.json, "text": .string($0.text)]) }),
        "notes": .list(notes.map { .string($0) }),
        "details": .heap(RecordObject(details.map { ($0.name, try JSON.parse($0.json)) })),
        "help": Self.optional(help),
        "trace": .list(
          trace.map {
            try .object([
              "name": .string($0.name), "place": $0.range.json, "count": .int($0.count),
              "omitted": .int($0.omitted),
            ])
          }),
      ])
    }
  }

  /// A problem that has no place in a script.
  static func json(error message: String, help: String?) -> String {
    text {
      try .object([
        "severity": .string("error"), "message": .string(message), "help": optional(help),
      ])
    }
  }

  private static func optional(_ text: String?) -> Value { text.map { .string($0) } ?? .null }

  /// Values as shallow as these nest nowhere near the limit.
  private static func text(_ value: () throws -> Value) -> String {
    (try? JSON.text(of: value())) ?? ""
  }
}

extension SourceRange {
  fileprivate var json: Value {
    get throws {
      try .object([
        "file": .string(file.name), "start": Self.json(start, position),
        "end": Self.json(end, endPosition),
      ])
    }
  }

  private static func json(_ byte: Int, _ position: SourcePosition) throws -> Value {
    try .object([
      "byte": .int(byte), "line": .int(position.line), "column": .int(position.column),
    ])
  }
}
