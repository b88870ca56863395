import BigInt

extension Value {
  /// Returns a negative number, 0 or a positive number as `a` comes before, with or after `b`.
  ///
  /// Numbers are compared by their exact value, strings by code points, lists item by item.
  ///
  /// - Throws: a `type` error if the values have no order.
  @inlinable
  public static func compare(_ a: Value, _ b: Value) throws -> Int {
    switch (a, b) {
    case (.int(let x), .int(let y)): x < y ? -1 : x > y ? 1 : 0
    case (.float(let x), .float(let y)): x < y ? -1 : x > y ? 1 : 0
    default: try compareSlowly(a, b)
    }
  }

  /// The same for values that stay where they are: strings, times and durations are compared without counting
  /// references.
  @inlinable
  public static func compare(at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>) throws -> Int {
    if let x = a.heapObject, let y = b.heapObject,
      let order = x._withUnsafeGuaranteedRef({ x in
        y._withUnsafeGuaranteedRef { y in orderOfPlain(x, y) }
      })
    {
      return order
    }
    return try compare(a.pointee, b.pointee)
  }

  /// The order of two strings, times or durations; nil for anything else.
  @usableFromInline
  static func orderOfPlain(_ a: HeapObject, _ b: HeapObject) -> Int? {
    guard a.type == b.type else { return nil }
    switch a.type {
    case .string:
      return unsafeDowncast(a, to: StringObject.self)
        .compare(to: unsafeDowncast(b, to: StringObject.self))
    case .time:
      return compare(
        unsafeDowncast(a, to: TimeObject.self).milliseconds,
        unsafeDowncast(b, to: TimeObject.self).milliseconds)
    case .duration:
      return compare(
        unsafeDowncast(a, to: DurationObject.self).milliseconds,
        unsafeDowncast(b, to: DurationObject.self).milliseconds)
    default: return nil
    }
  }

  @usableFromInline
  static func compareSlowly(_ a: Value, _ b: Value) throws -> Int {
    switch (a, b) {
    case (.int(let x), .float(let y)): return compare(x, y)
    case (.float(let x), .int(let y)): return -compare(y, x)
    default: break
    }
    if a.isNumber, b.isNumber { return compareBig(a, b) }
    guard a.type == b.type else { throw unordered(a, b) }
    if case .heap(let x) = a, case .heap(let y) = b, let order = orderOfPlain(x, y) { return order }
    if let x = a.asList, let y = b.asList {
      var left = Checkpoint.parts
      return try compare(x, y, &left)
    }
    throw unordered(a, b)
  }

  private static func compare(_ a: Int, _ b: Int) -> Int { a < b ? -1 : a > b ? 1 : 0 }

  /// Compares exactly, though `Double(a)` may be rounded.
  private static func compare(_ a: Int, _ b: Double) -> Int {
    // The bounds are powers of two and so exact; within them the conversion cannot trap.
    if b >= 0x1p63 { return -1 }
    if b < -0x1p63 { return 1 }
    let whole = b.rounded(.towardZero)
    let order = compare(a, Int(whole))
    return order != 0 ? order : whole < b ? -1 : whole > b ? 1 : 0
  }

  /// - Parameter left: how many lists may be compared before the next pause.
  private static func compare(
    _ a: ListObject, _ b: ListObject, _ left: inout Int
  ) throws -> Int {
    left -= 1
    if left == 0 {
      try Checkpoint.pass()
      left = Checkpoint.parts
    }
    for index in 0..<min(a.count, b.count) {
      guard let x = a.place(at: index), let y = b.place(at: index) else { break }
      let order = try compare(at: x, y, &left)
      if order != 0 { return order }
    }
    return a.count - b.count
  }

  /// Compares two items, to which it counts no references.
  private static func compare(
    at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>, _ left: inout Int
  ) throws -> Int {
    if case .int(let x) = a.pointee, case .int(let y) = b.pointee { return compare(x, y) }
    let order = try a.withList { x in try b.withList { y in try compare(x, y, &left) } }
    return try (order ?? nil) ?? compare(at: a, b)
  }

  /// - Precondition: both are numbers and one is a big integer, which no fraction comes near.
  private static func compareBig(_ a: Value, _ b: Value) -> Int {
    if let (x, y) = narrow(a, b) { return x < y ? -1 : x > y ? 1 : 0 }
    if let x = a.asLargeInteger, let y = b.asLargeInteger { return LargeInteger.compare(x, y) }
    func whole(_ value: Value) -> BigInt {
      if case .float(let number) = value {
        BigInt(exactly: number.rounded(.towardZero)) ?? 0
      } else {
        value.asBigInt ?? 0
      }
    }
    let (x, y) = (whole(a), whole(b))
    return x < y ? -1 : x > y ? 1 : 0
  }

  private static func unordered(_ a: Value, _ b: Value) -> ValueError {
    guard a.type == b.type else {
      return ValueError(
        .type,
        later: "cannot compare \(a.type.nameWithArticle) with \(b.type.nameWithArticle) "
          + shown(a, b),
        advice: .later { conversionHelp(a, b) })
    }
    let help: String? =
      switch a.type {
      case .object: "compare one of their fields: `.sortBy(x => x.name)`"
      case .period: "months differ in length: compare times, such as `t + 1mo`"
      default: nil
      }
    return ValueError(
      .type, later: "values of type \(a.type.name) have no order \(shown(a, b))",
      advice: Advice(help))
  }

  private static func shown(_ a: Value, _ b: Value) -> String {
    "(`\(a.shortDescription())` and `\(b.shortDescription())`)"
  }

  private static func conversionHelp(_ a: Value, _ b: Value) -> String? {
    let types: Set = [a.type, b.type]
    if types.contains(.null) { return "give a value that may be null a default: `value ?? 0`" }
    if types.contains(.string), a.isNumber || b.isNumber {
      return "read a number from a string with `.toInt()` or `.toFloat()`"
    }
    if types.contains(.string), types.contains(.time) { return "read a time with `time(text)`" }
    if types.contains(.duration), a.isNumber || b.isNumber {
      return "give the number a unit: `5s`, or `duration(ms: n)`"
    }
    return nil
  }
}
