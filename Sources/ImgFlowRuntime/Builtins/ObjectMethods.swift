import ImgFlowSyntax
import ImgFlowValues

/// The methods of objects. Functions given to them take a value, and its key if they take two.
enum ObjectMethods {
  static let all: [Builtin] = [
    Builtin(
      "keys", [.receiver(.object)], returns: .list(of: .string), "Returns the keys, in order.",
      examples: [("{a: 1, b: 2}.keys()", #"["a", "b"]"#)]
    ) { call in try list(of: call.record(0), depth: 1) { key, _ in .heap(key) } },
    Builtin(
      "values", [.receiver(.object)], returns: .derived(.list(.value(of: .receiver))),
      "Returns the values, in order.",
      examples: [("{a: 1, b: 2}.values()", "[1, 2]")]
    ) { call in
      let record = try call.record(0)
      if !record.hasHoles { return .heap(try record.values.slice(record.values.indices)) }
      return try list(of: record, depth: Int(record.depth)) { $1.copy() }
    },
    Builtin(
      "entries", [.receiver(.object)],
      returns: .list(of: .object(["key": .string, "value": .derived(.value(of: .receiver))])),
      "Returns the entries as objects, in order; `toObject` of a list reverses it.",
      examples: [("{a: 1}.entries()", #"[{"key": "a", "value": 1}]"#)]
    ) { call in
      try list(of: call.record(0)) { .heap(try Entry.make($0, $1)) }
    },
    Builtin(
      "has", [.receiver(.object), Builtin.Parameter("key", .string)], returns: .bool,
      "Whether the object has the key, even if its value is null.",
      examples: [(#"{a: null}.has("a")"#, "true"), (#"{a: 1}.has("b")"#, "false")]
    ) { call in .bool(try call.record(0).contains(call.stringObject(1))) }.quickInPlace {
      record, key in
      record.withRecord { record in key.withString { .bool(record.contains($0)) } } ?? nil
    },
    Builtin(
      "isEmpty", [.receiver(.object)], returns: .bool, "Whether the object has no keys.",
      examples: [("{}.isEmpty()", "true")]
    ) { call in .bool(try call.record(0).count == 0) }.quickInPlace { record, _ in
      record.withRecord { .bool($0.count == 0) }
    },
    Builtin(
      "map", [.receiver(.object), .function(taking: .derived(.value(of: .receiver)), .string)],
      returns: .map(of: .derived(.result(of: "f"))),
      """
      Calls `f` with each value, and its key if `f` takes two, and returns an object of the results under \
      the same keys.
      """,
      examples: [
        ("{a: 1, b: 2}.map(v => v * 10)", #"{"a": 10, "b": 20}"#),
        (#"{a: 1}.map((value, key) => "\(key)\(value)")"#, #"{"a": "a1"}"#),
      ]
    ) { call in
      let (record, transform) = (try call.record(0), call.function(1))
      // The keys stay as they are.
      let result = RecordObject.make(shape: record.shape)
      var pace = Pace()
      for (key, value) in zip(record.keys, record.values) {
        try pace.step()
        let changed = try transform(value, at: .heap(key))
        try result.makeRoom(for: changed)
        result.fill(changed)
      }
      return .heap(result)
    },
    Builtin(
      "filter", [.receiver(.object), .function(taking: .derived(.value(of: .receiver)), .string)],
      returns: .object,
      "Returns the entries for whose value `f` is true; `f` may take the key as well.",
      examples: [
        ("{a: 1, b: 2}.filter(v => v > 1)", #"{"b": 2}"#),
        (#"{a: 1, b: 2}.filter((_, key) => key != "b")"#, #"{"a": 1}"#),
      ]
    ) { call in
      let test = call.function(1)
      return try filtered(call.record(0)) { key, value in
        try test.holds(for: value, at: .heap(key))
      }
    },
    Builtin(
      "length", [.receiver(.object)], returns: .int, "Returns the number of keys.",
      examples: [("{a: 1, b: 2}.length()", "2")]
    ) { call in .int(try call.record(0).count) },
    Builtin(
      "first", [.receiver(.object)],
      returns: .object(["key": .string, "value": .derived(.value(of: .receiver))]),
      "Returns the first entry as an object, as `entries` does; an empty object is an `index` error.",
      examples: [("{a: 1, b: 2}.first()", #"{"key": "a", "value": 1}"#)]
    ) { call in
      let record = try call.record(0)
      guard let key = record.keys.first, let value = record.values.first else {
        throw ValueError(
          .index, "an empty object has no first entry", help: "test it with `.isEmpty()` before")
      }
      return .heap(try Entry.make(key, value))
    },
    Builtin(
      "pick", [.receiver(.object), Builtin.Parameter("keys", [.string, .list], .rest)],
      returns: .object,
      "Returns the entries of the given keys, in that order; a missing one is a `key` error.",
      examples: [
        (#"{a: 1, b: 2, c: 3}.pick("c", "a")"#, #"{"c": 3, "a": 1}"#),
        (#"{a: 1, b: 2}.pick(["a"])"#, #"{"a": 1}"#),
      ]
    ) { call in
      let (record, keys) = (try call.record(0), try keys(call))
      let result = object(of: keys.count)
      var pace = Pace()
      for key in keys {
        try pace.step()
        guard let value = record[key] else { throw missing(key, in: record) }
        try result.set(key, value)
      }
      return .heap(result)
    },
    Builtin(
      "omit", [.receiver(.object), Builtin.Parameter("keys", [.string, .list], .rest)],
      returns: .object, "Returns the entries of all keys except the given ones.",
      examples: [(#"{a: 1, b: 2, c: 3}.omit("b", "x")"#, #"{"a": 1, "c": 3}"#)]
    ) { call in
      let unwanted = Shape.empty.own()
      for key in try keys(call) where unwanted.index(of: key) == nil { unwanted.appended(key) }
      return try filtered(call.record(0)) { key, _ in unwanted.index(of: key) == nil }
    },
    Builtin(
      "merge", [.receiver(.object), Builtin.Parameter("other", .object)], returns: .object,
      "Returns an object with the entries of both; where both have a key, the value of `other` wins.",
      examples: [("{a: 1, b: 2}.merge({b: 3, c: 4})", #"{"a": 1, "b": 3, "c": 4}"#)]
    ) { call in
      let (record, other) = (try call.record(0), try call.record(1))
      try Memory.claim(values: record.count)
      let result = record.copied(withRoomFor: min(other.count, mostKeysInPlace))
      result.resource = nil
      try result.merge(other)
      return .heap(result)
    },
    Builtin(
      mutating: "remove", [Builtin.Parameter("key", .string)], returns: .any,
      """
      Removes a key of the object in a variable and returns its value; a missing one is a `key` error.
      """,
      examples: [(#"[{a: 1, b: 2}].map(x => { var y = x; y.remove("a"); y })"#, #"[{"b": 2}]"#)]
    ) { place, call in
      let key = try call.stringObject(0)
      return try InPlace.changeRecord(&place) { record in
        guard let value = record.remove(key) else { throw missing(key, in: record) }
        return value
      }
    },
  ]

  /// The error of a key that is not there, with the nearest one that is.
  static func missing(_ key: StringObject, in record: RecordObject) -> ValueError {
    ValueError(
      .key, later: "this object has no key `\(key.text)`",
      advice: .later {
        NearNames.nearest(to: key.text, in: record.keys.map(\.text))
          .map { "did you mean `\($0)`?" } ?? keysHelp(record)
      })
  }

  private static func keysHelp(_ record: RecordObject) -> String {
    guard record.count > 0 else { return "it is empty" }
    return "its keys are " + record.keys.formatted(and: "and", limit: 9) { "`\($0.text)`" }
  }

  /// A list of what `item` says of each entry, of which none nests deeper than `depth - 1`.
  @inline(__always)
  private static func list(
    of record: RecordObject, depth: Int, _ item: (StringObject, UnsafePointer<Value>) -> Value
  ) throws -> Value {
    try BuiltinLimits.claimItems(record.count)
    let list = ListObject.make(count: record.count, depth: depth)
    var pace = Pace()
    try record.forEachEntry { key, value in
      try pace.step()
      list.fill(item(key, value))
    }
    return .heap(list)
  }

  /// A list of what `make` makes of each entry.
  private static func list(
    of record: RecordObject, _ make: (StringObject, Value) throws -> Value
  ) throws -> Value {
    try BuiltinLimits.claimItems(record.count)
    let list = ListObject.make(count: record.count)
    var pace = Pace()
    for (key, value) in zip(record.keys, record.values) {
      try pace.step()
      try list.append(make(key, value))
    }
    return .heap(list)
  }

  /// Up to how many keys an object needs no second block of memory.
  private static let mostKeysInPlace = 8

  /// An object for up to `count` keys, as far as they are few.
  private static func object(of count: Int) -> RecordObject {
    RecordObject.make(shape: .empty, room: min(count, mostKeysInPlace))
  }

  private static func filtered(
    _ record: RecordObject, by test: (StringObject, Value) throws -> Bool
  ) throws -> Value {
    let result = object(of: record.count)
    var pace = Pace()
    for (key, value) in zip(record.keys, record.values) {
      try pace.step()
      if try test(key, value) { try result.append(key, value) }
    }
    return .heap(result)
  }

  /// The keys that `pick` and `omit` are given: strings, or lists of strings.
  private static func keys(_ call: NativeCall) throws -> [StringObject] {
    let arguments = try call.list(1).items
    var keys: [StringObject] = []
    keys.reserveCapacity(arguments.count)
    for argument in arguments {
      if let list = argument.asList {
        for item in list.items { keys.append(try key(item)) }
      } else {
        keys.append(try key(argument))
      }
    }
    return keys
  }

  private static func key(_ value: Value) throws -> StringObject {
    guard let key = value.asStringObject else {
      throw ValueError.argument("keys", mustBe: "strings", not: value)
    }
    return key
  }
}

/// The `{key, value}` objects that `entries` returns and `toObject` takes.
enum Entry {
  private static let key = Symbols.key("key")
  private static let value = Symbols.key("value")
  private static let shape = Shape.empty.adding(contentsOf: [key, value])

  /// - Throws: `ValueError.tooDeep`.
  static func make(_ key: StringObject, _ value: Value) throws -> RecordObject {
    let entry = RecordObject.make(shape: shape)
    try entry.makeRoom(for: value)
    entry.fill(.heap(key))
    entry.fill(value)
    return entry
  }

  /// What such an object says; nil for another one.
  static func read(_ entry: RecordObject) -> (StringObject, Value)? {
    guard let key = entry[key]?.asStringObject, let value = entry[value] else { return nil }
    return (key, value)
  }
}
