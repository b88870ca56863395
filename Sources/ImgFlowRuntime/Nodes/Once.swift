import ImgFlowAnalysis
import ImgFlowJournal
import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// `once(key, keep: 30d) { … }`: has the value that its block gave the first time for this key, in any run of the
/// script.
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
    let lifetime = options[.keep].asDuration?.milliseconds
    do {
      let asked = try Asked(options[.key], e)
      guard !e.onceKeys.contains(asked.key) else {
        throw ValueError(
          .validation, "`once` with the key \(asked.shown) is inside itself",
          help: "give the inner one another key")
      }
      if let known = try known(asked, e) { return known }
      let value: Value
      e.onceKeys.insert(asked.key)
      defer { e.onceKeys.remove(asked.key) }
      do { value = try body.evaluate(e, slots) } catch {
        try asked.store.release(asked.key)
        throw error
      }
      let now = e.host.now()
      try asked.store.keep(
        text(of: value, e), for: asked.key, shown: asked.shown, at: now,
        expires: lifetime.map { now + $0 })
      return value
    } catch { throw located(error) }
  }

  /// The value that is kept, perhaps after another process has found it; nil if the block is to find it. A
  /// resumed run goes the way that it went before.
  private func known(_ asked: Asked, _ e: Evaluator) throws -> Value? {
    let way = try e.recordingRead("once", at: range, [("key", asked.value)]) {
      while true {
        switch try asked.claim(at: e.host.now()) {
        case .value(let text):
          return try .object([
            "value": StoredValue.value(of: text) { e.interpreter.resourceType($0) }
          ])
        case .taken: return try .object([:])
        case .held: try e.sleep(milliseconds: Self.interval)
        }
      }
    }
    return way.asRecord?["value"]
  }

  private func text(of value: Value, _ e: Evaluator) throws -> String {
    let text: String
    do { text = try StoredValue.text(of: value) } catch let problem as StoredValue.NotStorable {
      throw ValueError(
        .type, "`once` cannot keep \(problem.type.nameWithArticle)",
        help: "end its block with what can be kept, such as an id")
    }
    guard e.interpreter.redactor.redact(text) == text else {
      throw ValueError(
        .type, "`once` cannot keep a string with a secret in it",
        help: "end its block with what can be kept, such as an id")
    }
    return text
  }

  /// A key, and where its value is kept.
  private struct Asked {
    let value: Value
    let key: OnceKey
    let shown: String
    let store: any OnceStore
    private let isFresh: Bool

    init(_ value: Value, _ e: Evaluator) throws {
      let memory = e.interpreter.once
      self.value = value
      key = OnceKey(scope: memory.scope, digest: try EffectDigest.text(of: value, salt: "once"))
      shown = e.interpreter.redactor.redact(value.shortDescription(limit: 100))
      store = try memory.store()
      isFresh = memory.isFresh
    }

    func claim(at time: Int) throws -> OnceClaim {
      isFresh ? .taken : try store.claim(key, shown: shown, for: RunOwner(since: time), at: time)
    }
  }
}

/// The values of `once` where nothing is kept from run to run, as at the prompt.
final class OnceInMemory: OnceStore {
  private enum Entry {
    case taken(RunOwner)
    case kept(String, expires: Int?)
  }

  /// A memory that is made when something is kept in it.
  static var memory: OnceMemory {
    let made = Made()
    return OnceMemory(scope: "", isFresh: false) {
      made.store.withLock { store in
        let known = store ?? OnceInMemory()
        store = known
        return known
      }
    }
  }

  private final class Made: Sendable {
    let store = Mutex<OnceInMemory?>(nil)
  }

  private let entries = Mutex<[OnceKey: Entry]>([:])

  func claim(_ key: OnceKey, shown: String, for owner: RunOwner, at time: Int) -> OnceClaim {
    entries.withLock { entries in
      switch entries[key] {
      case .taken(let other): return .held(other)
      case .kept(let text, let expires) where expires.map { time < $0 } ?? true:
        return .value(text)
      case .kept, nil:
        entries[key] = .taken(owner)
        return .taken
      }
    }
  }

  func keep(_ text: String, for key: OnceKey, shown: String, at time: Int, expires: Int?) {
    entries.withLock { $0[key] = .kept(text, expires: expires) }
  }

  func release(_ key: OnceKey) { _ = forget(key) }
  func all() -> [KeptOnce] { [] }
  func forget(_ key: OnceKey) -> Bool { entries.withLock { $0.removeValue(forKey: key) != nil } }
}
