import ImgFlowSyntax
import ImgFlowValues

/// Reading parameters from the command line or the environment, where everything is a string.
enum ParameterText {
  /// The value of a string, as its type says; nil if it cannot be one of that type. Of a union the first type
  /// that fits counts.
  static func value(of text: String, _ type: Type?, _ e: Evaluator) throws -> Value? {
    guard let type else { return .string(text) }
    switch type.form {
    case .optional(let inner):
      return try value(of: text, inner, e) ?? (text == "null" ? .null : nil)
    case .union(let members):
      return try members.firstNonNil { try value(of: text, $0, e) }
    case .bounded(let inner, _), .matching(let inner, _):
      return try value(of: text, inner, e).flatMap { try type.converted($0, in: e) }
    case .named(let named): return try value(of: text, named.definition, e)
    default:
      if type.isReadByKind { return value(of: text, type.kinds) }
      if let value = try type.converted(.string(text), in: e) { return value }
      return try json(text).flatMap { try value(ofJSON: $0, type, e) }
    }
  }

  /// The first of the types that a string can be read as, from those with the strictest form.
  private static func value(of text: String, _ types: TypeSet) -> Value? {
    if types.contains(.string) { return .string(text) }
    let readings: [(TypeSet, (String) -> Value?)] = [
      (.time, { TimeText.parse($0).map { .time(milliseconds: $0) } }),
      (.duration, { try? DurationReader.read($0) }),
      (.period, { PeriodText.parse($0).map(Value.period) }), (.range, range),
      (.bytes, { Base64.decode($0).map(Value.bytes) }),
    ]
    for (type, read) in readings where types.contains(type) {
      if let value = read(text) { return value }
    }
    return json(text).flatMap { types.accepts($0) ? $0 : nil }
  }

  /// The value of a type for a JSON value; its strings are read as other types where JSON has no form for
  /// them.
  static func value(ofJSON json: Value, _ type: Type, _ e: Evaluator) throws -> Value? {
    switch type.form {
    case .optional(let inner): return json.isNull ? json : try value(ofJSON: json, inner, e)
    case .union(let members): return try members.firstNonNil { try value(ofJSON: json, $0, e) }
    case .bounded(let inner, _), .matching(let inner, _):
      return try value(ofJSON: json, inner, e).flatMap { try type.converted($0, in: e) }
    case .named(let named): return try value(ofJSON: json, named.definition, e)
    case .list(let element):
      guard let items = json.asList?.items else { return nil }
      let values = try items.compactMap { try value(ofJSON: $0, element, e) }
      return values.count == items.count ? try .list(values) : nil
    case .object(let object):
      guard let record = try json.asRecord?.copy() else { return nil }
      for field in object.fields {
        guard let given = record[field.key] else { continue }
        guard let value = try value(ofJSON: given, field.type, e) else { return nil }
        try record.set(field.key, value)
      }
      return try type.converted(.heap(record), in: e)
    default:
      if !type.isReadByKind { return try type.converted(json, in: e) }
      if type.kinds.accepts(json) { return json }
      // A string is not a number: only strings for which JSON has no other form count.
      return json.asString.flatMap { value(of: $0, type.kinds.intersection(withoutJSON)) }
    }
  }

  private static let withoutJSON: TypeSet = [.time, .duration, .period, .range, .bytes]

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

extension Type {
  /// Whether strings are read as one of its kinds, rather than converted.
  fileprivate var isReadByKind: Bool {
    switch form {
    case .any: true
    case .scalar(let scalar): isDecidedByKind && scalar != .float && scalar != .secret
    default: false
    }
  }
}
