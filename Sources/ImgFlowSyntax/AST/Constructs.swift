/// `if c {} else if d {} else {}`; `else if` is a block whose only statement is the next `if`.
public struct If: Sendable {
  public let condition: Expression
  public let then: Block
  public let otherwise: Block?

  public init(condition: Expression, then: Block, otherwise: Block?) {
    self.condition = condition
    self.then = then
    self.otherwise = otherwise
  }
}

/// `match subject { pattern if guard => body, … }`.
public struct Match: Sendable {
  public let subject: Expression
  public let arms: [Arm]

  public init(subject: Expression, arms: [Arm]) {
    self.subject = subject
    self.arms = arms
  }

  public struct Arm: Sendable {
    public let pattern: Pattern
    public let condition: Expression?
    public let body: Block

    public init(pattern: Pattern, condition: Expression?, body: Block) {
      self.pattern = pattern
      self.condition = condition
      self.body = body
    }
  }
}

/// `try {} catch pattern if guard {} catch {}`; a `catch` without a pattern takes everything.
public struct TryCatch: Sendable {
  public let body: Block
  public let catches: [Catch]

  public init(body: Block, catches: [Catch]) {
    self.body = body
    self.catches = catches
  }

  public struct Catch: Sendable {
    public let pattern: Pattern?
    public let condition: Expression?
    public let body: Block

    public init(pattern: Pattern?, condition: Expression?, body: Block) {
      self.pattern = pattern
      self.condition = condition
      self.body = body
    }
  }
}

/// The head of a loop: `for x in xs`, `for i, x in xs`, `for {name} in rows`.
public struct LoopHead: Sendable {
  /// The index or key, when two names are given.
  public let index: Name?
  public let pattern: Pattern
  public let sequence: Expression

  public init(index: Name?, pattern: Pattern, sequence: Expression) {
    self.index = index
    self.pattern = pattern
    self.sequence = sequence
  }
}

/// `parallel(limit: 4, onError: "collect") for x in xs { … }`. The body is a separate function: it runs on
/// any thread, and captures rather than shares the frame around it.
public struct Parallel: Sendable {
  public let arguments: [Argument]
  public let head: LoopHead
  public let body: Block
  /// Names the body's own scope.
  public let id: NodeID

  public init(arguments: [Argument], head: LoopHead, body: Block, id: NodeID) {
    self.arguments = arguments
    self.head = head
    self.body = body
    self.id = id
  }
}

/// `retry(…) { … }`, `timeout(…) { … }`, `step(…) { … }`.
public struct Guarded: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case retry
    case timeout
    case step
  }

  public let kind: Kind
  public let arguments: [Argument]
  public let body: Block

  public init(kind: Kind, arguments: [Argument], body: Block) {
    self.kind = kind
    self.arguments = arguments
    self.body = body
  }
}
