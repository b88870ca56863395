import ImgFlowValues

extension ListMethods {
  /// Sorting items into groups. Keys of objects are strings: the functions return strings, or ints that are
  /// written as strings.
  static let grouping: [Builtin] = [
    Builtin(
      "groupBy", [.items, .function(taking: .item, .int)], returns: .map(of: .items),
      "Returns an object with a list of the items for each string, or int, that `f` returns.",
      examples: [
        (
          #"["ab", "ac", "b"].groupBy(s => s.slice(0, 1))"#,
          #"{"a": ["ab", "ac"], "b": ["b"]}"#
        )
      ]
    ) { call in
      var lists: [ListObject] = []
      let keys = try groups(call) { item, place, isNew in
        if isNew { lists.append(ListObject.make(count: 0)) }
        try lists[place].append(item)
      }
      return .heap(try record(keys, lists.map { .heap($0) }))
    },
    Builtin(
      "indexBy", [.items, .function(taking: .item, .int)], returns: .map(of: .item),
      """
      Returns an object with the item for each string, or int, that `f` returns. Two items with the same one \
      are a `key` error.
      """,
      examples: [(#"[{id: "a"}].indexBy(x => x.id)"#, #"{"a": {"id": "a"}}"#)]
    ) { call in
      let record = RecordObject.make(shape: Shape.empty.own())
      let name = call.function(1)
      for (index, item) in try call.items(0).enumerated() {
        let key = try groupKey(name(item, at: .int(index)))
        guard !record.contains(key) else {
          throw ValueError(
            .key, "`indexBy` found two items for the key \(Value.heap(key).shortDescription())",
            help: "keep them all with `groupBy`")
        }
        try record.append(key, item)
      }
      return .heap(record)
    },
    Builtin(
      "countBy", [.items, .function(taking: .item, .int)], returns: .map(of: .int),
      "Returns an object with the number of items for each string, or int, that `f` returns.",
      examples: [
        (#"["ab", "ac", "b"].countBy(s => s.slice(0, 1))"#, #"{"a": 2, "b": 1}"#),
        (#"[404, 200, 404].countBy(status => status)"#, #"{"404": 2, "200": 1}"#),
      ]
    ) { call in
      var counts: [Int] = []
      let keys = try groups(call) { _, place, isNew in
        if isNew { counts.append(0) }
        counts[place] += 1
      }
      return .heap(try record(keys, counts.map { .int($0) }))
    },
    Builtin(
      "partition", [.items, .function(taking: .item, .int)], returns: .list(of: .items),
      "Returns two lists: the items for which `f` is true, and the others.",
      examples: [("[1, 2, 3].partition(x => x > 1)", "[[2, 3], [1]]")]
    ) { call in
      let test = call.function(1)
      let (passing, others) = (ListObject.make(count: 0), ListObject.make(count: 0))
      for (index, item) in try call.items(0).enumerated() {
        try (test.holds(for: item, at: .int(index)) ? passing : others).append(item)
      }
      return try .list([.heap(passing), .heap(others)])
    },
  ]

  /// Gives each item to `use` with the place of its group, and whether it is the first of it.
  ///
  /// - Returns: the keys, which are the strings that the call's function returned, in the order of first
  ///   appearance.
  private static func groups(
    _ call: NativeCall, _ use: (Value, _ place: Int, _ isNew: Bool) throws -> Void
  ) throws -> Shape {
    // Keys that come from data are not worth a shape that others share.
    let places = RecordObject.make(shape: Shape.empty.own())
    let name = call.function(1)
    for (index, item) in try call.items(0).enumerated() {
      let key = try groupKey(name(item, at: .int(index)))
      if let place = places[key]?.asInt {
        try use(item, place, false)
      } else {
        let place = places.count
        try places.append(key, .int(place))
        try use(item, place, true)
      }
    }
    return places.shape
  }

  private static func record(_ keys: Shape, _ values: [Value]) throws -> RecordObject {
    let record = RecordObject.make(shape: keys)
    for value in values {
      try record.makeRoom(for: value)
      record.fill(value)
    }
    return record
  }

  private static func groupKey(_ key: Value) throws -> StringObject {
    if let text = key.asStringObject { return text }
    guard key.type == .int else {
      throw ValueError(
        .type,
        "the keys of an object are strings, but the function returned "
          + "`\(key.shortDescription())`", help: #"convert it to a string: `"\(key)"`"#)
    }
    return StringObject(key.displayText)
  }
}
