import ImgFlowValues

extension ListMethods {
  /// Changing the list in a variable.
  static let mutating: [Builtin] = [
    Builtin(
      mutating: "push", [Builtin.Parameter("item", .any)], returns: .null,
      "Adds `item` at the end of the list in a variable.",
      examples: [("[[1], [2]].map(x => { var y = x; y.push(9); y })", "[[1, 9], [2, 9]]")]
    ) { place, call in
      try InPlace.changeList(&place) { list in
        try BuiltinLimits.checkItems(list.count + 1)
        try list.append(call[0])
      }
      return .null
    },
    Builtin(
      mutating: "pop", [], returns: .item,
      "Removes the last item of the list in a variable and returns it; an empty list is an `index` error.",
      examples: [("[[1, 2]].map(x => { var y = x; y.pop() })", "[2]")]
    ) { place, call in
      try InPlace.changeList(&place) { list in
        guard list.count > 0 else { throw ValueError.empty("pop", "list") }
        return list.remove(at: list.count - 1)
      }
    },
    Builtin(
      mutating: "insert", [Builtin.Parameter("index", .int), Builtin.Parameter("item", .any)],
      returns: .null,
      """
      Inserts `item` before the item at `index` of the list in a variable; the length as the index \
      adds it at the end, and a negative index counts from the end.
      """,
      examples: [("[[1, 3]].map(x => { var y = x; y.insert(1, 2); y })", "[[1, 2, 3]]")]
    ) { place, call in
      let index = try call.index(0)
      try InPlace.changeList(&place) { list in
        guard let position = call.resolved(index, in: list.count) else {
          throw ValueError.index(call[0], in: list.count, of: "list")
        }
        try list.insert(call[1], at: position)
      }
      return .null
    },
    Builtin(
      mutating: "remove", [Builtin.Parameter("index", .int)], returns: .item,
      "Removes the item at `index` of the list in a variable and returns it; -1 is the last.",
      examples: [("[[1, 2, 3]].map(x => { var y = x; y.remove(0); y })", "[[2, 3]]")]
    ) { place, call in
      let index = try call.index(0)
      return try InPlace.changeList(&place) { list in
        guard let position = call.resolved(index, in: list.count),
          position < list.count
        else { throw ValueError.index(call[0], in: list.count, of: "list") }
        return list.remove(at: position)
      }
    },
  ]
}
