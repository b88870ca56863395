import ImgFlowValues

/// Stable sorting.
enum Sorting {
  /// Returns `items` in the order of `keys`, equal keys in their order so far.
  ///
  /// - Throws: a `type` error when keys have no order; `CancellationError`.
  static func sorted(
    _ items: [Value], keys: [Value], descending: Bool
  ) throws -> ListObject {
    let places: [Int]
    if let integers = all(keys, { if case .int(let number) = $0 { number } else { nil } }) {
      places = try sort(integers.indices, descending) {
        integers[$0] < integers[$1] ? -1 : integers[$0] == integers[$1] ? 0 : 1
      }
    } else if let texts = all(keys, TextKey.init) {
      places = try sort(texts.indices, descending) { TextKey.compare(texts[$0], texts[$1]) }
    } else {
      places = try sort(keys.indices, descending) { try Value.compare(keys[$0], keys[$1]) }
    }
    let sorted = ListObject.make(count: places.count)
    for place in places { try sorted.append(items[place]) }
    return sorted
  }

  private static func sort(
    _ places: Range<Int>, _ descending: Bool, by compare: (Int, Int) throws -> Int
  ) throws -> [Int] {
    // Millions of comparisons take seconds; a cancelled script must not wait for them.
    var pace = Pace()
    return try places.sorted { a, b in
      try pace.step()
      let order = try compare(a, b)
      return order == 0 ? a < b : (order < 0) != descending
    }
  }

  /// Returns what `cast` makes of all keys, or nil when one is of another type.
  private static func all<Key>(_ keys: [Value], _ cast: (Value) -> Key?) -> [Key]? {
    var result: [Key] = []
    result.reserveCapacity(keys.count)
    for key in keys {
      guard let cast = cast(key) else { return nil }
      result.append(cast)
    }
    return result
  }

  /// A string with its first bytes as a number, which decides most comparisons.
  private struct TextKey {
    let start: UInt64
    let string: StringObject

    init?(_ value: Value) {
      guard let string = value.asStringObject else { return nil }
      self.string = string
      start = string.start
    }

    static func compare(_ a: TextKey, _ b: TextKey) -> Int {
      a.start == b.start ? a.string.compare(to: b.string) : a.start < b.start ? -1 : 1
    }
  }
}
