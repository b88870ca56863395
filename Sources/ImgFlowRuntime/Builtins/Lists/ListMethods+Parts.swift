import ImgFlowValues

extension ListMethods {
  /// Taking lists apart and putting them side by side.
  static let parts: [Builtin] = [
    Builtin(
      "first", [.items], returns: .item,
      "Returns the first item; an empty list is an `index` error.",
      examples: [("[7, 8].first()", "7")]
    ) { call in
      guard let item = try call.items(0).first else { throw ValueError.empty("first", "list") }
      return item
    }.quickInPlace { list, _ in list.withList { $0.item(at: 0) } ?? nil },
    Builtin(
      "last", [.items], returns: .item, "Returns the last item; an empty list is an `index` error.",
      examples: [("[7, 8].last()", "8")]
    ) { call in
      guard let item = try call.items(0).last else { throw ValueError.empty("last", "list") }
      return item
    }.quickInPlace { list, _ in list.withList { $0.item(at: $0.count - 1) } ?? nil },
    Builtin(
      "take", [.items, .count("count")], returns: .items,
      "Returns the first `count` items, or all when there are fewer.",
      examples: [("[1, 2, 3].take(2)", "[1, 2]"), ("[1].take(5)", "[1]")]
    ) { call in
      let items = try call.items(0)
      return try items.list(0..<min(try call.int(1), items.count))
    },
    Builtin(
      "drop", [.items, .count("count")], returns: .items,
      "Returns the items after the first `count`.",
      examples: [("[1, 2, 3].drop(2)", "[3]"), ("[1].drop(5)", "[]")]
    ) { call in
      let items = try call.items(0)
      return try items.list(min(try call.int(1), items.count)..<items.count)
    },
    Builtin(
      "reverse", [.items], returns: .items, "Returns the items in reverse order.",
      examples: [("[1, 2, 3].reverse()", "[3, 2, 1]")]
    ) { call in
      let items = try call.items(0)
      try BuiltinLimits.claimItems(items.count)
      let result = ListObject.make(count: items.count, depth: max(1, Int(call[0].depth)))
      var pace = Pace()
      for item in items.reversed() {
        try pace.step()
        result.fill(item)
      }
      return .heap(result)
    },
    Builtin(
      "repeat", [.items, .count("count")], returns: .items,
      "Returns the items `count` times in a row: `[0].repeat(n)` is a list of `n` zeros.",
      examples: [("[0].repeat(3)", "[0, 0, 0]"), ("[[0].repeat(2)].repeat(2)", "[[0, 0], [0, 0]]")]
    ) { call in try repeated(call.items(0), try call.int(1), depth: Int(call[0].depth)) },
    Builtin(
      "chunks", [.items, .count("size", from: 1)], returns: .list(of: .items),
      "Splits the items into lists of `size`; the last may be shorter.",
      examples: [("[1, 2, 3].chunks(2)", "[[1, 2], [3]]")]
    ) { call in
      let items = try call.items(0)
      let size = min(try call.int(1), max(items.count, 1))
      let chunks = ListObject.make(count: 0)
      var pace = Pace()
      for start in stride(from: 0, to: items.count, by: size) {
        try pace.step()
        try BuiltinLimits.checkItems(chunks.count + 1)
        try chunks.append(items.list(start..<start + min(size, items.count - start)))
      }
      return .heap(chunks)
    },
    Builtin(
      "zip", [.items, .items("other")], returns: .list(of: .list),
      "Returns pairs of the items at the same index; both lists must have the same length.",
      examples: [(#"[1, 2].zip(["a", "b"])"#, #"[[1, "a"], [2, "b"]]"#)]
    ) { call in try zip(call.items(0), call.items(1)) },
  ]

  private static func repeated(_ items: Items, _ count: Int, depth: Int) throws -> Value {
    let (total, overflow) = items.count.multipliedReportingOverflow(by: count)
    try BuiltinLimits.claimItems(overflow ? .max : total)
    let result = ListObject.make(count: total, depth: max(1, depth))
    var pace = Pace()
    while result.count < total {
      for item in items {
        try pace.step()
        result.fill(item)
      }
    }
    return .heap(result)
  }

  /// - Throws: an `index` error for lists of different lengths.
  static func checkLengths(_ method: String, _ items: Items, _ others: Items) throws {
    guard items.count != others.count else { return }
    throw ValueError(
      .index,
      "`\(method)` needs lists of the same length, not of \(items.count) and \(others.count)",
      help: "shorten the longer one with `.take(\(Swift.min(items.count, others.count)))`")
  }

  private static func zip(_ items: Items, _ others: Items) throws -> Value {
    try checkLengths("zip", items, others)
    try BuiltinLimits.claimItems(items.count)
    let pairs = ListObject.make(count: items.count)
    var pace = Pace()
    for (item, other) in Swift.zip(items, others) {
      try pace.step()
      let pair = ListObject.make(count: 2)
      try pair.append(item)
      try pair.append(other)
      try pairs.append(.heap(pair))
    }
    return .heap(pairs)
  }
}
