import ImgFlowValues

/// Reads JSON as a table: a list of objects, or a line an object; the columns are the keys in the order
/// in which they come up.
enum JSONTable {
  /// Reads a list of objects or texts, or an object that holds one.
  ///
  /// - Throws: `FileFault`.
  static func read(_ text: [UInt8]) throws -> DataTable {
    let value: Value
    do throws(JSONError) {
      value = try JSON.parse(text)
    } catch {
      throw FileFault(line: error.line, "The JSON cannot be read: \(error.message).")
    }
    let list = value.asList ?? value.asRecord?.values.lazy.compactMap(\.asList).first
    guard let items = list.map({ Array($0.items) }) else {
      throw FileFault("The JSON must be a list of objects, or of texts.")
    }
    return try table(of: items) { "Item \($0 + 1)" }
  }

  /// Reads one object or text a line; blank lines are passed over.
  ///
  /// - Throws: `FileFault`.
  static func readLines(_ text: [UInt8]) throws -> DataTable {
    var items: [Value] = []
    var lines: [Int] = []
    for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    where line.contains(where: { $0 > 0x20 }) {
      do throws(JSONError) {
        items.append(try JSON.parse(Array(line)))
        lines.append(index + 1)
      } catch {
        throw FileFault(line: index + 1, "The JSON cannot be read: \(error.message).")
      }
    }
    return try table(of: items) { "Line \(lines[$0])" }
  }

  private static func table(of items: [Value], place: (Int) -> String) throws -> DataTable {
    var columns: [String: Int] = [:]
    var names: [String] = []
    var rows: [[String?]] = []
    for (index, item) in items.enumerated() {
      var row = [String?](repeating: nil, count: names.count)
      for (key, value) in try entries(of: item, at: place(index)) {
        if columns[key] == nil {
          columns[key] = names.count
          names.append(key)
          row.append(nil)
        }
        row[columns[key] ?? 0] = try cell(of: value)
      }
      rows.append(row)
    }
    let padded = rows.map { $0 + Array(repeating: nil, count: names.count - $0.count) }
    return DataTable(
      rows: names.isEmpty ? [] : [names.map(Optional.some)] + padded, header: .always)
  }

  private static func entries(of item: Value, at place: String) throws -> [(String, Value)] {
    if item.type == .string { return [("text", item)] }
    guard let record = item.asRecord else {
      throw FileFault("\(place) is neither an object nor a text.")
    }
    return zip(record.keys.map(\.text), record.values).map { ($0, $1) }
  }

  /// Texts as they are, what has parts as JSON.
  private static func cell(of value: Value) throws -> String? {
    value.isNull ? nil : try value.asString ?? JSON.text(of: value)
  }
}
