import ImgFlowValues

/// The changes that turn a value into another one, as operations of JSON Patch (RFC 6902).
struct JSONDiff {
  /// The function `diff` of the namespace `json`.
  static let function = Builtin(
    "diff", [Builtin.Parameter("before", .any), Builtin.Parameter("after", .any)],
    returns: .list(of: .object),
    """
    Returns the changes from one value to another as operations of JSON Patch (RFC 6902), which `json.patch` \
    applies: `add`, `remove` and `replace`, each with the `path` of a part. `replace` and `remove` also say which \
    value was there, in `old`. The order of keys does not count.
    """,
    examples: [
      (
        "json.diff({a: 1, b: [1, 2]}, {a: 1, b: [1, 3]})",
        #"[{"op": "replace", "path": "/b/1", "old": 2, "value": 3}]"#
      ),
      (#"json.diff({a: 1}, {"b/c": 2}).map(change => change.path)"#, #"["/a", "/b~1c"]"#),
    ]
  ) { call in
    var diff = JSONDiff()
    try diff.compare(call[0], call[1], at: JSONPointer())
    return .heap(diff.operations)
  }

  /// How many pairs of items are compared to find the fewest changes of a list. Of longer ones those at both ends
  /// that are the same are found, and the rest is compared one by one.
  private static let mostPairs = 1 << 20

  private let operations = ListObject.make(count: 0)
  private var pace = Pace()

  private mutating func compare(_ before: Value, _ after: Value, at path: JSONPointer) throws {
    try pace.step()
    if Value.equals(before, after) { return }
    if let before = before.asRecord, let after = after.asRecord {
      try compare(before, after, at: path)
    } else if let before = before.asList, let after = after.asList {
      try compare(before, after, at: path)
    } else {
      try add("replace", path, old: before, value: after)
    }
  }

  private func add(
    _ name: String, _ path: JSONPointer, old: Value? = nil, value: Value? = nil
  ) throws {
    let operation = RecordObject()
    try operation.set("op", .string(name))
    try operation.set("path", .string(path.text))
    if let old { try operation.set("old", old) }
    if let value { try operation.set("value", value) }
    try operations.append(.heap(operation))
  }

  // MARK: - Objects

  private mutating func compare(
    _ before: RecordObject, _ after: RecordObject, at path: JSONPointer
  ) throws {
    for (key, old) in zip(before.keys, before.values) {
      let place = path.appending(key.text)
      if let new = after[key] {
        try compare(old, new, at: place)
      } else {
        try add("remove", place, old: old)
      }
    }
    for (key, new) in zip(after.keys, after.values) where before[key] == nil {
      try add("add", path.appending(key.text), value: new)
    }
  }

  // MARK: - Lists

  private mutating func compare(
    _ before: ListObject, _ after: ListObject, at path: JSONPointer
  ) throws {
    let (old, new) = (Array(before.items), Array(after.items))
    var place = 0
    var rest = (old: 0, new: 0)
    for match in try matches(old, new) + [(old.count, new.count)] {
      let changed = min(match.0 - rest.old, match.1 - rest.new)
      for offset in 0..<changed {
        try compare(
          old[rest.old + offset], new[rest.new + offset], at: path.appending("\(place + offset)"))
      }
      place += changed
      for index in (rest.old + changed)..<match.0 {
        try add("remove", path.appending("\(place)"), old: old[index])
      }
      for index in (rest.new + changed)..<match.1 {
        try add("add", path.appending("\(place)"), value: new[index])
        place += 1
      }
      // The item that is the same in both.
      rest = (match.0 + 1, match.1 + 1)
      place += 1
    }
  }

  /// The items that stay, as pairs of their indices before and after.
  private mutating func matches(_ old: [Value], _ new: [Value]) throws -> [(Int, Int)] {
    // Items are compared as numbers: equal ones have the same.
    let known = ValueTable()
    let (old, new) = (try old.map { try number($0, known) }, try new.map { try number($0, known) })
    let shorter = min(old.count, new.count)
    let start = (0..<shorter).first { old[$0] != new[$0] } ?? shorter
    let end =
      (0..<(shorter - start)).first { old[old.count - 1 - $0] != new[new.count - 1 - $0] }
      ?? shorter - start
    let middle = (start..<(old.count - end), start..<(new.count - end))
    return (0..<start).map { ($0, $0) }
      + (try longestMatches(old[middle.0], new[middle.1]))
      + (0..<end).map { (old.count - end + $0, new.count - end + $0) }
  }

  private mutating func number(_ item: Value, _ known: ValueTable) throws -> Int {
    try pace.step()
    return known.place(of: item).position
  }

  /// The longest sequence that both have in common, as pairs of indices.
  private mutating func longestMatches(
    _ old: ArraySlice<Int>, _ new: ArraySlice<Int>
  ) throws -> [(Int, Int)] {
    guard !old.isEmpty, !new.isEmpty, old.count <= Self.mostPairs / new.count else { return [] }
    // How long it is from each pair of places on.
    let width = new.count + 1
    var lengths = [Int32](repeating: 0, count: (old.count + 1) * width)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        try pace.step()
        let place = (i - old.startIndex) * width + j - new.startIndex
        lengths[place] =
          old[i] == new[j]
          ? lengths[place + width + 1] + 1 : max(lengths[place + width], lengths[place + 1])
      }
    }
    var (i, j) = (old.startIndex, new.startIndex)
    var matches: [(Int, Int)] = []
    while i < old.endIndex, j < new.endIndex {
      let place = (i - old.startIndex) * width + j - new.startIndex
      if old[i] == new[j] {
        matches.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if lengths[place + width] >= lengths[place + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return matches
  }
}
