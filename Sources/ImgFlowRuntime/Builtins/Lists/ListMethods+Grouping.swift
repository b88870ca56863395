import ImgFlowValues

extension ListMethods {
  /// Sorting items into groups. Keys of objects are strings, so the functions return strings.
  static let grouping: [Builtin] = [
    Builtin(
      "groupBy", [.items, .function(taking: .item)], returns: .map(of: .items),
      "Returns an object with a list of the items for each string that `f` returns.",
      examples: [
        (
          #"["ab", "ac", "b"].groupBy(s => s.slice(0, 1))"#,
          #"{"a": ["ab", "ac"], "b": ["b"]}"#
        )
      ]
    ) { call in
      let groups = try groups(call)
      return .heap(try RecordObject(groups.map { ($0.key, .heap($0.list)) }))
    },
    Builtin(
      "indexBy", [.items, .function(taking: .item)], returns: .map(of: .item),
      """
      Returns an object with the item for each string that `f` returns. Two items with the same one \
      are a `key` error.
      """,
      examples: [(#"[{id: "a"}].indexBy(x => x.id)"#, #"{"a": {"id": "a"}}"#)]
    ) { call in
      let result = RecordObject()
      for item in try call.items(0) {
        let key = try groupKey(item, call)
        guard result[key] == nil else {
          throw ValueError(
            .key, "`indexBy` found two items for the key \(Value.heap(key).shortDescription())",
            help: "keep them all with `groupBy`")
        }
        try result.set(key, item)
      }
      return .heap(result)
    },
    Builtin(
      "countBy", [.items, .function(taking: .item)], returns: .map(of: .int),
      "Returns an object with the number of items for each string that `f` returns.",
      examples: [(#"["ab", "ac", "b"].countBy(s => s.slice(0, 1))"#, #"{"a": 2, "b": 1}"#)]
    ) { call in
      let groups = try groups(call)
      return .heap(try RecordObject(groups.map { ($0.key, .int($0.list.count)) }))
    },
    Builtin(
      "partition", [.items, .function(taking: .item)], returns: .list(of: .items),
      "Returns two lists: the items for which `f` is true, and the others.",
      examples: [("[1, 2, 3].partition(x => x > 1)", "[[2, 3], [1]]")]
    ) { call in
      let test = call[1]
      let (passing, others) = (ListObject.make(count: 0), ListObject.make(count: 0))
      for item in try call.items(0) {
        try (call.test(test, item) ? passing : others).append(item)
      }
      return try .list([.heap(passing), .heap(others)])
    },
  ]

  private struct Group {
    let key: String
    let list: ListObject
  }

  /// The items by the string that the call's function returns, in the order of first appearance.
  private static func groups(_ call: NativeCall) throws -> [Group] {
    var groups: [Group] = []
    let places = RecordObject()
    for item in try call.items(0) {
      let key = try groupKey(item, call)
      if let place = places[key]?.asInt {
        try groups[place].list.append(item)
      } else {
        try places.set(key, .int(groups.count))
        let list = ListObject.make(count: 0)
        try list.append(item)
        groups.append(Group(key: key.text, list: list))
      }
    }
    return groups
  }

  private static func groupKey(_ item: Value, _ call: NativeCall) throws -> StringObject {
    let key = try call.call(call[1], item)
    guard let text = key.asStringObject else {
      throw ValueError(
        .type,
        "the keys of an object are strings, but the function returned "
          + "`\(key.shortDescription())`", help: #"convert it to a string: `"\(key)"`"#)
    }
    return text
  }
}
