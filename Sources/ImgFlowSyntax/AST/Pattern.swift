/// What is written where a value is destructured: in `let`, `for`, parameters, assignments, `match` and `catch`.
package struct Pattern: Sendable {
  package let kind: Kind
  package let range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  package indirect enum Kind: Sendable {
    /// `_`.
    case wildcard
    /// A bare name binds, never compares.
    case binding(Name)
    /// A literal, or an expression without names (`-1`, `30s`, `"a"`, `null`).
    case literal(Expression)
    /// `400...499`, `0..<1`.
    case range(Expression, Expression, isClosed: Bool)
    /// `"done" | "finished"`.
    case alternatives([Pattern])
    /// `{id, status: s, note = "none", ...others}`; the rest is nil without `...`, and has no name when only
    /// `...` is written.
    case object([Field], rest: Rest?)
    /// `[a, b, ...rest]`: the patterns before and after the `...`.
    case list([Element], rest: Rest?, after: [Element])
    /// `is T`, `name is T`.
    case type(Name?, TypeExpression)
    /// What the left side of an assignment has instead of a name: `a`, `xs[0]`, `job.status`.
    case place(Expression)
  }

  /// A field of an object pattern; `pattern` binds the key's own name in the short form.
  package struct Field: Sendable {
    package let key: Name
    package let pattern: Pattern
    package let defaultValue: Expression?

    package init(key: Name, pattern: Pattern, defaultValue: Expression?) {
      self.key = key
      self.pattern = pattern
      self.defaultValue = defaultValue
    }
  }

  package struct Element: Sendable {
    package let pattern: Pattern
    package let defaultValue: Expression?

    package init(pattern: Pattern, defaultValue: Expression?) {
      self.pattern = pattern
      self.defaultValue = defaultValue
    }
  }

  package struct Rest: Sendable {
    /// A name or a place; nil when only `...` is written.
    package let target: Pattern?
    package let range: SourceRange

    package init(target: Pattern?, range: SourceRange) {
      self.target = target
      self.range = range
    }

    /// The name that it binds; nil without one.
    package var name: Name? {
      if case .binding(let name) = target?.kind { name } else { nil }
    }
  }
}

extension Pattern {
  /// The names that it binds, in the order of the source.
  package var boundNames: [Name] {
    switch kind {
    case .wildcard, .literal, .range, .place: []
    case .binding(let name): [name]
    case .type(let name, _): name.map { [$0] } ?? []
    case .alternatives(let patterns): patterns.flatMap(\.boundNames)
    case .object(let fields, let rest):
      fields.flatMap(\.pattern.boundNames) + (rest?.name.map { [$0] } ?? [])
    case .list(let elements, let rest, let after):
      elements.flatMap(\.pattern.boundNames) + (rest?.name.map { [$0] } ?? [])
        + after.flatMap(\.pattern.boundNames)
    }
  }
}
