/// What is written where a value is destructured: in `let`, `for`, parameters, `match` and `catch`.
public struct Pattern: Sendable {
  public let kind: Kind
  public let range: SourceRange

  public init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  public indirect enum Kind: Sendable {
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
    /// `is T`.
    case type(TypeExpression)
  }

  /// A field of an object pattern; `pattern` binds the key's own name in the short form.
  public struct Field: Sendable {
    public let key: Name
    public let pattern: Pattern
    public let defaultValue: Expression?

    public init(key: Name, pattern: Pattern, defaultValue: Expression?) {
      self.key = key
      self.pattern = pattern
      self.defaultValue = defaultValue
    }
  }

  public struct Element: Sendable {
    public let pattern: Pattern
    public let defaultValue: Expression?

    public init(pattern: Pattern, defaultValue: Expression?) {
      self.pattern = pattern
      self.defaultValue = defaultValue
    }
  }

  public struct Rest: Sendable {
    public let name: Name?
    public let range: SourceRange

    public init(name: Name?, range: SourceRange) {
      self.name = name
      self.range = range
    }
  }
}

extension Pattern {
  /// The names that it binds, in the order of the source.
  public var boundNames: [Name] {
    switch kind {
    case .wildcard, .literal, .range, .type: []
    case .binding(let name): [name]
    case .alternatives(let patterns): patterns.flatMap(\.boundNames)
    case .object(let fields, let rest):
      fields.flatMap(\.pattern.boundNames) + (rest?.name.map { [$0] } ?? [])
    case .list(let elements, let rest, let after):
      elements.flatMap(\.pattern.boundNames) + (rest?.name.map { [$0] } ?? [])
        + after.flatMap(\.pattern.boundNames)
    }
  }
}
