import ImgFlowSyntax
import ImgFlowValues

/// Reading parameters from the command line or the environment, where everything is text.
enum ParameterText {
  /// The value that a text stands for, as its type says; nil when it cannot be one of that type. Of a
  /// union the first type that fits counts.
  static func value(of text: String, check: TypeCheck?, _ e: Evaluator) throws -> Value? {
    switch check {
    case nil: return .string(text)
    case let set as SetTypeCheck: return value(of: text, set.types)
    case let optional as OptionalTypeCheck:
      return try value(of: text, check: optional.inner, e) ?? (text == "null" ? .null : nil)
    case let union as UnionTypeCheck:
      return try union.members.firstNonNil { try value(of: text, check: $0, e) }
    case let bounded as BoundedTypeCheck:
      guard let value = try value(of: text, check: bounded.inner, e) else { return nil }
      return try bounded.converted(value, e)
    case let check?:
      if let value = try check.converted(.string(text), e) { return value }
      return try json(text).flatMap { try value(of: $0, check, e) }
    }
  }

  /// The first of the types that a text can be read as, from those with the strictest form.
  private static func value(of text: String, _ types: TypeSet) -> Value? {
    if types.contains(.string) { return .string(text) }
    let readings: [(TypeSet, (String) -> Value?)] = [
      (.time, { TimeText.parse($0).map { .time(milliseconds: $0) } }),
      (.duration, { try? DurationReader.read($0) }), (.range, range),
      (.bytes, { Base64.decode($0).map(Value.bytes) }),
    ]
    for (type, read) in readings where types.contains(type) {
      if let value = read(text) { return value }
    }
    return json(text).flatMap { types.accepts($0) ? $0 : nil }
  }

  /// The value of a type that a JSON value stands for, whose strings are texts where JSON has no form.
  private static func value(of json: Value, _ check: TypeCheck, _ e: Evaluator) throws -> Value? {
    switch check {
    case let optional as OptionalTypeCheck:
      return json.isNull ? json : try value(of: json, optional.inner, e)
    case let union as UnionTypeCheck:
      return try union.members.firstNonNil { try value(of: json, $0, e) }
    case let bounded as BoundedTypeCheck:
      guard let value = try value(of: json, bounded.inner, e) else { return nil }
      return try bounded.converted(value, e)
    case let list as ListTypeCheck:
      guard let items = json.asList?.items else { return nil }
      let values = try items.compactMap { try value(of: $0, list.element, e) }
      return values.count == items.count ? try .list(values) : nil
    case let object as ObjectTypeCheck:
      guard let record = try json.asRecord?.copy() else { return nil }
      for field in object.fields {
        guard let given = record[field.key] else { continue }
        guard let value = try value(of: given, field.check, e) else { return nil }
        try record.set(field.key, value)
      }
      return try object.converted(.heap(record), e)
    case let set as SetTypeCheck:
      if set.types.accepts(json) { return json }
      // A string is not a number: of the texts only those count that JSON has no form for.
      return json.asString.flatMap { value(of: $0, set.types.intersection(withoutJSON)) }
    default: return try check.converted(json, e)
    }
  }

  private static let withoutJSON: TypeSet = [.time, .duration, .range, .bytes]

  private static func json(_ text: String) -> Value? { try? JSON.parse(text) }

  /// Reads `1...10` or `0..<10`.
  private static func range(_ text: String) -> Value? {
    let result = Parser.parse(SourceFile(name: "parameter", text: text))
    guard result.diagnostics.isEmpty, result.tree.statements.count == 1,
      case .expression(let expression) = result.tree.statements[0].kind,
      case .range(let lower?, let upper?, let isClosed) = expression.kind,
      let start = lower.literalValue?.asInt, let end = upper.literalValue?.asInt,
      !isClosed || end < .max
    else { return nil }
    return .heap(RangeObject(lower: start, upper: isClosed ? end + 1 : end))
  }
}

extension Sequence {
  fileprivate func firstNonNil<Result>(_ make: (Element) throws -> Result?) rethrows -> Result? {
    for element in self {
      if let result = try make(element) { return result }
    }
    return nil
  }
}
