import ImgFlowValues

extension ListMethods {
  /// Looking for items.
  static let searching: [Builtin] = [
    Builtin(
      "find", [.items, .function(taking: .item, .int)], returns: .optional(.item),
      "Returns the first item for which `f` is true, or null.",
      examples: [("[1, 5, 9].find(x => x > 3)", "5"), ("[1].find(x => x > 3)", "null")]
    ) { call in
      let test = call.function(1)
      for (index, item) in try call.items(0).enumerated()
      where try test.holds(for: item, at: .int(index)) {
        return item
      }
      return .null
    },
    Builtin(
      "any", [.items, .function(taking: .item, .int)], returns: .bool,
      "Whether `f` is true for at least one item.",
      examples: [("[1, 5].any(x => x > 3)", "true"), ("[].any(x => true)", "false")]
    ) { call in
      let test = call.function(1)
      return .bool(
        try call.items(0).enumerated().contains { try test.holds(for: $1, at: .int($0)) })
    },
    Builtin(
      "all", [.items, .function(taking: .item, .int)], returns: .bool,
      "Whether `f` is true for every item.",
      examples: [("[1, 5].all(x => x > 3)", "false"), ("[].all(x => false)", "true")]
    ) { call in
      let test = call.function(1)
      return .bool(
        try call.items(0).enumerated().allSatisfy { try test.holds(for: $1, at: .int($0)) })
    },
    Builtin(
      "count", [.items, .function(taking: .item)], returns: .int,
      "Returns the number of items for which `f` is true; `.length` is that of all.",
      examples: [("[1, 5, 9].count(x => x > 3)", "2")]
    ) { call in
      let test = call.function(1)
      var count = 0
      for item in try call.items(0) where try test.holds(for: item) { count += 1 }
      return .int(count)
    },
    Builtin(
      "contains", [.items, Builtin.Parameter("item", .any)], returns: .bool,
      "Whether an item equals `item`.",
      examples: [("[1, 2].contains(2.0)", "true"), ("(0..<10).contains(10)", "false")]
    ) { call in .bool(try index(of: call[1], in: call) != nil) },
    Builtin(
      "indexOf", [.items, Builtin.Parameter("item", .any)], returns: .optional(.int),
      "Returns the index of the first item that equals `item`, or null.",
      examples: [(#"["a", "b"].indexOf("b")"#, "1"), (#"["a"].indexOf("z")"#, "null")]
    ) { call in try index(of: call[1], in: call).map { .int($0) } ?? .null },
    Builtin(
      "isEmpty", [.items], returns: .bool, "Whether the list has no items.",
      examples: [("[].isEmpty()", "true"), ("(0..<3).isEmpty()", "false")]
    ) { call in .bool(try call.items(0).isEmpty) }.quickInPlace { list, _ in
      list.withList { .bool($0.count == 0) }
    },
  ]

  private static func index(of item: Value, in call: NativeCall) throws -> Int? {
    guard let range = call[0].asRange else {
      return try call.list(0).firstIndex(of: item)
    }
    let number = item.asInt ?? item.asDouble.flatMap { Int(exactly: $0) }
    guard let number, number >= range.lower, number < range.upper else { return nil }
    let (index, overflow) = number.subtractingReportingOverflow(range.lower)
    return overflow ? .max : index
  }
}
