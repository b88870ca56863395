import ImgFlowValues

/// A table of a TOML document while it is read.
final class TOMLTable {
  /// What a key leads to.
  enum Entry {
    /// A value that is whole, as an array or a table in braces is: nothing can be added to it.
    case value(Value)
    case table(TOMLTable)
    /// The tables of `[[name]]`; the last one is the one that goes on.
    case tables([TOMLTable])
  }

  /// A mistake that depends on what the document has said before.
  enum Conflict: Error { case isValue, isDefined }

  /// The keys, in the order of their first appearance.
  private let names = ValueTable()
  /// What they lead to, in the same order.
  private var entries: [Entry] = []
  /// Whether a header, or a dotted key of an earlier section, has defined it: neither can be repeated.
  private var isDefined = false

  private subscript(key: StringObject) -> Entry? {
    names.position(of: .heap(key)).map { entries[$0] }
  }

  private func put(_ entry: Entry, under key: StringObject) {
    let (position, isNew) = names.place(of: .heap(key))
    if isNew { entries.append(entry) } else { entries[position] = entry }
  }

  /// Adds a value under a key that is new.
  func add(_ value: Value, under key: StringObject) throws(Conflict) {
    guard self[key] == nil else { throw .isValue }
    put(.value(value), under: key)
  }

  /// Returns the table under a part of a dotted key, which it creates if there is none.
  func dotted(_ key: StringObject) throws(Conflict) -> TOMLTable {
    switch self[key] {
    case .table(let table):
      if table.isDefined { throw .isDefined }
      return table
    case nil: return create(key)
    case .value: throw .isValue
    case .tables: throw .isDefined
    }
  }

  /// Returns the table under a part of a header before the last one, which it creates if there is none.
  func nested(_ key: StringObject) throws(Conflict) -> TOMLTable {
    switch self[key] {
    case .table(let table): return table
    case .tables(let tables): return tables.last ?? create(key)
    case nil: return create(key)
    case .value: throw .isValue
    }
  }

  /// Returns the table of the header `[key]`.
  func defined(_ key: StringObject) throws(Conflict) -> TOMLTable {
    if case .tables = self[key] { throw .isDefined }
    let table = try nested(key)
    if table.isDefined { throw .isDefined }
    table.isDefined = true
    return table
  }

  /// Returns the new table of the header `[[key]]`.
  func appended(_ key: StringObject) throws(Conflict) -> TOMLTable {
    let table = TOMLTable()
    switch self[key] {
    case .tables(let tables): put(.tables(tables + [table]), under: key)
    case nil: put(.tables([table]), under: key)
    case .value: throw .isValue
    case .table: throw .isDefined
    }
    return table
  }

  /// Ends the section that defined it by dotted keys.
  func close() { isDefined = true }

  private func create(_ key: StringObject) -> TOMLTable {
    let table = TOMLTable()
    put(.table(table), under: key)
    return table
  }

  /// The table as a value.
  ///
  /// - Throws: a `limit` error if it nests too deep; what a checkpoint throws.
  func value(_ pace: inout Pace) throws -> RecordObject {
    let record = RecordObject()
    for (name, entry) in zip(names.values, entries) {
      try pace.step()
      guard let name = name.asStringObject else { continue }
      switch entry {
      case .value(let value): try record.append(name, value)
      case .table(let table): try record.append(name, .heap(table.value(&pace)))
      case .tables(let tables):
        let list = ListObject.make(count: tables.count)
        for table in tables { try list.append(.heap(table.value(&pace))) }
        try record.append(name, .heap(list))
      }
    }
    return record
  }
}
