// Integers of up to 128 bits, such as products of two machine words, are computed without big integers.

extension Value {
  static func integer(narrow value: Int128) -> Value {
    if let small = Int(exactly: value) { .int(small) } else { .heap(BigIntegerObject(value)) }
  }

  /// The integer, if it fits in 128 bits.
  private var narrow: Int128? {
    if case .int(let number) = self { Int128(number) } else { asBigInteger?.narrow }
  }

  /// Two integers, if both fit in 128 bits.
  @inline(__always)
  static func narrow(_ a: Value, _ b: Value) -> (Int128, Int128)? {
    guard let x = a.narrow, let y = b.narrow else { return nil }
    return (x, y)
  }
}

extension UnsafePointer<Value> {
  /// The integer, if it fits in 128 bits, without counting a reference.
  @inline(__always)
  var narrow: Int128? {
    if case .int(let number) = pointee { return Int128(number) }
    return withObject(.int) { unsafeDowncast($0, to: BigIntegerObject.self).narrow } ?? nil
  }
}

extension Arithmetic {
  /// The result of an operation on two integers; nil unless they and it fit in 128 bits.
  @inline(__always)
  static func narrow(
    _ a: Value, _ b: Value, _ operation: (Int128, Int128) -> (partialValue: Int128, overflow: Bool)
  ) -> Value? {
    guard let (x, y) = Value.narrow(a, b) else { return nil }
    let (result, overflows) = operation(x, y)
    return overflows ? nil : .integer(narrow: result)
  }

  /// The result of an operation on two integers that stay where they are; nil unless they and it fit in 128 bits.
  @inline(__always)
  static func narrow(
    at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>,
    _ operation: (Int128, Int128) -> (partialValue: Int128, overflow: Bool)
  ) -> Value? {
    guard let x = a.narrow, let y = b.narrow else { return nil }
    let (result, overflows) = operation(x, y)
    return overflows ? nil : .integer(narrow: result)
  }

  /// The product of two integers; nil unless both fit in 128 bits.
  static func narrowProduct(_ a: Value, _ b: Value) -> Value? {
    guard let (x, y) = Value.narrow(a, b) else { return nil }
    return product(x, y)
  }

  static func product(_ x: Int128, _ y: Int128) -> Value {
    let (product, overflows) = x.multipliedReportingOverflow(by: y)
    return overflows ? .integer(LargeInteger(x, times: y)) : .integer(narrow: product)
  }

  /// The quotient of two integers rounded down and what remains; nil unless they and it fit in 128 bits, and if
  /// the divisor is 0.
  static func narrowDivision(
    _ a: Value, _ b: Value
  ) -> (quotient: Int128, remainder: Int128)? {
    guard let (x, y) = Value.narrow(a, b), y != 0, x != .min else { return nil }
    let (quotient, remainder) = x.quotientAndRemainder(dividingBy: y)
    guard remainder != 0, (remainder < 0) != (y < 0) else { return (quotient, remainder) }
    return (quotient - 1, remainder + y)
  }
}
