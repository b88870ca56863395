import Foundation

/// The formats of files that documents, labelled data, classes and labels come in.
enum DataFormat: String, CaseIterable, Codable, Sendable {
  case csv, txt, json, jsonl, xlsx

  /// A workbook is known by its first bytes. Anything else has the format that its name says, or, if that
  /// says nothing, the one that it looks like.
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

  /// The content of a file.
  ///
  /// - Throws: `FileFault` for one that is larger than documents may be.
  static func bytes(of file: URL) throws -> [UInt8] {
    let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    try DocumentBudget().charge(size, .file)
    return try Array(Data(contentsOf: file))
  }

  /// Reads a file.
  ///
  /// - Throws: `FileFault`.
  func read(_ bytes: [UInt8]) throws -> DataTable {
    let budget = DocumentBudget()
    try budget.charge(bytes.count, .file)
    return switch self {
    case .csv: try CSVReader.table(try Self.text(of: bytes), budget)
    case .txt: try Self.lines(try Self.text(of: bytes), budget)
    case .json: try JSONTable.read(try Self.text(of: bytes), budget)
    case .jsonl: try JSONTable.readLines(try Self.text(of: bytes), budget)
    case .xlsx: try WorkbookReader.table(bytes, budget)
    }
  }

  private static func text(of bytes: [UInt8]) throws -> [UInt8] {
    // What old versions of office programs write, and encrypted workbooks.
    guard !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) else {
      throw FileFault(
        "The file is an old (.xls) or encrypted workbook; save it as .xlsx.")
    }
    return try TextDecoder.utf8(bytes)
  }

  /// Each line that is not blank is a document.
  private static func lines(_ text: [UInt8], _ budget: DocumentBudget) throws -> DataTable {
    var builder = TableBuilder(budget)
    var rest = text[...]
    while !rest.isEmpty {
      let line = rest.prefix { $0 != 0x0A && $0 != 0x0D }
      rest = rest[line.endIndex...].dropFirst()
      let content = String(decoding: line, as: UTF8.self)
      guard content.contains(where: { !$0.isWhitespace }) else { continue }
      try builder.add(content)
      try builder.endRow()
    }
    return try builder.table(.never)
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
