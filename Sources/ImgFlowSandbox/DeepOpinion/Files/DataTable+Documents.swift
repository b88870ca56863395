import ImgFlowValues

/// A column, by its name or its place from 0.
enum ColumnReference: Sendable {
  case name(String)
  case index(Int)

  init?(_ value: Value?) {
    if let name = value?.asString {
      self = .name(name)
    } else if let index = value?.asInt {
      self = .index(index)
    } else {
      return nil
    }
  }
}

extension DataTable {
  /// The documents in a column; its other columns are what else is known of them.
  ///
  /// - Throws: `FileFault` if there is no such column, or if it is empty.
  func documents(
    in column: ColumnReference, headerFirst: Bool?, split: Bool
  ) throws -> [DocumentDraft] {
    let (names, rows) = records(headerFirst: headerFirst)
    let place = try Self.place(of: column, in: names)
    let budget = DocumentBudget()
    let drafts = try rows.compactMap { row -> DocumentDraft? in
      guard let text = row[place], text.contains(where: { !$0.isWhitespace }) else { return nil }
      return try DocumentDraft(
        text, meta: try Self.meta(of: row, names, without: [place], budget), split: split, budget)
    }
    guard !drafts.isEmpty else {
      throw FileFault("The column \"\(names[place])\" contains no text.")
    }
    return drafts
  }

  /// The place of a column.
  static func place(of column: ColumnReference, in names: [String]) throws -> Int {
    switch column {
    case .index(let index):
      guard names.indices.contains(index) else {
        throw FileFault(
          "Column \(index) does not exist: the file has \(names.count) columns, from 0.")
      }
      return index
    case .name(let name):
      guard let index = names.firstIndex(of: name) else {
        throw FileFault("Column \"\(name)\" does not exist, only \(listed(names)).")
      }
      return index
    }
  }

  /// The names of columns, for a message.
  static func listed(_ names: [String]) -> String {
    names.formatted(and: "and", limit: 21) { "\"\($0.prefix(60))\"" }
  }

  static func meta(
    of row: [String?], _ names: [String], without places: Set<Int>, _ budget: DocumentBudget
  ) throws -> String? {
    let others = zip(names, row).enumerated().filter { !places.contains($0.offset) }
    guard !others.isEmpty else { return nil }
    let record = try RecordObject(others.map { ($0.element.0, Value($0.element.1)) })
    let text = try JSON.text(of: .heap(record))
    try budget.charge(text.utf8.count, .meta)
    return text
  }
}
