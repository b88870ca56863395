import ImgFlowJournal
import ImgFlowValues

/// What a journal must know of a built-in that reaches the world outside.
package struct EffectRule: Sendable {
  /// What became of an effect that was in flight, as the world shows it.
  package enum Finding: Sendable {
    case done(Value)
    case notDone
    case unknown
  }

  /// How messages name it: `file.write`.
  package let name: String
  /// Returns how a call may be repeated when only its intent is recorded, or nil if the call is not an effect.
  package let repetition: @Sendable (NativeCall) throws -> Repetition?
  /// The files that a call sends, as absolute paths: they count by their content.
  package var files: @Sendable (NativeCall) -> [String] = { _ in [] }
  /// Whether a large file counts by its content too, not by its size and identity.
  package var hashesLargeFiles = true
  /// Notes before a call what `finding` needs afterwards.
  package var note: (@Sendable (NativeCall) throws -> String)?
  /// Sees whether a call that was in flight was done; without it, a call with `find` finds out by itself.
  package var finding: (@Sendable (NativeCall, _ note: String) throws -> Finding)?
  /// Reads what a person gives as the result of a call, as if it were the response; throws a `ValueError` or a
  /// `DetailedError` if it cannot be that.
  package var adoption: (@Sendable (NativeCall, Value) throws -> Value)?
  /// Whether a call waits so long that a resumed run waits only for what is left.
  package var isLong: @Sendable (NativeCall) -> Bool = { _ in false }
  /// The places in the file system that a call changes, as absolute paths: its outcome is recorded only when the
  /// disk has them, since the machine may fail right after it.
  package var places: @Sendable (NativeCall) throws -> [String] = { _ in [] }
  /// What else a call does in the interpreter, when its outcome is given back.
  private var replays: [@Sendable (NativeCall, Value) throws -> Void] = []
  /// Whether a call that was stopped may have done something.
  package var isOpenWhenStopped = false

  package init(
    _ name: String, repetition: @escaping @Sendable (NativeCall) throws -> Repetition?
  ) {
    self.name = name
    self.repetition = repetition
  }

  package init(_ name: String, _ repetition: Repetition) { self.init(name) { _ in repetition } }

  /// Adds something that a call does in the interpreter, to be done when its outcome is given back.
  package mutating func onReplay(_ body: @escaping @Sendable (NativeCall, Value) throws -> Void) {
    replays.append(body)
  }

  /// Waits until the disk has what a call has changed.
  func settle(_ call: NativeCall) throws {
    for path in try places(call) { try call.evaluator.host.files.settle(path) }
  }

  func replay(_ call: NativeCall, _ value: Value) throws {
    for body in replays { try body(call, value) }
  }
}

extension Builtin {
  /// The same built-in as an effect, which a journal remembers.
  package func effect(_ rule: EffectRule) -> Builtin {
    guard case .function(let body) = body else { return self }
    var effect = self
    effect.effect = rule
    effect.body = .function { [parameters] call in
      try call.evaluator.perform(rule, call, parameters, body)
    }
    return effect
  }

  /// The same built-in as an effect of a namespace.
  func effect(of namespace: String, _ repetition: Repetition) -> Builtin {
    effect(EffectRule("\(namespace).\(name)", repetition))
  }
}

extension Builtin.Parameter {
  /// Whether a value is what stands in when nothing is given.
  func isDefault(_ value: Value) -> Bool {
    if case .defaulted(let standIn) = presence { Value.equals(standIn, value) } else { false }
  }
}
