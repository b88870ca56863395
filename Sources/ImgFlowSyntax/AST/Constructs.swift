/// `if c {} else if d {} else {}`; `else if` is a block whose only statement is the next `if`.
package struct If: Sendable {
  /// What takes the value of `if let pattern = value`, which must not be null; nil for a condition.
  package let binding: Pattern?
  /// The condition, or the value after `if let`.
  package let condition: Expression
  package let then: Block
  package let otherwise: Block?

  package init(binding: Pattern?, condition: Expression, then: Block, otherwise: Block?) {
    self.binding = binding
    self.condition = condition
    self.then = then
    self.otherwise = otherwise
  }
}

/// `match subject { pattern if guard => body, … }`.
package struct Match: Sendable {
  package let subject: Expression
  package let arms: [Arm]

  package init(subject: Expression, arms: [Arm]) {
    self.subject = subject
    self.arms = arms
  }

  package struct Arm: Sendable {
    package let pattern: Pattern
    package let condition: Expression?
    package let body: Block

    package init(pattern: Pattern, condition: Expression?, body: Block) {
      self.pattern = pattern
      self.condition = condition
      self.body = body
    }
  }
}

/// `try {} catch pattern if guard {} catch {}`; a `catch` without a pattern takes everything.
package struct TryCatch: Sendable {
  package let body: Block
  package let catches: [Catch]

  package init(body: Block, catches: [Catch]) {
    self.body = body
    self.catches = catches
  }

  package struct Catch: Sendable {
    package let pattern: Pattern?
    package let condition: Expression?
    package let body: Block

    package init(pattern: Pattern?, condition: Expression?, body: Block) {
      self.pattern = pattern
      self.condition = condition
      self.body = body
    }
  }
}

/// The head of a loop: `for x in xs`, `for i, x in xs`, `label: for {name} in rows`.
package struct LoopHead: Sendable {
  /// What `break` and `continue` may name the loop by; nil for a `parallel`.
  package let label: Name?
  /// The index or key, when two names are given.
  package let index: Name?
  package let pattern: Pattern
  package let sequence: Expression

  package init(label: Name?, index: Name?, pattern: Pattern, sequence: Expression) {
    self.label = label
    self.index = index
    self.pattern = pattern
    self.sequence = sequence
  }
}

/// `parallel(limit: 4, onError: "collect") for x in xs { … }`. The body is a separate function: it runs on
/// any thread, and captures rather than shares the frame around it.
package struct Parallel: Sendable {
  package let arguments: [Argument]
  package let head: LoopHead
  package let body: Block
  /// Names the body's own scope.
  package let id: NodeID

  package init(arguments: [Argument], head: LoopHead, body: Block, id: NodeID) {
    self.arguments = arguments
    self.head = head
    self.body = body
    self.id = id
  }
}

/// `retry(…) { … }`, `timeout(…) { … }`, `step(…) { … }`, `once(…) { … }`.
package struct Guarded: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case retry
    case timeout
    case step
    case once
  }

  package let kind: Kind
  package let arguments: [Argument]
  package let body: Block

  package init(kind: Kind, arguments: [Argument], body: Block) {
    self.kind = kind
    self.arguments = arguments
    self.body = body
  }
}
