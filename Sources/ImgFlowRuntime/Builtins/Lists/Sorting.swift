import ImgFlowValues

/// Stable sorting.
enum Sorting {
  /// Returns `items` in the order of `keys`, equal keys in their order so far.
  ///
  /// - Throws: a `type` error when keys have no order; `CancellationError`.
  static func sorted(
    _ items: [Value], keys: [Value], descending: Bool, _ evaluator: Evaluator
  ) throws -> [Value] {
    if let integers = integers(keys) {
      return order(integers, descending, by: <).map { items[$0] }
    }
    var comparisons = 0
    let places = try keys.indices.sorted { a, b in
      comparisons &+= 1
      // Millions of comparisons take seconds; a cancelled script must not wait for them.
      if comparisons & 0xFFF == 0 { try evaluator.checkCancellation() }
      let order = try Value.compare(keys[a], keys[b])
      return order == 0 ? a < b : (order < 0) != descending
    }
    return places.map { items[$0] }
  }

  private static func integers(_ keys: [Value]) -> [Int]? {
    var integers: [Int] = []
    integers.reserveCapacity(keys.count)
    for key in keys {
      guard case .int(let number) = key else { return nil }
      integers.append(number)
    }
    return integers
  }

  private static func order(
    _ keys: [Int], _ descending: Bool, by precedes: (Int, Int) -> Bool
  ) -> [Int] {
    keys.indices.sorted { a, b in
      keys[a] == keys[b] ? a < b : precedes(keys[a], keys[b]) != descending
    }
  }
}
