// Sums and differences of what lives on the heap. The operands stay where they are: no reference to them is counted.
extension Arithmetic {
  /// `a + b`, of values that stay where they are.
  package static func add(
    at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>
  ) throws -> Value {
    if let x = a.heapObject, let y = b.heapObject,
      let sum = try x._withUnsafeGuaranteedRef({ x in
        try y._withUnsafeGuaranteedRef { y in try sum(x, y) }
      })
    {
      return sum
    }
    if let sum = narrow(at: a, b, { $0.addingReportingOverflow($1) }) { return sum }
    return try add(a.copy(), b.copy())
  }

  /// `a - b`, of values that stay where they are.
  package static func subtract(
    at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>
  ) throws -> Value {
    if let x = a.heapObject, let y = b.heapObject,
      let difference = try x._withUnsafeGuaranteedRef({ x in
        try y._withUnsafeGuaranteedRef { y in try difference(x, y) }
      })
    {
      return difference
    }
    if let difference = narrow(at: a, b, { $0.subtractingReportingOverflow($1) }) {
      return difference
    }
    return try subtract(a.copy(), b.copy())
  }

  /// `a * b`, of values that stay where they are.
  package static func multiply(
    at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>
  ) throws -> Value {
    if let x = a.narrow, let y = b.narrow { return product(x, y) }
    return try multiply(a.copy(), b.copy())
  }

  /// The sum of two strings, lists, durations, or of a time and a duration; nil for anything else.
  static func sum(_ a: HeapObject, _ b: HeapObject) throws -> Value? {
    switch (a.type, b.type) {
    case (.string, .string):
      let (x, y) = (
        unsafeDowncast(a, to: StringObject.self), unsafeDowncast(b, to: StringObject.self)
      )
      try ValueLimits.claimString(bytes: x.byteCount + y.byteCount)
      return .heap(StringObject.joining(x, y))
    case (.list, .list):
      let (x, y) = (unsafeDowncast(a, to: ListObject.self), unsafeDowncast(b, to: ListObject.self))
      try ValueLimits.claimList(items: x.count + y.count)
      let list = ListObject.make(count: x.count + y.count, depth: Int(max(x.depth, y.depth)))
      list.fill(from: x)
      list.fill(from: y)
      return .heap(list)
    case (.duration, .duration), (.time, .duration), (.duration, .time):
      let (sum, overflow) = milliseconds(a).addingReportingOverflow(milliseconds(b))
      let isTime = a.type == .time || b.type == .time
      guard !overflow else {
        throw outOfRange(isTime ? "a time" : "a duration", .add, .heap(a), .heap(b))
      }
      return isTime
        ? try .time(milliseconds: sum, in: zone(a) ?? zone(b)) : .duration(milliseconds: sum)
    case (.period, _), (_, .period): return try periodSum(.add, a, b)
    default: return nil
    }
  }

  /// The difference of two times or durations, or of a time and a duration; nil for anything else.
  static func difference(_ a: HeapObject, _ b: HeapObject) throws -> Value? {
    switch (a.type, b.type) {
    case (.time, .time), (.time, .duration), (.duration, .duration):
      let (difference, overflow) = milliseconds(a).subtractingReportingOverflow(milliseconds(b))
      let isTime = a.type == .time && b.type == .duration
      guard !overflow else {
        throw outOfRange(isTime ? "a time" : "a duration", .subtract, .heap(a), .heap(b))
      }
      return isTime
        ? try .time(milliseconds: difference, in: zone(a)) : .duration(milliseconds: difference)
    case (.period, .period), (.time, .period): return try periodSum(.subtract, a, b)
    default: return nil
    }
  }

  private static func zone(_ object: HeapObject) -> Zone? {
    object.type == .time ? unsafeDowncast(object, to: TimeObject.self).zone : nil
  }

  /// - Precondition: it is a time or a duration.
  private static func milliseconds(_ object: HeapObject) -> Int {
    object.type == .time
      ? unsafeDowncast(object, to: TimeObject.self).milliseconds
      : unsafeDowncast(object, to: DurationObject.self).milliseconds
  }
}
