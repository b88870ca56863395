import ImgFlowValues

/// Applying the operations of JSON Patch (RFC 6902).
struct JSONPatch {
  /// The function `patch` of the namespace `json`.
  static let function = Builtin(
    "patch",
    [Builtin.Parameter("value", .any), Builtin.Parameter("operations", .list(of: .object))],
    returns: .any,
    """
    Applies operations of JSON Patch (RFC 6902) and returns the new value: `add`, `remove`, `replace`, `move`, \
    `copy` and `test`. A path that leads nowhere is a `key` error, and a `test` that fails or an operation that is \
    not one is a `validation` error.
    """,
    examples: [
      (
        #"json.patch({a: 1}, [{op: "add", path: "/b", value: [2]}, {op: "remove", path: "/a"}])"#,
        #"{"b": [2]}"#
      )
    ]
  ) { call in
    var patch = JSONPatch(value: call[0])
    var pace = Pace()
    for (index, operation) in try call.list(1).items.enumerated() {
      try pace.step()
      do { try patch.apply(operation) } catch let error as ValueError where error.kind != .limit {
        throw ValueError(
          error.kind, "operation \(index): \(error.message)", help: error.help)
      }
    }
    return patch.value
  }

  private var value: Value

  private mutating func apply(_ operation: Value) throws {
    guard let fields = operation.asRecord, let name = fields["op"]?.asString else {
      throw Self.malformed("it must be an object with the string `op`")
    }
    let path = try pointer("path", of: fields, name)
    switch name {
    case "add": try add(member("value", of: fields, name), at: path)
    case "remove": try remove(path)
    case "replace":
      let new = try member("value", of: fields, name)
      value = try Self.changed(value, path.parts[...], path) { _ in new }
    case "move":
      let source = try pointer("from", of: fields, name)
      guard !path.isBelow(source) else {
        throw Self.malformed("a value cannot be moved into itself")
      }
      let moved = try part(source)
      try remove(source)
      try add(moved, at: path)
    case "copy":
      let copied = try part(pointer("from", of: fields, name))
      try add(copied, at: path)
    case "test":
      let expected = try member("value", of: fields, name)
      let found = try part(path)
      guard try Value.areEqual(found, expected) else {
        throw ValueError(
          .validation,
          "\(Self.shown(path)) must be \(expected.shortDescription()), but is "
            + found.shortDescription())
      }
    default:
      throw Self.malformed(
        "\(Value.string(name).shortDescription()) is not an operation",
        help: "the operations are `add`, `remove`, `replace`, `move`, `copy` and `test`")
    }
  }

  // MARK: - Fields of an operation

  private func member(_ key: String, of fields: RecordObject, _ name: String) throws -> Value {
    guard let value = fields[key] else { throw Self.malformed("`\(name)` needs `\(key)`") }
    return value
  }

  private func pointer(
    _ key: String, of fields: RecordObject, _ name: String
  ) throws -> JSONPointer {
    let value = try member(key, of: fields, name)
    guard let pointer = value.asString.flatMap(JSONPointer.init) else {
      throw Self.malformed(
        "`\(key)` must be a path, but is \(value.shortDescription())",
        help: "a path is empty or begins with `/`; in it, `~0` is `~` and `~1` is `/`")
    }
    return pointer
  }

  private static func malformed(_ message: String, help: String? = nil) -> ValueError {
    ValueError(.validation, message, help: help)
  }

  // MARK: - Parts of the value

  private static func shown(_ path: JSONPointer) -> String {
    path.parts.isEmpty ? "the value" : "`\(path.text)`"
  }

  private static func missing(_ path: JSONPointer, _ part: String) -> ValueError {
    ValueError(
      .key, "\(shown(path)) leads nowhere: \(Value.string(part).shortDescription()) does not exist")
  }

  /// The part that a path leads to.
  private func part(_ path: JSONPointer) throws -> Value {
    try path.parts.reduce(value) { value, part in
      if let record = value.asRecord, let item = record[part] { return item }
      if let list = value.asList, let index = JSONPointer.index(part, in: list.count),
        let item = list.item(at: index)
      {
        return item
      }
      throw Self.missing(path, part)
    }
  }

  private mutating func add(_ new: Value, at path: JSONPointer) throws {
    guard let last = path.parts.last else {
      value = new
      return
    }
    value = try Self.changed(value, path.parts.dropLast(), path) { container in
      if let record = container.asRecord {
        let copy = try record.copy()
        try copy.set(last, new)
        return .heap(copy)
      }
      guard let list = container.asList,
        let index = last == "-" ? list.count : JSONPointer.index(last, in: list.count + 1)
      else { throw Self.missing(path, last) }
      let copy = try list.copy()
      try copy.insert(new, at: index)
      return .heap(copy)
    }
  }

  private mutating func remove(_ path: JSONPointer) throws {
    guard let last = path.parts.last else {
      throw Self.malformed("the whole value cannot be removed")
    }
    value = try Self.changed(value, path.parts.dropLast(), path) { container in
      if let record = container.asRecord, record[last] != nil {
        let copy = try record.copy()
        copy.remove(StringObject(last))
        return .heap(copy)
      }
      guard let list = container.asList, let index = JSONPointer.index(last, in: list.count) else {
        throw Self.missing(path, last)
      }
      let copy = try list.copy()
      _ = copy.remove(at: index)
      return .heap(copy)
    }
  }

  /// The value with another part in place of the one that `parts` lead to.
  private static func changed(
    _ value: Value, _ parts: ArraySlice<String>, _ path: JSONPointer,
    _ change: (Value) throws -> Value
  ) throws -> Value {
    guard let part = parts.first else { return try change(value) }
    let rest = parts.dropFirst()
    if let record = value.asRecord, let inner = record[part] {
      let new = try changed(inner, rest, path, change)
      let copy = try record.copy()
      try copy.set(part, new)
      return .heap(copy)
    }
    guard let list = value.asList, let index = JSONPointer.index(part, in: list.count),
      let inner = list.item(at: index)
    else { throw missing(path, part) }
    let new = try changed(inner, rest, path, change)
    let copy = try list.copy()
    _ = try copy.replace(at: index, with: new)
    return .heap(copy)
  }
}
