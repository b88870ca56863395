import ImgFlowValues

/// Reads JSON as a table: a list of objects, or a line an object; the columns are the keys in order of
/// appearance.
struct JSONTable {
  private let budget: DocumentBudget
  private var builder: TableBuilder
  private var columns: [String: Int] = [:]
  private var names: [String] = []

  private init(_ budget: DocumentBudget) {
    self.budget = budget
    builder = TableBuilder(budget)
  }

  /// Reads a list of objects or texts, or an object that holds one.
  ///
  /// - Throws: `FileFault`.
  static func read(_ text: [UInt8], _ budget: DocumentBudget) throws -> DataTable {
    var table = JSONTable(budget)
    let value = try table.parse(text[...], line: 1)
    let list = value.asList ?? value.asRecord?.values.lazy.compactMap(\.asList).first
    guard let items = list?.items else {
      throw FileFault("The JSON must be a list of objects, or of strings.")
    }
    for (index, item) in items.enumerated() { try table.add(item, at: "Item \(index + 1)") }
    return try table.finished()
  }

  /// Reads one object or text a line; blank lines are skipped.
  ///
  /// - Throws: `FileFault`.
  static func readLines(_ text: [UInt8], _ budget: DocumentBudget) throws -> DataTable {
    var table = JSONTable(budget)
    var rest = text[...]
    var number = 0
    while !rest.isEmpty {
      let line = rest.prefix { $0 != 0x0A }
      rest = rest[line.endIndex...].dropFirst()
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      try table.add(try table.parse(line, line: number), at: "Line \(number)")
    }
    return try table.finished()
  }

  /// - Parameter line: the one that the text begins in.
  private func parse(_ text: ArraySlice<UInt8>, line: Int) throws(FileFault) -> Value {
    try budget.charge(ValueCount.json(text), .values)
    do throws(JSONError) {
      return try text.withUnsafeBytes { bytes in
        Result { () throws(JSONError) in try JSON.parse(bytes) }
      }.get()
    } catch {
      throw FileFault(
        line: line + error.line - 1, "The JSON cannot be read: \(error.message).")
    }
  }

  // MARK: - Rows

  private mutating func add(_ item: Value, at place: String) throws {
    let entries = try Self.entries(of: item, at: place)
    for (key, value) in entries {
      if columns[key] == nil {
        columns[key] = names.count
        names.append(key)
        try budget.charge(key.utf8.count, .text)
      }
      try builder.put(try Self.cell(of: value), in: columns[key] ?? 0)
    }
    // An object without fields is a row too.
    if entries.isEmpty { try builder.add(nil) }
    try builder.endRow()
  }

  private func finished() throws -> DataTable {
    // Objects without any fields make no table.
    guard !names.isEmpty else { return try TableBuilder(budget).table(.always) }
    return try builder.table(.always, names: names)
  }

  private static func entries(of item: Value, at place: String) throws -> [(String, Value)] {
    if item.type == .string { return [("text", item)] }
    guard let record = item.asRecord else {
      throw FileFault("\(place) is neither an object nor a string.")
    }
    return zip(record.keys.map(\.text), record.values).map { ($0, $1) }
  }

  /// Texts as they are, values with parts as JSON.
  private static func cell(of value: Value) throws -> String? {
    value.isNull ? nil : try value.asString ?? JSON.text(of: value)
  }
}
