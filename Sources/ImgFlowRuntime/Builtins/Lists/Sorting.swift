import ImgFlowValues

/// Stable sorting.
enum Sorting {
  /// Returns `items` in order, equal ones in their order so far.
  ///
  /// - Throws: as below.
  static func sorted(_ items: [Value], descending: Bool) throws -> ListObject {
    func int(_ value: Value) -> Int? { value.asInt }
    func float(_ value: Value) -> Double? {
      if case .float(let number) = value { number } else { nil }
    }
    return try numbers(items, int, descending, Value.int)
      ?? numbers(items, float, descending, Value.float)
      ?? sorted(items, keys: items, descending: descending)
  }

  /// Sorts numbers of one type without their values; nil if there are others.
  @inline(__always)
  private static func numbers<Number: Comparable>(
    _ items: [Value], _ number: (Value) -> Number?, _ descending: Bool, _ value: (Number) -> Value
  ) throws -> ListObject? {
    try Memory.claim(values: items.count)
    var numbers: [Number] = []
    numbers.reserveCapacity(items.count)
    for item in items {
      guard let number = number(item) else { return nil }
      numbers.append(number)
    }
    var pace = Pace()
    if descending {
      try numbers.sort { a, b in
        try pace.step()
        return a > b
      }
    } else {
      try numbers.sort { a, b in
        try pace.step()
        return a < b
      }
    }
    let result = ListObject.make(count: numbers.count)
    for number in numbers { result.fill(value(number)) }
    return result
  }

  /// Returns `items` in the order of `keys`, equal keys in their order so far.
  ///
  /// - Throws: a `type` error if keys have no order, even if there is only one; `CancellationError`.
  static func sorted(_ items: [Value], keys: [Value], descending: Bool) throws -> ListObject {
    if keys.count == 1 { try keys[0].requireOrder() }
    // The entries, and the list of what is sorted.
    try Memory.claim(values: 2 * items.count)
    let entries =
      if let integers = entries(keys, rank: \.integerRank) {
        try sorted(integers, descending) { _, _ in 0 }
      } else if let texts = entries(keys, rank: \.textRank) {
        try sorted(texts, descending) { a, b in
          guard let a = keys[a].asStringObject, let b = keys[b].asStringObject else { return 0 }
          return a.compare(to: b)
        }
      } else if let ranked = rankedEntries(keys) {
        try sorted(ranked, descending) { a, b in try Value.compare(keys[a], keys[b]) }
      } else {
        try sorted(keys.indices.map { Entry(rank: 0, place: $0) }, descending) { a, b in
          try Value.compare(keys[a], keys[b])
        }
      }
    return rearranged(items, entries)
  }

  /// The items in the order of the entries. They are moved, not copied: in this order each is far from the
  /// one before, and counting a reference to it is slow.
  private static func rearranged(_ items: [Value], _ entries: [Entry]) -> ListObject {
    let depth = items.reduce(0) { max($0, $1.depth) }
    let sorted = ListObject.make(count: entries.count, depth: depth + 1)
    var items = items
    items.withUnsafeMutableBufferPointer { items in
      guard let start = items.baseAddress else { return }
      for entry in entries {
        sorted.fill((start + entry.place).move())
        (start + entry.place).initialize(to: .null)
      }
    }
    return sorted
  }

  /// Where an item was, and a number that decides most comparisons of its key without a look at it.
  private struct Entry {
    let rank: UInt64
    let place: Int
  }

  /// Returns the entries of `keys`, or nil if one has no rank.
  private static func entries(_ keys: [Value], rank: (Value) -> UInt64?) -> [Entry]? {
    var entries: [Entry] = []
    entries.reserveCapacity(keys.count)
    for (place, key) in keys.enumerated() {
      guard let rank = rank(key) else { return nil }
      entries.append(Entry(rank: rank, place: place))
    }
    return entries
  }

  /// The entries of numbers, times, durations, or lists that begin with one of these or with a string; nil for
  /// other keys, and for a mixture. Ranks that differ are in the order of the keys.
  private static func rankedEntries(_ keys: [Value]) -> [Entry]? {
    func first(_ key: Value) -> Value { key.asList?.item(at: 0) ?? .null }
    return entries(keys, rank: \.numberRank) ?? entries(
      keys, rank: { $0.asTime?.milliseconds.rank })
      ?? entries(keys, rank: { $0.asDuration?.milliseconds.rank })
      ?? entries(keys, rank: { first($0).integerRank }) ?? entries(
        keys, rank: { first($0).textRank })
      ?? entries(keys, rank: { first($0).numberRank })
      ?? entries(keys, rank: { first($0).asTime?.milliseconds.rank })
  }

  /// - Parameter compare: the order of the keys at two places whose ranks are equal.
  @inline(__always)
  private static func sorted(
    _ entries: [Entry], _ descending: Bool, by compare: (Int, Int) throws -> Int
  ) throws -> [Entry] {
    // Millions of comparisons take seconds; a cancelled script must not wait for them.
    var pace = Pace()
    return try entries.sorted { a, b in
      try pace.step()
      if a.rank != b.rank { return (a.rank < b.rank) != descending }
      let order = try compare(a.place, b.place)
      return order == 0 ? a.place < b.place : (order < 0) != descending
    }
  }
}

extension Value {
  /// Finds out whether such values have an order, so that a list of one fails like a longer one.
  ///
  /// - Throws: a `type` error if they have none.
  func requireOrder() throws { _ = try Value.compare(self, self) }

  /// A number with the order of the ints in 64 bits; nil for anything else.
  fileprivate var integerRank: UInt64? {
    guard case .int(let number) = self else { return nil }
    return number.rank
  }

  /// A number with the order of the doubles that are nearest to numbers; nil for anything else.
  fileprivate var numberRank: UInt64? {
    guard let number = asDouble else { return nil }
    // Adding 0 makes one zero of the two. Larger negative numbers have larger bits.
    let bits = (number + 0).bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }

  /// A number with the order of the starts of strings; nil for anything else.
  fileprivate var textRank: UInt64? { asStringObject?.start }
}

extension Int {
  /// A number with the order of the ints.
  fileprivate var rank: UInt64 { UInt64(bitPattern: Int64(self)) ^ 1 << 63 }
}
