/// Reads the first sheet of an office workbook (ECMA-376, SpreadsheetML) as a table.
struct WorkbookReader {
  private let archive: ZipArchive
  private var strings: [String] = []
  private var styles = WorkbookStyles()

  /// A limit of ours; a sheet could have 16,384.
  private static let columnLimit = 1000

  /// - Throws: `FileFault`.
  static func table(_ bytes: [UInt8]) throws -> DataTable {
    let reader = try WorkbookReader(bytes)
    return DataTable(rows: try reader.rows(), header: .perhaps)
  }

  private init(_ bytes: [UInt8]) throws {
    archive = try ZipArchive(bytes)
    if let part = try archive.read("xl/sharedStrings.xml") { strings = try Self.strings(part) }
    if let part = try archive.read("xl/styles.xml") { styles = try WorkbookStyles(part) }
  }

  // MARK: - Parts

  /// The first sheet, found by the workbook's list and its relations.
  private func sheet() throws -> [UInt8] {
    guard let workbook = try archive.read("xl/workbook.xml") else {
      throw FileFault("The file is no workbook: it has no list of sheets.")
    }
    let id = try Self.elements("sheet", in: workbook).first?["id"]
    let relations = try archive.read("xl/_rels/workbook.xml.rels")
    let relation = try relations.map { try Self.elements("Relationship", in: $0) }?
      .first { $0["Id"] == id }
    let target = relation?["Target"] ?? "worksheets/sheet1.xml"
    let path = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/\(target)"
    guard let part = try archive.read(path) else {
      throw FileFault("The workbook is damaged: its first sheet is missing.")
    }
    return part
  }

  /// The attributes of all elements of a name.
  private static func elements(_ name: String, in part: [UInt8]) throws -> [[String: String]] {
    var scanner = XMLScanner(part)
    var found: [[String: String]] = []
    while let event = try scanner.next() {
      if case .start(name, let attributes) = event { found.append(attributes) }
    }
    return found
  }

  /// The texts that cells refer to, each joined from its runs, without its phonetic reading.
  private static func strings(_ part: [UInt8]) throws -> [String] {
    var scanner = XMLScanner(part)
    var strings: [String] = []
    var isText = false
    var isPhonetic = false
    while let event = try scanner.next() {
      switch event {
      case .start("si", _): strings.append("")
      case .start("t", _): isText = !isPhonetic
      case .end("t"): isText = false
      case .start("rPh", _): isPhonetic = true
      case .end("rPh"): isPhonetic = false
      case .text(let text) where isText && !strings.isEmpty: strings[strings.count - 1] += text
      default: break
      }
    }
    return strings
  }

  // MARK: - Cells

  private struct Cell {
    var column = 0
    var type = "n"
    var style = 0
    var text = ""
  }

  /// The rows that have a cell with something in it, filled up to the same width.
  private func rows() throws -> [[String?]] {
    var scanner = XMLScanner(try sheet())
    var rows: [[String?]] = []
    var row: [String?] = []
    var cell = Cell()
    var isContent = false
    while let event = try scanner.next() {
      switch event {
      case .start("row", _): row = []
      case .start("c", let attributes): cell = try Self.cell(attributes, after: row.count)
      case .start("v", _), .start("t", _): isContent = true
      case .end("v"), .end("t"): isContent = false
      case .text(let text) where isContent: cell.text += text
      case .end("c"):
        let gap = max(0, cell.column - row.count)
        row += Array(repeating: nil, count: gap) + [try value(of: cell)]
      case .end("row"):
        if row.contains(where: { $0 != nil }) { rows.append(row) }
      default: break
      }
    }
    let width = rows.map(\.count).max() ?? 0
    return rows.map { $0 + Array(repeating: nil, count: width - $0.count) }
  }

  private static func cell(_ attributes: [String: String], after count: Int) throws -> Cell {
    let column = attributes["r"].flatMap(Self.column) ?? count
    guard column < columnLimit else {
      throw FileFault("The sheet has more than \(columnLimit) columns.")
    }
    return Cell(
      column: column, type: attributes["t"] ?? "n", style: Int(attributes["s"] ?? "") ?? 0)
  }

  /// The column of a reference such as `AB12`, from 0.
  private static func column(_ reference: String) -> Int? {
    let letters = reference.utf8.prefix { (0x41...0x5A).contains($0) }
    guard !letters.isEmpty, letters.count <= 3 else { return nil }
    return letters.reduce(0) { $0 * 26 + Int($1) - 0x40 } - 1
  }

  /// A cell's text; nil for an empty one and for a formula's error.
  private func value(of cell: Cell) throws -> String? {
    switch cell.type {
    case "s":
      guard let index = Int(cell.text), strings.indices.contains(index) else {
        throw FileFault("The workbook is damaged: a cell refers to a text that is not there.")
      }
      return strings[index].isEmpty ? nil : strings[index]
    case "b": return cell.text == "1" ? "true" : "false"
    case "e": return nil
    case "n":
      guard let number = Double(cell.text) else { return nil }
      return styles.text(of: number, style: cell.style)
    default: return cell.text.isEmpty ? nil : cell.text
    }
  }
}
