/// The formats of files that documents, labelled data, classes and labels come in.
enum DataFormat: String, CaseIterable, Codable, Sendable {
  case csv, txt, json, jsonl, xlsx

  /// A workbook is known by its first bytes. Anything else has the format that its name says, or, when
  /// that says none of these, the one that it looks like.
  init(name: String, bytes: [UInt8]) {
    let ending = name.split(separator: ".").dropFirst().last?.lowercased() ?? ""
    // The vendor's documents misspell it so.
    let said = DataFormat(rawValue: ending == "xslx" ? "xlsx" : ending)
    let guess = Self.guess(bytes)
    self = guess == .xlsx ? guess : said ?? guess
  }

  private static func guess(_ bytes: [UInt8]) -> DataFormat {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .xlsx }
    switch bytes.first(where: { $0 > 0x20 && $0 < 0x80 }) {
    case UInt8(ascii: "["): return .json
    case UInt8(ascii: "{"): return .jsonl
    default: return .csv
    }
  }

  /// Reads a file.
  ///
  /// - Throws: `FileFault`.
  func read(_ bytes: [UInt8]) throws -> DataTable {
    let table =
      switch self {
      case .csv: try CSVReader.table(try TextDecoder.utf8(bytes))
      case .txt: Self.lines(try TextDecoder.utf8(bytes))
      case .json: try JSONTable.read(try TextDecoder.utf8(bytes))
      case .jsonl: try JSONTable.readLines(try TextDecoder.utf8(bytes))
      case .xlsx: try WorkbookReader.table(bytes)
      }
    guard table.rows.count <= Self.rowLimit else {
      throw FileFault("The file has more than \(Self.rowLimit) rows.")
    }
    return table
  }

  /// A limit of ours.
  static let rowLimit = 200_000

  /// Each line that is not blank is a document.
  private static func lines(_ text: [UInt8]) -> DataTable {
    let lines = text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
      .map { String(decoding: $0, as: UTF8.self) }
      .filter { $0.contains { !$0.isWhitespace } }
    return DataTable(rows: lines.map { [$0] }, header: .never)
  }

  var mediaType: String {
    switch self {
    case .csv: "text/csv; charset=utf-8"
    case .txt: "text/plain; charset=utf-8"
    case .json: "application/json"
    case .jsonl: "application/x-ndjson"
    case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    }
  }
}
