import ImgFlowValues

extension ListMethods {
  /// Lists as sets. Items count as the same when `==` says so; the order is that of first appearance.
  static let sets: [Builtin] = [
    Builtin(
      "unique", [.items, .function("by", .optional, taking: .item)], returns: .items,
      "Returns the items without duplicates: of items for which `by` returns the same, the first.",
      examples: [
        ("[1, 2, 1.0].unique()", "[1, 2]"),
        (#"["a1", "b", "a2"].unique(by: s => s.slice(0, 1))"#, #"["a1", "b"]"#),
      ]
    ) { call in
      let key = call.optional(1).map { GivenFunction($0, in: call) }
      let seen = ValueTable()
      return try call.select(call.items(0)) { item in
        let value = try key?(item) ?? item
        return try call.unlessStopped(seen.insert(value), comparing: value)
      }
    },
    Builtin(
      "union", [.items, .items("other")], returns: .list,
      "Returns the items of both lists without duplicates.",
      examples: [("[1, 2].union([2, 3])", "[1, 2, 3]")]
    ) { call in
      let seen = ValueTable()
      let result = ListObject.make(count: 0)
      for items in [try call.items(0), try call.items(1)] {
        try call.select(items, into: result) {
          try call.unlessStopped(seen.insert($0), comparing: $0)
        }
      }
      return .heap(result)
    },
    Builtin(
      "intersect", [.items, .items("other")], returns: .items,
      "Returns the items that `other` also has, without duplicates.",
      examples: [("[1, 2, 2, 3].intersect([2, 3, 4])", "[2, 3]")]
    ) { call in
      let wanted = try call.set(of: call.items(1))
      let found = ValueTable()
      return try call.select(call.items(0)) { item in
        let isNew = wanted.position(of: item) != nil && found.insert(item)
        return try call.unlessStopped(isNew, comparing: item)
      }
    },
    Builtin(
      "without", [.items, .items("other")], returns: .items,
      "Returns the items that `other` does not have.",
      examples: [("[1, 2, 2, 3].without([2])", "[1, 3]")]
    ) { call in
      let unwanted = try call.set(of: call.items(1))
      return try call.select(call.items(0)) {
        try call.unlessStopped(unwanted.position(of: $0) == nil, comparing: $0)
      }
    },
  ]
}

extension NativeCall {
  /// Passes on a result about a value, unless it has parts and the work is to stop, since it may then be wrong.
  fileprivate func unlessStopped(_ answer: Bool, comparing value: Value) throws -> Bool {
    if value.depth > 0 { try evaluator.checkCancellation() }
    return answer
  }

  /// The items for which `test` is true, as a list.
  fileprivate func select(_ items: Items, _ test: (Value) throws -> Bool) throws -> Value {
    let result = ListObject.make(count: 0)
    try select(items, into: result, test)
    return .heap(result)
  }

  fileprivate func select(
    _ items: Items, into result: ListObject, _ test: (Value) throws -> Bool
  ) throws {
    var pace = Pace()
    for item in items {
      try pace.step()
      if try test(item) { try result.append(item) }
    }
  }

  fileprivate func set(of items: Items) throws -> ValueTable {
    let set = ValueTable()
    var pace = Pace()
    for item in items {
      try pace.step()
      _ = try unlessStopped(set.insert(item), comparing: item)
    }
    return set
  }
}
