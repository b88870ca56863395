import ImgFlowValues

/// The items of a list or a range, in order.
struct Items: RandomAccessCollection {
  private let list: ContainedValues?
  private let lower: Int
  let endIndex: Int

  var startIndex: Int { 0 }

  init(_ list: ContainedValues) {
    self.list = list
    lower = 0
    endIndex = list.count
  }

  init(_ items: [Value]) { self.init(ListObject(items, depth: 1).items) }

  init(_ range: RangeObject) throws {
    let (count, overflow) = range.upper.subtractingReportingOverflow(range.lower)
    guard !overflow else {
      throw ValueError(.limit, "a range can have at most 9,223,372,036,854,775,807 items")
    }
    list = nil
    lower = range.lower
    endIndex = count
  }

  subscript(position: Int) -> Value {
    list.map { $0[position] } ?? .int(lower + position)
  }

  /// The strings of the items if all are strings; nil otherwise.
  ///
  /// - Throws: a `limit` error if it is too long; what `Memory.claim` throws.
  func joined(_ separator: StringObject) throws -> StringObject? {
    try list.flatMap { try StringObject.joined($0, separator: separator) }
  }

  /// The sum of the first items, and how many they are: all ints up to the first that is not, or all floats.
  func sumOfNumbers() -> (sum: Value, count: Int) {
    guard let list else { return sumOfRange.map { (.int($0), count) } ?? (.int(0), 0) }
    return list.withUnsafeBufferPointer { items in
      var place = 0
      if case .float(var sum)? = items.first {
        place = 1
        while place < items.count, case .float(let number) = items[place], (sum + number).isFinite {
          sum += number
          place += 1
        }
        return (.float(sum), place)
      }
      var sum = 0
      while place < items.count, case .int(let number) = items[place] {
        let (next, overflows) = sum.addingReportingOverflow(number)
        if overflows { break }
        sum = next
        place += 1
      }
      return (.int(sum), place)
    }
  }

  /// Half of the count times the sum of both ends; nil where that does not fit into an int.
  private var sumOfRange: Int? {
    guard count > 0 else { return 0 }
    let (ends, isTooFar) = lower.addingReportingOverflow(lower &+ (count - 1))
    let (double, isTooLarge) = ends.multipliedReportingOverflow(by: count)
    return isTooFar || isTooLarge ? nil : double / 2
  }

  /// The items as an array.
  ///
  /// - Throws: a `limit` error if a range has too many; what `Memory.claim` throws.
  func array() throws -> [Value] {
    try BuiltinLimits.claimItems(count)
    if let list { return Array(list) }
    var pace = Pace()
    return try (0..<count).map { index in
      try pace.step()
      return .int(lower + index)
    }
  }

  /// All items, as a list of its own.
  ///
  /// - Throws: a `limit` error if there are too many; what `Memory.claim` throws.
  func wholeList() throws -> Value { try list(0..<count) }

  /// The items at the positions of `range`, as a list of its own.
  ///
  /// - Throws: a `limit` error if there are too many; what `Memory.claim` throws.
  func list(_ range: Range<Int>) throws -> Value {
    if let list { return .heap(try list.slice(range)) }
    try BuiltinLimits.claimItems(range.count)
    let result = ListObject.make(count: range.count)
    var pace = Pace()
    for position in range {
      try pace.step()
      result.fill(.int(lower + position))
    }
    return .heap(result)
  }
}

extension NativeCall {
  /// The items of an argument that is a list or a range.
  func items(_ index: Int) throws -> Items {
    if index < count, (arguments + index).type == .list { return Items(try list(index).items) }
    if let range = self[index].asRange { return try Items(range) }
    return Items(try list(index).items)
  }

  /// Calls `transform` with every item and returns the results as a list.
  func collect(_ items: Items, _ transform: (Value) throws -> Value) throws -> Value {
    try BuiltinLimits.claimItems(items.count)
    let results = ListObject.make(count: items.count)
    var pace = Pace()
    for item in items {
      try pace.step()
      try results.append(try transform(item))
    }
    return .heap(results)
  }
}
