import ImgFlowValues

/// Writes records as a file to download: objects of texts, numbers and lists under the same keys.
enum DataWriter {
  /// Returns the file. In CSV and in workbooks, values with parts are written as JSON.
  static func write(_ records: [RecordObject], as format: DataFormat) throws -> [UInt8] {
    let values = records.map(Value.heap)
    switch format {
    case .json: return try JSON.bytes(of: .list(values), indent: 2)
    case .jsonl:
      return try values.flatMap { try JSON.bytes(of: $0) + [UInt8(ascii: "\n")] }
    case .csv: return Array(csv(try rows(of: records)).utf8)
    case .xlsx: return try WorkbookWriter.workbook(try rows(of: records))
    case .txt:
      let lines = records.map {
        ($0["text"]?.asString ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
      }
      return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
  }

  private static func rows(of records: [RecordObject]) throws -> [[String]] {
    var names: [String] = []
    var known: Set<String> = []
    for key in records.lazy.flatMap({ $0.keys.map(\.text) }) where known.insert(key).inserted {
      names.append(key)
    }
    return try [names] + records.map { record in try names.map { try cell(record[$0]) } }
  }

  private static func cell(_ value: Value?) throws -> String {
    guard let value, !value.isNull else { return "" }
    return try value.asString ?? JSON.text(of: value)
  }

  /// RFC 4180: cells with delimiters, quotes or line breaks are quoted. So is an empty one that is alone in
  /// its row, which would be a blank line.
  private static func csv(_ rows: [[String]]) -> String {
    rows.map { row in
      if row == [""] { return "\"\"\r\n" }
      return row.map(quoted).joined(separator: ",") + "\r\n"
    }.joined()
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return cell }
    // Not by characters: a quote and the accent after it are one.
    let pieces = cell.utf8.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
    return "\"" + pieces.map { String(Substring($0)) }.joined(separator: "\"\"") + "\""
  }
}
