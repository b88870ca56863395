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

  /// The text of the items when all are strings; nil when they are not, or it would be longer than
  /// `limit` bytes.
  func joined(_ separator: String, atMost limit: Int) -> String? {
    list.flatMap { StringObject.joined($0, separator: separator, atMost: limit) }
  }

  /// The items as an array.
  ///
  /// - Throws: a `limit` error when a range has too many.
  func array() throws -> [Value] {
    if let list { return Array(list) }
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
    let results = ListObject.make(count: items.count)
    var pace = Pace()
    for item in items {
      try pace.step()
      try results.append(try transform(item))
    }
    return .heap(results)
  }
}
