import ImgFlowValues

extension ListMethods {
  /// Sorting, extremes and sums.
  static let ordering: [Builtin] = [
    Builtin(
      "sort", [.items, .flag("descending")], returns: .items,
      """
      Returns the items in order, equal ones as they were. Numbers, strings, times, durations and \
      lists of one of these have an order; mixed types are a `type` error.
      """,
      examples: [
        ("[3, 1, 2].sort()", "[1, 2, 3]"), ("[3, 1.5].sort(descending: true)", "[3, 1.5]"),
      ]
    ) { call in
      let items = try call.items(0).array()
      return try .heap(Sorting.sorted(items, descending: call.bool(1)))
    },
    Builtin(
      "sortBy", [.items, .function(taking: .item), .flag("descending")], returns: .items,
      "Returns the items in the order of what `f` returns for them, equal ones as they were.",
      examples: [
        ("[{n: 2}, {n: 1}].sortBy(x => x.n)", #"[{"n": 1}, {"n": 2}]"#),
        (#"["aa", "b"].sortBy(s => s.length, descending: true)"#, #"["aa", "b"]"#),
      ]
    ) { call in
      let items = try call.items(0).array()
      let key = call.function(1)
      try Memory.claim(values: items.count)
      let keys = try items.map { try key($0) }
      return try .heap(Sorting.sorted(items, keys: keys, descending: call.bool(2)))
    },
    Builtin(
      "min", [.items], returns: .item,
      "Returns the smallest item; an empty list is an `index` error.",
      examples: [("[3, 1, 2].min()", "1")]
    ) { call in try Extremes.of(call.items(0), .smallest, "min") },
    Builtin(
      "max", [.items], returns: .item,
      "Returns the largest item; an empty list is an `index` error.",
      examples: [("[3, 1, 2].max()", "3")]
    ) { call in try Extremes.of(call.items(0), .largest, "max") },
    Builtin(
      "minBy", [.items, .function(taking: .item)], returns: .item,
      "Returns the item for which `f` returns the least, the first of several.",
      examples: [(#"["ccc", "a"].minBy(s => s.length)"#, "a")]
    ) { call in
      let key = call.function(1)
      return try Extremes.of(call.items(0), .smallest, "minBy") { try key($0) }
    },
    Builtin(
      "maxBy", [.items, .function(taking: .item)], returns: .item,
      "Returns the item for which `f` returns the most, the first of several.",
      examples: [(#"["ccc", "a"].maxBy(s => s.length)"#, "ccc")]
    ) { call in
      let key = call.function(1)
      return try Extremes.of(call.items(0), .largest, "maxBy") { try key($0) }
    },
    Builtin(
      "sum", [.items], returns: .union([.number, .duration]),
      "Returns the sum of numbers or of durations; that of an empty list is 0.",
      examples: [("[1, 2.5].sum()", "3.5"), ("[1m, 30s].sum()", "1m30s"), ("[].sum()", "0")]
    ) { call in try Extremes.sum(call.items(0)) },
    Builtin(
      "sumBy", [.items, .function(taking: .item)], returns: .union([.number, .duration]),
      "Returns the sum of the numbers or durations that `f` returns; that of an empty list is 0.",
      examples: [("[{n: 2}, {n: 3}].sumBy(x => x.n)", "5")]
    ) { call in
      let amount = call.function(1)
      var sum: Value?
      for (index, item) in try call.items(0).enumerated() {
        sum = try Extremes.adding(amount(item), at: index, to: sum, "sumBy")
      }
      return sum ?? .int(0)
    },
  ]
}

/// The least, the greatest and the sum of items: for the methods and the functions of these names.
enum Extremes {
  enum Side {
    case smallest, largest
  }

  /// Returns the first item whose key is the least or the greatest.
  static func of(
    _ items: Items, _ side: Side, _ name: String, key: (Value) throws -> Value = { $0 }
  ) throws -> Value {
    guard var best = items.first else { throw ValueError.empty(name, "list") }
    var bestKey = try key(best)
    if items.count == 1 { try bestKey.requireOrder() }
    var pace = Pace()
    for item in items.dropFirst() {
      try pace.step()
      let itemKey = try key(item)
      let order = try Value.compare(itemKey, bestKey)
      if side == .smallest ? order < 0 : order > 0 { (best, bestKey) = (item, itemKey) }
    }
    return best
  }

  static func sum(_ items: Items) throws -> Value {
    let (added, start) = items.sumOfNumbers()
    var sum = start == 0 ? nil : added
    var pace = Pace()
    for index in start..<items.count {
      try pace.step()
      sum = try adding(items[index], at: index, to: sum, "sum")
    }
    return sum ?? .int(0)
  }

  /// The sum so far and a number or duration.
  ///
  /// - Throws: a `type` error if it is neither, or if the sum is not of its kind.
  @inline(__always)
  static func adding(
    _ item: Value, at index: Int, to sum: Value?, _ method: StaticString
  ) throws -> Value {
    guard item.isNumber || item.type == .duration else {
      throw notAnAmount(item, at: index, method)
    }
    guard let sum else { return item }
    return try Arithmetic.add(sum, item)
  }

  @inline(never)
  private static func notAnAmount(
    _ item: Value, at index: Int, _ method: StaticString
  ) -> ValueError {
    let what =
      "\(method)" == "sum" ? "item \(index) is" : "what the function returned for item \(index) is"
    return ValueError(
      .type, "`\(method)` adds numbers or durations, but \(what) `\(item.shortDescription())`",
      help: item.isNull ? "leave nulls out: `.filter(x => x != null)`" : nil)
  }
}
