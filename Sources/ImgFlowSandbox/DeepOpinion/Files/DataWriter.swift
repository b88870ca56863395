import ImgFlowValues

/// Writes records as a file to download: objects of texts, numbers and lists under the same keys.
enum DataWriter {
  /// Returns the file. In CSV and in workbooks, what has parts is written as JSON.
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
        ($0["text"]?.asString ?? "").split(separator: "\n").joined(separator: " ")
      }
      return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
  }

  private static func rows(of records: [RecordObject]) throws -> [[String]] {
    var names: [String] = []
    for record in records {
      for key in record.keys.map(\.text) where !names.contains(key) { names.append(key) }
    }
    return try [names] + records.map { record in try names.map { try cell(record[$0]) } }
  }

  private static func cell(_ value: Value?) throws -> String {
    guard let value, !value.isNull else { return "" }
    return try value.asString ?? JSON.text(of: value)
  }

  /// RFC 4180: cells with delimiters, quotes or line breaks stand in quotes.
  private static func csv(_ rows: [[String]]) -> String {
    rows.map { row in
      row.map { cell in
        guard cell.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
      }.joined(separator: ",") + "\r\n"
    }.joined()
  }
}
