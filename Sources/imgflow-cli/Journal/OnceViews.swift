import ImgFlowJournal
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

extension OnceEntry {
  /// What a person may call it.
  var names: [String] {
    let isQuoted = shown.count > 1 && shown.hasPrefix("\"") && shown.hasSuffix("\"")
    return [key.id, shown] + (isQuoted ? [String(shown.dropFirst().dropLast())] : [])
  }

  /// How many columns a key or a value takes at most.
  private static let widest = 40

  /// A row of the table of what is kept.
  var row: [(name: String, text: String)] {
    [
      ("id", key.id), ("key", Columns.cut(shown, to: Self.widest)),
      ("value", Columns.cut(shownValue, to: Self.widest)),
      ("kept", kept.map(RunTime.of) ?? ""), ("until", expires.map(RunTime.of) ?? ""),
      ("place", key.scope.place), ("script", key.scope.script),
    ]
  }

  private var shownValue: String {
    switch claim {
    case .value(let text): Self.read(text)?.shortDescription(limit: 2 * Self.widest) ?? "damaged"
    case .unknown(let text): "unknown: \(Self.message(text))"
    case .held(let owner): "being found by \(owner.phrase)"
    case .taken: ""
    }
  }

  /// It as JSON.
  var value: Value {
    get throws {
      let (state, value, reason): (String, Value, Value) =
        switch claim {
        case .value(let text): ("kept", Self.read(text).map(Self.plain) ?? .null, .null)
        case .unknown(let text): ("unknown", .null, .string(Self.message(text)))
        case .held(let owner): ("running", .null, .string(owner.phrase))
        case .taken: ("running", .null, .null)
        }
      return .heap(
        try RecordObject([
          ("id", .string(key.id)), ("key", .string(shown)), ("script", .string(key.scope.script)),
          ("place", .string(key.scope.place)), ("state", .string(state)), ("value", value),
          ("reason", reason), ("kept", kept.map { .time(milliseconds: $0) } ?? .null),
          ("until", expires.map { .time(milliseconds: $0) } ?? .null),
        ]))
    }
  }

  /// Nil if the text is damaged.
  private static func read(_ text: String) -> Value? { try? StoredValue.value(of: text) }

  private static func message(_ text: String) -> String {
    read(text)?.asError?.message ?? "the reason is damaged"
  }

  /// A value that JSON can have; others as messages show them.
  private static func plain(_ value: Value) -> Value {
    (try? JSON.text(of: value)) == nil ? .string(value.displayText) : value
  }
}
