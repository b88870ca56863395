import ImgFlowSyntax
import ImgFlowValues

/// The type that the values of a column have, as a script names it: `int`, or `int?` where cells may be empty.
struct ColumnType {
  private enum Kind: String, CaseIterable {
    case string, int, float, number, bool, date, time

    var withArticle: String { self == .int ? "an int" : "a \(rawValue)" }
  }

  private let kind: Kind
  /// Whether an empty cell is null.
  let mayBeEmpty: Bool

  /// Nil if it does not name a type.
  init?(_ name: String) {
    mayBeEmpty = name.hasSuffix("?")
    guard let kind = Kind(rawValue: mayBeEmpty ? String(name.dropLast()) : name) else { return nil }
    self.kind = kind
  }

  /// The names of all types, each for cells that are not empty.
  static let names = Kind.allCases.map(\.rawValue)

  /// What a cell must be, in words.
  var description: String { kind.withArticle }

  /// Whether every string is of the type.
  var takesAll: Bool { kind == .string }

  /// Returns the value of a cell, or nil if it is not of the type.
  ///
  /// - Throws: a `limit` error for an int with too many digits.
  func value(of cell: UnsafeBufferPointer<UInt8>) throws -> Value? {
    switch kind {
    case .int: return try NumberText.integer(utf8: cell)
    case .float: return NumberText.float(utf8: cell)
    case .number: return try NumberText.integer(utf8: cell) ?? NumberText.float(utf8: cell)
    case .bool: return Self.bool(cell)
    case .time: return TimeText.read(utf8: cell)?.instant.map { .time(milliseconds: $0) }
    case .string, .date:
      let text = String(decoding: cell, as: UTF8.self)
      return kind == .string || TextForm.isDate(text) ? .string(text) : nil
    }
  }

  /// What may help with a cell that is not of the type.
  func advice(for cell: UnsafeBufferPointer<UInt8>) -> String? {
    if cell.isEmpty { return "write `\"\(kind.rawValue)?\"` if cells of the column may be empty" }
    let text = String(decoding: cell, as: UTF8.self)
    if text.first?.isWhitespace == true || text.last?.isWhitespace == true {
      return "remove the space before or after it in the file"
    }
    return nil
  }

  /// Spreadsheets write `TRUE`, and Python writes `True`.
  private static func bool(_ cell: UnsafeBufferPointer<UInt8>) -> Value? {
    func isWord(_ word: StaticString) -> Bool {
      cell.count == word.utf8CodeUnitCount
        && cell.indices.allSatisfy { cell[$0] | 0x20 == word.utf8Start[$0] }
    }
    return isWord("true") ? .bool(true) : isWord("false") ? .bool(false) : nil
  }
}

/// The types that a script gives to columns, by their names.
struct ColumnTypes: Sendable {
  private let entries: [(name: StringObject, type: ColumnType)]

  static let none = ColumnTypes(entries: [])

  private init(entries: [(name: StringObject, type: ColumnType)]) { self.entries = entries }

  /// - Throws: a `validation` error for what does not name a type.
  init(_ record: RecordObject) throws {
    entries = try zip(record.keys, record.values).map { name, value in
      guard let type = value.asString.flatMap(ColumnType.init) else {
        let names = ColumnType.names.formatted(and: "and") { "`\($0)`" }
        throw ValueError(
          .validation,
          "the type of the column \(Value.heap(name).shortDescription()) cannot be "
            + "\(value.shortDescription())",
          help: "the types are \(names), each with `?` if cells may be empty")
      }
      return (name, type)
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// Returns the type of each column of a table with these names; nil for a column that has none.
  ///
  /// - Throws: A `validation` error if a name is not that of a column.
  func inOrder(of columns: Shape) throws -> [ColumnType?] {
    var types: [ColumnType?] = Array(repeating: nil, count: columns.keyCount)
    for (name, type) in entries {
      guard let index = columns.index(of: name) else {
        let known = columns.keys.map(\.text)
        throw ValueError(
          .validation, "the table has no column \(Value.heap(name).shortDescription())",
          help: NearNames.nearest(to: name.text, in: known).map { "did you mean `\($0)`?" }
            ?? "its columns are \(known.formatted(and: "and", limit: 9) { "`\($0)`" })")
      }
      types[index] = type
    }
    return types
  }
}
