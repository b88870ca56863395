import ImgFlowValues

/// The methods of lists. Those that take ranges too are the methods of ranges.
enum ListMethods {
  static let all: [Builtin] =
    transforming + searching + parts + runs + ordering + grouping + sets + mutating
    + heaps + [RecordFunctions.writing]
}

extension Builtin.Parameter {
  /// The receiver of a method that lists and ranges share.
  static let items = receiver([.list, .range])
  /// Another list or range.
  static func items(_ name: String) -> Self { Self(name, [.list, .range]) }
}

extension ListMethods {
  /// Making something of every item.
  static let transforming: [Builtin] = [
    Builtin(
      "map", [.items, .function(taking: .item, .int)],
      returns: .derived(.list(.result(of: "f"))),
      "Calls `f` with each item, and its index if `f` takes two, and returns the results, in order.",
      examples: [
        ("[1, 2].map(x => x * 10)", "[10, 20]"), ("(1...3).map(x => x * x)", "[1, 4, 9]"),
        (#"["a", "b"].map((x, i) => "\(i)\(x)")"#, #"["0a", "1b"]"#),
      ]
    ) { call in
      let transform = call.function(1)
      var index = 0
      return try call.collect(call.items(0)) {
        defer { index += 1 }
        return try transform($0, at: .int(index))
      }
    }.making { call, use in try map(call, use) },
    Builtin(
      "flatMap", [.items, .function(taking: .item, .int)],
      returns: .derived(.list(.item(of: .result(of: "f")))),
      "Calls `f`, which returns a list or a range, with each item and joins what it returns.",
      examples: [("[1, 2].flatMap(x => [x, x])", "[1, 1, 2, 2]")]
    ) { call in try flatMap(call) },
    Builtin(
      "filter", [.items, .function(taking: .item, .int)], returns: .items,
      "Returns the items for which `f` is true; `f` may take the index as well.",
      examples: [("[1, 2, 3, 4].filter(x => x % 2 == 0)", "[2, 4]")]
    ) { call in
      let test = call.function(1)
      let passing = ListObject.make(count: 0)
      for (index, item) in try call.items(0).enumerated()
      where try test.holds(for: item, at: .int(index)) {
        try passing.append(item)
      }
      return .heap(passing)
    },
    Builtin(
      "reduce", [.items, Builtin.Parameter("start", .any), .function(taking: .any, .item)],
      returns: .any,
      "Calls `f` with the result so far, at first `start`, and each item; returns the last result.",
      examples: [("[1, 2, 3].reduce(10, (sum, x) => sum + x)", "16")]
    ) { call in
      let combine = call.function(2)
      var result = call[1]
      for item in try call.items(0) { result = try combine(result, item) }
      return result
    },
    Builtin(
      "join", [.items, Builtin.Parameter("separator", .string, .defaulted(.string("")))],
      returns: .string,
      "Joins strings, with `separator` between them. With a secret among them the result is secret.",
      examples: [
        (#"["a", "b"].join(", ")"#, "a, b"), (#"[1, 2].map(x => "\(x)").join("-")"#, "1-2"),
      ]
    ) { call in
      let items = try call.items(0)
      if let text = try items.joined(call.stringObject(1)) { return .heap(text) }
      var text = try StringJoiner(call, separator: 1, expectedCount: items.count)
      for item in items { try text.append(item) }
      return try text.value
    }.using { call, items in
      var text = try StringJoiner(call, separator: 1, expectedCount: items.expectedCount)
      try items.useAll { try text.append($0) }
      return try text.value
    },
    Builtin(
      "toList", [.items], returns: .items, "Returns the items as a list.",
      examples: [("(1...3).toList()", "[1, 2, 3]")]
    ) { call in
      let items = try call.items(0)
      return try items.wholeList()
    },
    Builtin(
      "toObject", [.receiver(.list)], returns: .object,
      """
      Creates an object from `{key, value}` objects, as `entries` returns them, or from `[key, value]` \
      lists; of a repeated key, the last value stays.
      """,
      examples: [
        (#"[["a", 1], ["b", 2]].toObject()"#, #"{"a": 1, "b": 2}"#),
        (#"{a: 1, b: 2}.entries().filter(e => e.value > 1).toObject()"#, #"{"b": 2}"#),
      ]
    ) { call in
      let result = RecordObject()
      var pace = Pace()
      for item in try call.list(0).items {
        try pace.step()
        let (key, value) = try entry(item)
        try result.set(key, value)
      }
      return .heap(result)
    },
  ]

  private static func map(_ call: NativeCall, _ use: ItemUse) throws {
    let transform = call.function(1)
    let items = try call.items(0)
    try BuiltinLimits.checkItems(items.count)
    var pace = Pace()
    for (index, item) in items.enumerated() {
      try pace.step()
      let result = try transform(item, at: .int(index))
      // There could be no list of it, whatever it is used for.
      guard result.depth < ValueLimits.depth else { throw ValueError.tooDeep }
      guard try use(result) else { return }
    }
  }

  private static func flatMap(_ call: NativeCall) throws -> Value {
    let transform = call.function(1)
    let results = ListObject.make(count: 0)
    for (index, item) in try call.items(0).enumerated() {
      let part = try transform(item, at: .int(index))
      guard let list = try part.asList ?? part.asRange.flatMap({ try Items($0).wholeList().asList })
      else {
        throw ValueError(
          .type,
          "the function of `flatMap` must return a list or a range, but returned "
            + "`\(part.shortDescription())`", help: "use `map` to keep one result for each item")
      }
      try results.append(contentsOf: list)
    }
    return .heap(results)
  }

  private static func entry(_ item: Value) throws -> (StringObject, Value) {
    if let pair = item.asList, pair.count == 2, let key = pair.item(at: 0)?.asStringObject,
      let value = pair.item(at: 1)
    {
      return (key, value)
    }
    if let entry = item.asRecord.flatMap(Entry.read) { return entry }
    throw ValueError(
      .type,
      "`toObject` needs `{key, value}` objects or `[key, value]` lists with string keys, not "
        + "`\(item.shortDescription())`")
  }
}
