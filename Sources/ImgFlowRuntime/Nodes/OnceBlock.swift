import ImgFlowJournal
import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// A block of `once` with its key. The bodies of a `parallel` in it share it.
final class OnceBlock: Sendable {
  let value: Value
  let key: OnceKey
  let shown: String
  private let keep: Int?
  private let memory: OnceMemory
  private let store: any OnceStore
  private let hasBegun = Mutex(false)

  init(_ value: Value, keep: Value, _ e: Evaluator) throws {
    self.value = value
    self.keep = keep.asDuration?.milliseconds
    memory = e.interpreter.once
    key = OnceKey(scope: memory.scope, digest: try EffectDigest.text(of: value, salt: "once"))
    shown = e.interpreter.redactor.redact(value.shortDescription(limit: 100))
    store = try Self.storing { [memory] in try memory.store }
  }

  func claim(ignoring ignored: Set<OnceFact>, at time: Int) throws -> OnceClaim {
    try Self.storing {
      try store.claim(
        key, shown: shown, for: RunOwner(since: time), at: time, ignoring: ignored)
    }
  }

  /// The value of a text that the store had.
  func read(_ text: String, _ e: Evaluator) throws -> Value {
    do {
      return try StoredValue.value(of: text) { e.interpreter.resourceType($0) }
    } catch let problem as ValueError {
      throw ValueError(
        problem.kind, "what `once` kept for the key \(shown) cannot be used: \(problem.message)",
        help: problem.help)
    } catch {
      throw ValueError(
        .io, "what `once` kept for the key \(shown) is damaged",
        help: "forget it with `imgflow once forget \(key.id)`")
    }
  }

  /// Keeps a value, and returns it.
  func keep(_ value: Value, _ e: Evaluator) throws -> Value {
    let text = try text(of: value, e)
    let now = e.host.now()
    try Self.storing {
      try store.keep(text, for: key, shown: shown, at: now, expires: keep.map { now + $0 })
    }
    return value
  }

  private func text(of value: Value, _ e: Evaluator) throws -> String {
    let help = "end its block with what can be kept, such as an id"
    let text: String
    do { text = try StoredValue.text(of: value) } catch let problem as StoredValue.NotStorable {
      throw ValueError(.type, "`once` cannot keep \(problem.type.nameWithArticle)", help: help)
    }
    guard e.interpreter.redactor.redact(text) == text else {
      throw ValueError(.type, "`once` cannot keep a string with a secret in it", help: help)
    }
    return text
  }

  // MARK: - What must not be done twice

  /// Notes that something is about to be done that must not be done twice: if the process ends now, no other run
  /// does it again.
  func begin(_ name: String) throws {
    let isFirst = hasBegun.withLock { hasBegun in
      defer { hasBegun = true }
      return !hasBegun
    }
    guard isFirst else { return }
    let run = memory.run.map { [("run", Value.string($0.description))] } ?? []
    let error = ErrorObject(
      kind: .job, message: "an earlier attempt was stopped after it had begun `\(name)`",
      isRetryable: false, details: [UnknownOutcome.detail] + run)
    try note(StoredValue.text(of: .heap(error)))
  }

  private func note(_ error: String) throws {
    try Self.storing { try store.note(error, for: key) }
  }

  /// Gives the key back after an error. If it is unknown whether the work was done, it stays so in all runs.
  func giveBack(after error: any Error, _ e: Evaluator) throws {
    switch error {
    case let error as RuntimeError where error.value.hasUnknownOutcome:
      try note(error.value.storedText(e.interpreter.redactor))
      try Self.storing { try store.leave(key) }
    // The block was left on purpose, or has failed.
    case is RuntimeError, is ValueError, is DetailedError, is Escape, is ExitRequest:
      try Self.storing { try store.release(key) }
    // It was stopped anywhere.
    default: try Self.storing { try store.leave(key) }
    }
  }

  /// The error of work of which it is unknown since an earlier attempt whether it was done.
  func unknown(_ error: ErrorObject, at range: SourceRange) -> RuntimeError {
    let resume = error.fields["run"]?.asString.map { "`imgflow resume \($0)` goes on with it" }
    let forget =
      memory.scope.script.isEmpty ? nil : "`imgflow once forget \(key.id)` has it done again"
    let ways = [forget, "`look: e => …` of `once` looks for you"].compactMap(\.self)
    return RuntimeError(
      error, at: range,
      help: "\(resume ?? "see whether it was done"); \(ways.joined(separator: "; "))",
      notes: [
        "since an earlier attempt it is unknown whether the work for the key \(shown) was done"
      ]
    )
  }

  /// Runs what works with the store; problems with it are errors of the script.
  private static func storing<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let problem as StoreProblem {
      throw ValueError(.io, problem.message, help: problem.help)
    }
  }
}

extension OnceKey {
  /// A short name for it, which no other key of any script has in practice.
  package var id: String {
    let name = "\(scope.script)\n\(scope.place)\n\(digest)"
    return String(EffectDigest.text(ofName: name).prefix(8))
  }
}

/// The `once`s of a piece of work, by whether their values were kept.
struct OnceTally {
  /// How many values an earlier run had found.
  var kept = 0
  /// How many were found now.
  var made = 0

  /// Whether all there was to do was done earlier.
  var isKept: Bool { kept > 0 && made == 0 }
}

extension Evaluator {
  /// Notes for the `once`s around this place that something is about to be done that must not be done twice.
  func beginOnce(_ effect: Effect) throws {
    switch effect.repetition {
    case .safe, .idempotent: return
    case .keyed, .find, .never: for block in onceBlocks { try block.begin(effect.name) }
    }
  }
}
