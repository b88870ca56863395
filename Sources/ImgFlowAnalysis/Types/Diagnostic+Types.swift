import ImgFlowSyntax
import ImgFlowValues

/// The wording about values that are certainly not of the type that is needed.
extension Diagnostic {
  static func unsuitableArgument(
    _ violation: Violation, as name: String, at range: SourceRange, fix: String?
  ) -> Diagnostic {
    Diagnostic(
      .unsuitableArgument, violation.sentence(about: name), at: range, help: violation.hint ?? fix)
  }

  static func missingAlternatives(
    _ names: [String], all needsAll: Bool, of function: String, at range: SourceRange
  ) -> Diagnostic {
    let text = names.formatted(and: needsAll ? "and" : "or") { "`\($0)`" }
    return Diagnostic(
      .missingArgument, "`\(function)` needs \(text)\(needsAll ? " together" : "")", at: range,
      help: names.first.map { "add `\($0): …`" })
  }

  static func nothingToWaitFor(_ resource: ResourceReference, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unsuitableArgument,
      "`\(resource.qualifiedName)` cannot be waited for: its vendor does not say when it is done",
      at: range,
      help: "wait for the job that works on it, or say what to wait for with `until: it => …`")
  }

  /// A field of what has no such field.
  static func unknownProperty(
    _ member: Name, of kind: ValueType, isMethod: Bool, in range: SourceRange
  ) -> Diagnostic {
    let name = member.text
    if isMethod {
      return Diagnostic(
        .unknownMember, "`\(name)` is a method of \(kind.nameWithArticle)", at: member.range,
        help: "call it: `.\(name)()`")
    }
    let foreign = ForeignNames.help(ForeignNames.members(name, of: kind.name), for: range)
    let help = kind == .null ? "`?.\(name)` gives null instead of an error" : foreign
    return Diagnostic(
      .unknownMember, "\(kind.nameWithArticle) has no field `\(name)`", at: member.range, help: help
    )
  }

  /// A call of a method that values of a kind do not have.
  static func unknownMethod(
    _ member: Name, of kind: ValueType, known: [String], in range: SourceRange
  ) -> Diagnostic {
    let name = member.text
    let near = NearNames.nearest(to: name, in: known).map { "did you mean `.\($0)()`?" }
    let foreign = ForeignNames.help(ForeignNames.members(name, of: kind.name), for: range)
    let measured: Set<ValueType> = [.string, .list, .bytes, .range]
    let isLength = name == "length" && measured.contains(kind)
    return Diagnostic(
      .unknownMember, "\(kind.nameWithArticle) has no method `\(name)`", at: member.range,
      help: isLength ? "it is a property: write `.length`" : foreign ?? near)
  }

  static func fieldIsNotAFunction(_ field: Name, _ type: Type) -> Diagnostic {
    Diagnostic(
      .unknownMember, "the field `\(field.text)` is \(type.shown), not a function", at: field.range)
  }

  /// - Parameter isNegated: whether it follows a `!`, which the cure replaces as well.
  static func notACondition(
    _ found: Type, _ condition: Expression, isNegated: Bool
  ) -> Diagnostic {
    let text = condition.range.text
    let sign = isNegated ? "==" : "!="
    let cure: String? =
      switch found.withoutNull.onlyKind {
      case .int, .float: "\(text) \(sign) 0"
      case .string: "\(text) \(sign) \"\""
      case .list: "\(isNegated ? "" : "!")\(text).isEmpty()"
      default: found.allowsNull ? "\(text) \(sign) null" : nil
      }
    return Diagnostic(
      .unsuitableArgument, "a condition must be a bool, but this is \(found.shown)",
      at: condition.range,
      help: cure.map { "write `\($0)`" + (isNegated ? " instead of `!\(text)`" : "") })
  }

  static func joinedToString(
    _ found: Type, _ part: Expression, left: Expression, right: Expression
  ) -> Diagnostic {
    let help: String
    if let text = left.literalValue?.asString {
      help = "write `\"\(text)\\(\(right.range.text))\"`"
    } else if let text = right.literalValue?.asString {
      help = "write `\"\\(\(left.range.text))\(text)\"`"
    } else {
      help = "write `\"\\(\(part.range.text))\"` to convert it to a string"
    }
    return Diagnostic(
      .unsuitableArgument, "`+` cannot join a string and \(found.withoutNull.shown)",
      at: part.range, help: help)
  }

  static func unsupported(
    _ operation: ArithmeticOperation, _ a: Type, _ b: Type, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .unsuitableArgument, "cannot \(operation.phrase(a.shown, b.shown))", at: range,
      help: a.onlyKind.flatMap { a in b.onlyKind.flatMap { operation.help(a, $0) } })
  }

  static func negated(_ type: Type, at range: SourceRange) -> Diagnostic {
    Diagnostic(.unsuitableArgument, "cannot negate \(type.shown)", at: range)
  }

  static func compared(_ a: Type, with b: Type, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unsuitableArgument, "cannot compare \(a.shown) with \(b.shown)", at: range,
      help: a.kinds == .string || b.kinds == .string
        ? "write `.toInt()` or `.toFloat()` after the string" : nil)
  }

  static func comparedSecret(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unsuitableArgument, "a secret is never equal to a string", at: range,
      help: "to make it optional, give it the type `secret?` and compare it with `null`")
  }
}

extension Type {
  /// The type, or the only value that it has, for messages.
  var shown: String { literalValue?.described ?? onlyKind.map(named) ?? phrase }

  private func named(_ kind: ValueType) -> String {
    resource == nil ? kind.nameWithArticle : phrase
  }
}
