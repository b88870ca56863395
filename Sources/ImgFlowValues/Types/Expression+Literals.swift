import ImgFlowSyntax

extension DurationLiteral {
  /// The duration, or the period.
  package var value: Value {
    switch self {
    case .exact(let milliseconds): .duration(milliseconds: milliseconds)
    case .calendar(let months): .period(months: months)
    }
  }
}

extension Expression {
  /// The value of a literal, alone or nested in lists and objects; nil when it must be computed.
  package var literalValue: Value? {
    switch kind {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .integer(let digits):
      return Int(digits).map(Value.int) ?? (try? IntegerText.read(digits[...]))
    case .float(let value): return .float(value)
    case .duration(let literal): return literal.value
    case .string(let text): return .string(text)
    case .unary(.negate, let operand):
      return operand.literalValue.flatMap { try? Arithmetic.negate($0) }
    case .list(let elements):
      let items = elements.compactMap { element in
        if case .item(let item) = element { item.literalValue } else { nil }
      }
      return items.count == elements.count ? try? .list(items) : nil
    case .object(let entries):
      let pairs = entries.compactMap { entry -> (String, Value)? in
        guard case .pair(let key, let value) = entry else { return nil }
        return value.literalValue.map { (key.text, $0) }
      }
      return pairs.count == entries.count ? (try? RecordObject(pairs)).map(Value.heap) : nil
    case .interpolation, .name, .member, .index, .call, .chain, .unary, .binary, .typeTest, .range,
      .pipe, .function, .block, .ifElse, .match, .tryCatch, .tryOptional, .parallel, .guarded:
      return nil
    }
  }
}
