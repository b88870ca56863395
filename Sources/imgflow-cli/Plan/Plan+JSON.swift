import ImgFlow
import ImgFlowValues

extension Plan {
  /// The plan as JSON with a line end; times are in milliseconds.
  var json: String {
    let value = Self.object([
      ("script", .string(script)), ("end", .string(end.word)), ("error", end.error),
      ("time", .int(time)),
      (
        "requests",
        Self.list(requests) {
          [
            ("operation", .string($0.operation)), ("count", .int($0.count)),
            ("bytes", .int($0.bytes)),
          ]
        }
      ),
      (
        "limits",
        Self.list(limits) {
          [
            ("name", .string($0.name)), ("limit", .string("\($0.limits)")),
            ("requests", .int($0.requests)), ("time", .int($0.time)),
          ]
        }
      ),
      (
        "jobs",
        Self.list(jobs) { [("operation", .string($0.operation)), ("count", .int($0.count))] }
      ),
      (
        "costs",
        Self.list(costs) {
          [
            ("unit", .string($0.unit.description)), ("amount", .int($0.amount)),
            ("budget", $0.budget.map(Value.int) ?? .null), ("isOver", .bool($0.isOver)),
          ]
        }
      ),
      (
        "files",
        Self.list(changes) {
          [
            ("change", .string($0.kind.rawValue)), ("path", .string($0.path)),
            ("from", $0.source.map(Value.string) ?? .null),
            ("bytes", $0.bytes.map(Value.int) ?? .null),
          ]
        }
      ),
      ("once", .int(skipped)), ("output", .int(printed)),
      (
        "unknown",
        Self.list(notes) {
          [
            ("about", .string($0.subject.word)), ("place", $0.place.map(Value.string) ?? .null),
            ("count", .int($0.count)), ("text", .string($0.subject.text)),
          ]
        }
      ),
    ])
    return ((try? JSON.text(of: value, indent: 2)) ?? "") + "\n"
  }

  private static func object(_ fields: [(String, Value)]) -> Value {
    (try? RecordObject(fields)).map(Value.heap) ?? .null
  }

  private static func list<Item>(_ items: [Item], _ fields: (Item) -> [(String, Value)]) -> Value {
    (try? .list(items.map { object(fields($0)) })) ?? .null
  }
}

extension Plan.End {
  fileprivate var word: String {
    switch self {
    case .finished: "done"
    case .exited: "exit"
    case .failed: "failed"
    case .horizon: "unfinished"
    case .stopped: "stopped"
    }
  }

  fileprivate var error: Value {
    guard case .failed(let kind, let message, let place) = self else { return .null }
    let fields: [(String, Value)] = [
      ("kind", .string(kind)), ("message", .string(message)), ("place", .string(place)),
    ]
    return (try? RecordObject(fields)).map(Value.heap) ?? .null
  }
}
