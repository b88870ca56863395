import ImgFlowValues

/// The items of a list or a range, in order.
struct Items: RandomAccessCollection {
  private let list: [Value]
  private let lower: Int
  let endIndex: Int

  var startIndex: Int { 0 }

  init(_ list: [Value]) {
    self.list = list
    lower = 0
    endIndex = list.count
  }

  init(_ range: RangeObject) throws {
    let (count, overflow) = range.upper.subtractingReportingOverflow(range.lower)
    guard !overflow else {
      throw ValueError(.limit, "a range can have at most 9,223,372,036,854,775,807 items")
    }
    list = []
    lower = range.lower
    endIndex = count
  }

  subscript(position: Int) -> Value {
    list.isEmpty ? .int(lower + position) : list[position]
  }

  /// The text of the items when all are strings; nil when they are not, or it would be longer than
  /// `limit` bytes.
  func joined(_ separator: String, atMost limit: Int) -> String? {
    list.isEmpty ? nil : StringObject.joined(list, separator: separator, atMost: limit)
  }

  /// The items as an array.
  ///
  /// - Throws: a `limit` error when a range has too many.
  func array() throws -> [Value] {
    guard list.isEmpty else { return list }
    try BuiltinLimits.checkItems(count)
    var pace = Pace()
    return try (0..<count).map { index in
      try pace.step()
      return .int(lower + index)
    }
  }
}

extension NativeCall {
  /// The items of an argument that is a list or a range.
  func items(_ index: Int) throws -> Items {
    if let range = self[index].asRange { return try Items(range) }
    return Items(try list(index).items)
  }

  /// Calls `transform` with every item and returns the results as a list.
  func collect(_ items: Items, _ transform: (Value) throws -> Value) throws -> Value {
    try BuiltinLimits.checkItems(items.count)
    var results: [Value] = []
    results.reserveCapacity(items.count)
    var pace = Pace()
    for item in items {
      try pace.step()
      results.append(try transform(item))
    }
    return try .list(results)
  }
}
