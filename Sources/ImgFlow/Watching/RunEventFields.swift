import ImgFlowRuntime
import ImgFlowValues

/// The fields of events, as `docs/unattended.md` describes them.
enum RunEventFields {
  static func of(_ step: RunStep) -> [(String, Value)] {
    [
      ("name", .string(step.name)), ("place", .string(step.place)),
      ("arguments", .string(step.arguments)),
    ]
  }

  static func of(_ outcome: StepOutcome) -> [(String, Value)] {
    let (word, reason): (String, String?) =
      switch outcome {
      case .done: ("done", nil)
      case .taken: ("taken", nil)
      case .kept: ("kept", nil)
      case .failed(let message): ("failed", message)
      case .unknown(let message): ("unknown", message)
      case .stopped: ("stopped", nil)
      }
    return [("outcome", .string(word)), ("reason", reason.map(Value.string) ?? .null)]
  }

  static func of(_ attempt: RunAttempt) -> [(String, Value)] {
    [
      ("name", .string(attempt.name)), ("attempt", .int(attempt.number)),
      ("status", attempt.status.map(Value.int) ?? .null),
      ("reason", attempt.failure.map(Value.string) ?? .null), ("sent", .int(attempt.sent)),
      ("took", .int(attempt.took)),
    ]
  }

  private static let mostReasons = 5

  private static func reasons(_ items: ItemProgress) -> Value {
    let reasons = items.reasons.prefix(mostReasons).compactMap { reason -> Value? in
      let fields: [(String, Value)] = [
        ("reason", .string(reason.text)), ("count", .int(reason.count)),
      ]
      return (try? RecordObject(fields)).map(Value.heap)
    }
    return (try? .list(reasons)) ?? .null
  }

  static func of(_ items: ItemProgress) -> [(String, Value)] {
    [
      ("done", .int(items.done)), ("failed", .int(items.failed)), ("taken", .int(items.taken)),
      ("kept", .int(items.kept)),
      ("total", items.total.map(Value.int) ?? .null),
      ("left", items.left.map(Value.int) ?? .null),
      ("reasons", reasons(items)),
    ]
  }
}

extension RunTally.Counts {
  /// As events have them.
  package var value: Value {
    let fields: [(String, Value)] = [
      ("done", .int(done)), ("taken", .int(taken)), ("kept", .int(kept)), ("failed", .int(failed)),
      ("unknown", .int(unknown)), ("stopped", .int(stopped)),
    ]
    return (try? RecordObject(fields)).map(Value.heap) ?? .null
  }
}
