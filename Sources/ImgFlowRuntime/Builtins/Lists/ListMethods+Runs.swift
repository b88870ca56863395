import ImgFlowValues

extension ListMethods {
  /// Items next to each other, or with their numbers.
  static let runs: [Builtin] = [
    Builtin(
      "takeWhile", [.items, .function(taking: .item)], returns: .items,
      "Returns the items before the first one for which `f` is false.",
      examples: [("[1, 2, 9, 1].takeWhile(x => x < 5)", "[1, 2]")]
    ) { call in
      let items = try call.items(0)
      return try items.list(0..<start(of: items, call))
    },
    Builtin(
      "dropWhile", [.items, .function(taking: .item)], returns: .items,
      "Returns the items from the first one for which `f` is false.",
      examples: [("[1, 2, 9, 1].dropWhile(x => x < 5)", "[9, 1]")]
    ) { call in
      let items = try call.items(0)
      return try items.list(start(of: items, call)..<items.count)
    },
    Builtin(
      "enumerate", [.items, .start], returns: .list(of: .list),
      "Returns lists of a number and an item; the numbers go up from `start`.",
      examples: [
        (#"["a", "b"].enumerate()"#, #"[[0, "a"], [1, "b"]]"#),
        (#"["a", "b"].enumerate(start: 1).map(([n, x]) => "\(n). \(x)")"#, #"["1. a", "2. b"]"#),
      ]
    ) { call in
      let items = try call.items(0)
      let start = try call.int(1)
      try BuiltinLimits.claimItems(items.count)
      guard !start.addingReportingOverflow(items.count).overflow else {
        throw ValueError.argument("start", mustBe: "in the range of ints", not: call[1])
      }
      let pairs = ListObject.make(count: items.count)
      var pace = Pace()
      for (index, item) in items.enumerated() {
        try pace.step()
        try pairs.append(.list([.int(start + index), item]))
      }
      return .heap(pairs)
    },
    Builtin(
      "window", [.items, .count("size", from: 1)], returns: .list(of: .items),
      "Returns lists of `size` items in a row, one from each item; a shorter list has none.",
      examples: [
        ("[1, 2, 3].window(2)", "[[1, 2], [2, 3]]"), ("[1].window(2)", "[]"),
        ("[1, 4, 9].window(2).map(([a, b]) => b - a)", "[3, 5]"),
      ]
    ) { call in
      let items = try call.items(0)
      let size = try call.int(1)
      let windows = ListObject.make(count: 0)
      var pace = Pace()
      guard size <= items.count else { return .heap(windows) }
      for start in 0...items.count - size {
        try pace.step()
        try BuiltinLimits.checkItems(windows.count + 1)
        try windows.append(items.list(start..<start + size))
      }
      return .heap(windows)
    },
    Builtin(
      "scan", [.items, Builtin.Parameter("start", .any), .function(taking: .any, .item)],
      returns: .list,
      "Calls `f` with the result so far, at first `start`, and each item; returns all results.",
      examples: [("[1, 2, 3].scan(0, (sum, x) => sum + x)", "[1, 3, 6]")]
    ) { call in
      let combine = call.function(2)
      var result = call[1]
      return try call.collect(call.items(0)) { item in
        result = try combine(result, item)
        return result
      }
    },
    Builtin(
      "zipWith", [.items, .items("other"), .function(taking: .any, .any)],
      returns: .derived(.list(.result(of: "f"))),
      """
      Calls `f` with the items of both lists at the same index and returns the results; both lists must have \
      the same length.
      """,
      examples: [("[1, 2].zipWith([10, 20], (a, b) => a + b)", "[11, 22]")]
    ) { call in
      let (items, others) = (try call.items(0), try call.items(1))
      try checkLengths("zipWith", items, others)
      let combine = call.function(2)
      var index = 0
      return try call.collect(items) { item in
        defer { index += 1 }
        return try combine(item, others[index])
      }
    },
  ]

  /// The index of the first item for which the function of a call is false, or the number of items.
  private static func start(of items: Items, _ call: NativeCall) throws -> Int {
    let test = call.function(1)
    return try items.firstIndex { try !test.holds(for: $0) } ?? items.count
  }
}

extension Builtin.Parameter {
  /// The first number of an enumeration.
  static let start = Self("start", .int, .defaulted(.int(0)))
}
