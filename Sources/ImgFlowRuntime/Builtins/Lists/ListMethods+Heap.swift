import ImgFlowValues

extension ListMethods {
  /// A list in a variable as a priority queue.
  static let heaps: [Builtin] = [
    Builtin(
      mutating: "heapPush", [Builtin.Parameter("item", .any)], returns: .null,
      """
      Adds `item` to the list in a variable, which is a priority queue: a binary heap, whose first item is the \
      least. Of lists, such as `[priority, job]`, the first items are compared.
      """,
      examples: [
        ("[[[5]]].map(x => { var y = x; y.heapPush([3, \"a\"]); y })", #"[[[3, "a"], [5]]]"#)
      ]
    ) { place, call in
      try InPlace.changeList(&place) { try Heap($0).push(call[0]) }
      return .null
    },
    Builtin(
      mutating: "heapPop", [], returns: .item,
      """
      Removes the least item of the list in a variable, which `heapPush` filled, and returns it; an empty list is \
      an `index` error.
      """,
      examples: [("[[2, 7, 3]].map(x => { var y = x; [y.heapPop(), y] })", "[[2, [3, 7]]]")]
    ) { place, call in
      try InPlace.changeList(&place) { list in
        guard list.count > 0 else { throw ValueError.empty("heapPop", "list") }
        return try Heap(list).pop()
      }
    },
  ]
}

/// A list in which no item is less than the one at half its index.
///
/// Everything is compared before anything is moved, so that a list whose items have no order stays as it was.
private struct Heap {
  let list: ListObject

  init(_ list: ListObject) { self.list = list }

  /// - Throws: a `type` error for items without an order; what `ListObject.append` throws.
  func push(_ item: Value) throws {
    var target = list.count
    while target > 0, try withUnsafePointer(to: item, { try precedes($0, parent(of: target)) }) {
      target = parent(of: target)
    }
    try list.append(item)
    var index = list.count - 1
    while index > target {
      swap(index, parent(of: index))
      index = parent(of: index)
    }
  }

  /// - Precondition: the list has items.
  /// - Throws: a `type` error for items without an order.
  func pop() throws -> Value {
    let last = list.count - 1
    // One bit for each level: whether the way down leads to the second child.
    var turns: UInt64 = 0
    var levels = 0
    var index = 0
    while let child = try lesserChild(of: index, before: last),
      try precedes(child, last)
    {
      if child % 2 == 0 { turns |= 1 << levels }
      levels += 1
      index = child
    }
    index = 0
    for level in 0..<levels {
      let child = 2 * index + 1 + Int(turns >> level & 1)
      swap(index, child)
      index = child
    }
    swap(index, last)
    return list.remove(at: last)
  }

  private func parent(of index: Int) -> Int { (index - 1) / 2 }

  private func lesserChild(of index: Int, before end: Int) throws -> Int? {
    let first = 2 * index + 1
    guard first < end else { return nil }
    return try first + 1 < end && precedes(first + 1, first) ? first + 1 : first
  }

  private func precedes(_ index: Int, _ other: Int) throws -> Bool {
    guard let place = list.place(at: index) else { return false }
    return try precedes(place, other)
  }

  private func precedes(_ item: UnsafePointer<Value>, _ index: Int) throws -> Bool {
    guard let place = list.place(at: index) else { return false }
    return try withPriority(of: item) { a in
      try withPriority(of: place) { b in try Value.compare(at: a, b) < 0 }
    }
  }

  /// Calls `body` with what an item is compared by.
  private func withPriority<Result>(
    of item: UnsafePointer<Value>, _ body: (UnsafePointer<Value>) throws -> Result
  ) rethrows -> Result {
    try body(item.withList { $0.place(at: 0) ?? item } ?? item)
  }

  private func swap(_ index: Int, _ other: Int) {
    guard index != other, let place = list.uniqueItem(at: index),
      let second = list.uniqueItem(at: other)
    else { return }
    Swift.swap(&place.pointee, &second.pointee)
  }
}
