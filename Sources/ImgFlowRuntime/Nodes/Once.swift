import ImgFlowAnalysis
import ImgFlowJournal
import ImgFlowSyntax
import ImgFlowValues

/// `once(key, keep: 30d, look: e => find()) { … }`: has the value that its block gave the first time for this key, in
/// any run of the script.
final class OnceNode: Node, @unchecked Sendable {
  /// Milliseconds between two looks whether another process has found the value.
  private static let interval = 200

  private let arguments: ConstructArguments
  private let body: Node

  init(_ arguments: ArgumentNodes, _ body: Node, _ range: SourceRange) {
    self.arguments = ConstructArguments(arguments, of: .once)
    self.body = body
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let options = try arguments.evaluate(e, slots, at: range)
    do {
      let block = try OnceBlock(options[.key], keep: options[.keep], e)
      guard !e.onceBlocks.contains(where: { $0.key == block.key }) else {
        throw ValueError(
          .validation, "`once` with the key \(block.shown) is inside itself",
          help: "give the inner one another key")
      }
      return try known(block, options[.look], e) ?? made(block, e, slots)
    } catch { throw located(error) }
  }

  // MARK: - What is known

  /// The value that is kept, perhaps after another process has found it, or that `look` finds; nil if the block is
  /// to find it.
  private func known(_ block: OnceBlock, _ look: Value, _ e: Evaluator) throws -> Value? {
    var ignored: Set<OnceFact> = e.interpreter.once.isFresh ? [.value, .unknown] : []
    while true {
      let way = try way(block, ignoring: ignored, canLook: !look.isNull, e)
      if let value = way["value"] {
        e.onceTally.kept += 1
        e.host.sources.noteGivenBack()
        return value
      }
      guard let error = way["error"]?.asError else { return nil }
      if let found = try e.look(look, after: block.unknown(error, at: range), at: range) {
        e.onceTally.made += 1
        return try block.keep(found, e)
      }
      ignored.insert(.unknown)
    }
  }

  /// What is known of a key: its `value`, an `error` if its work is unknown, or nothing. A resumed run goes the way
  /// that it went before.
  ///
  /// - Throws: the error, if `look` cannot settle it.
  private func way(
    _ block: OnceBlock, ignoring ignored: Set<OnceFact>, canLook: Bool, _ e: Evaluator
  ) throws -> RecordObject {
    var isRecorded = true
    let way = try e.recordingRead(
      "once", at: range, [("key", block.value)], outcome: Self.outcome
    ) {
      isRecorded = false
      let known = try claim(block, ignoring: ignored, e)
      if let error = known["error"]?.asError, !canLook { throw block.unknown(error, at: range) }
      return .heap(known)
    }
    let known = way.asRecord ?? RecordObject()
    guard isRecorded, known.count == 0 else { return known }
    // The key is to be this process's now. What another run has found since counts if the block had not begun.
    let now = try claim(block, ignoring: ignored.union([.unknown]), e)
    return e.task?.isReplaying == true ? known : now
  }

  private static func outcome(of way: Value) -> StepOutcome {
    way.asRecord?["value"] == nil ? .done : .kept
  }

  private func claim(
    _ block: OnceBlock, ignoring ignored: Set<OnceFact>, _ e: Evaluator
  ) throws -> RecordObject {
    while true {
      switch try block.claim(ignoring: ignored, at: e.host.now()) {
      case .value(let text): return try RecordObject([("value", block.read(text, e))])
      case .unknown(let text): return try RecordObject([("error", block.read(text, e))])
      case .taken: return RecordObject()
      case .held: try e.sleep(milliseconds: Self.interval)
      }
    }
  }

  // MARK: - What is not

  /// The value that the block gives, which is kept.
  private func made(_ block: OnceBlock, _ e: Evaluator, _ slots: Slots) throws -> Value {
    let (outer, effects) = (e.onceBlocks, EffectRecord())
    e.onceBlocks.append(block)
    e.onceTally.made += 1
    defer {
      e.onceBlocks = outer
      e.effects.note(effects)
    }
    do {
      let value = try e.recordingEffects(in: effects) { try body.evaluate(e, slots) }
      return try block.keep(value, e)
    } catch {
      let error = (error as? RuntimeError)?.admitting(effects.open) ?? error
      try block.giveBack(after: error, e)
      throw error
    }
  }
}
