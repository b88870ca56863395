/// An expression with the full range of its source.
package struct Expression: Sendable {
  package let kind: Kind
  package let range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  package indirect enum Kind: Sendable {
    // Literals
    case null
    case bool(Bool)
    /// A whole number as decimal digits without separators, sign or prefix; of any length.
    case integer(digits: String)
    case float(Double)
    case duration(DurationLiteral)
    case string(String)
    /// `"a \(b) c"`: at least one part is an expression.
    case interpolation([StringPart])
    case list([ListElement])
    case object([ObjectEntry])

    // Names and access
    case name(Name)
    /// `a.b`, `a?.b`.
    case member(Expression, Name, isOptional: Bool)
    /// `a[k]`, `a?[k]`.
    case index(Expression, Expression, isOptional: Bool)
    case call(Expression, [Argument])
    /// The whole of a postfix chain that holds a `?.` or `?[`: null as soon as one of them is.
    case chain(Expression)

    // Operators
    case unary(UnaryOperator, Expression)
    case binary(Expression, BinaryOperator, SourceRange, Expression)
    /// `x is T`, `x !is T`.
    case typeTest(Expression, TypeExpression, isNegated: Bool)
    /// `a..<b`, `a...b`; an end may be absent only inside an index (`xs[1...]`).
    case range(Expression?, Expression?, isClosed: Bool)
    /// `x |> f` and `x |> f(y)`: the callee and its further arguments.
    case pipe(Expression, into: Expression, [Argument])
    case function(Function)

    // Constructs with a value
    case block(Block)
    case ifElse(If)
    case match(Match)
    case tryCatch(TryCatch)
    /// `try? e`.
    case tryOptional(Expression)
    case parallel(Parallel)
    /// `retry(…) {}`, `timeout(…) {}`, `step(…) {}`, `once(…) {}`.
    case guarded(Guarded)
  }

  package enum StringPart: Sendable {
    case text(String)
    case expression(Expression)
  }

  package enum ListElement: Sendable {
    case item(Expression)
    /// `...xs`.
    case spread(Expression)
  }

  package enum ObjectEntry: Sendable {
    /// `key: value`, `"key": value`.
    case pair(Name, Expression)
    /// `"\(computed)": value`.
    case computed(Expression, Expression)
    /// `{name}`.
    case shorthand(Name)
    /// `...other`.
    case spread(Expression)
  }
}

/// An argument of a call: `x`, `name: x`, `...xs`.
package struct Argument: Sendable {
  package let label: Name?
  package let value: Expression
  package let isSpread: Bool

  package init(label: Name?, value: Expression, isSpread: Bool) {
    self.label = label
    self.value = value
    self.isSpread = isSpread
  }

  /// The range from the label, if there is one, to the end of the value.
  package var range: SourceRange { label.map { $0.range.through(value.range) } ?? value.range }
}

package enum UnaryOperator: String, Sendable {
  case negate = "-"
  case not = "!"
}

/// The operators that take two values; `&&`, `||` and `??` evaluate the right side only when needed.
package enum BinaryOperator: String, Sendable, CaseIterable {
  case or = "||"
  case and = "&&"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case isIn = "in"
  case isNotIn = "!in"
  case coalesce = "??"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}
