/// Reads the first visible sheet of an office workbook (ECMA-376, SpreadsheetML) as a table.
struct WorkbookReader {
  private let strings: [String]
  private let styles: WorkbookStyles
  private var builder: TableBuilder

  /// Columns that a sheet can have.
  private static let columnLimit = 16_384

  /// - Throws: `FileFault`.
  static func table(_ bytes: [UInt8], _ budget: DocumentBudget) throws(FileFault) -> DataTable {
    let parts = try WorkbookParts(bytes, budget).workbook()
    var reader = try WorkbookReader(parts, budget)
    try reader.read(parts.sheet)
    return try reader.builder.table(.perhaps)
  }

  private init(_ parts: WorkbookParts.Workbook, _ budget: DocumentBudget) throws(FileFault) {
    builder = TableBuilder(budget)
    strings = try parts.strings.map(Self.strings) ?? []
    styles = try WorkbookStyles(parts.styles, isFrom1904: parts.isFrom1904)
  }

  /// The texts that cells refer to.
  private static func strings(_ part: [UInt8]) throws(FileFault) -> [String] {
    let scanner = try XMLScanner(part)
    // They count again where cells show them.
    let shared = DocumentBudget()
    var strings: [String] = []
    var text = RichText()
    while let event = try scanner.nextEvent() {
      switch event {
      case .start("si", _): text = RichText()
      case .end("si"):
        try shared.charge(1, .cells)
        try shared.charge(text.content.utf8.count, .text)
        strings.append(text.content)
      default: try text.take(event)
      }
    }
    return strings
  }

  // MARK: - Cells

  private struct Cell {
    var column = 0
    var type = "n"
    var style = 0
    /// What is in `v`.
    var value = ""
    /// What is in `is`.
    var text = RichText()
  }

  /// Reads the rows that have a cell with something in it.
  private mutating func read(_ sheet: [UInt8]) throws(FileFault) {
    let scanner = try XMLScanner(sheet)
    var cell: Cell?
    var next = 0
    var isValue = false
    while let event = try scanner.nextEvent() {
      switch event {
      case .start("row", _): next = 0
      case .end("row"): try builder.endRow()
      case .start("c", let attributes): cell = try Self.cell(attributes, next: next)
      case .end("c"):
        guard let whole = cell else { continue }
        next = whole.column + 1
        if let text = try value(of: whole) { try builder.put(text, in: whole.column) }
        cell = nil
      case .start("v", _): isValue = true
      case .end("v"): isValue = false
      case .text(let text) where isValue:
        cell?.value += text
        try TableBuilder.check(length: cell?.value.utf8.count ?? 0)
      default: try cell?.text.take(event)
      }
    }
  }

  /// - Parameter next: the column of a cell that does not say its own.
  private static func cell(
    _ attributes: [String: String], next: Int
  ) throws(FileFault) -> Cell {
    let column = attributes["r"].flatMap(Self.column) ?? next
    guard column < columnLimit else {
      throw FileFault("The sheet has more than \(columnLimit) columns.")
    }
    return Cell(
      column: column, type: attributes["t"] ?? "n", style: Int(attributes["s"] ?? "") ?? 0)
  }

  /// The column of a reference such as `AB12`, from 0.
  private static func column(_ reference: String) -> Int? {
    let letters = reference.utf8.prefix { (0x41...0x5A).contains($0 & 0xDF) }
    guard !letters.isEmpty, letters.count <= 3 else { return nil }
    return letters.reduce(0) { $0 * 26 + Int($1 & 0xDF) - 0x40 } - 1
  }

  /// A cell's text; nil for an empty one and for a formula's error.
  private func value(of cell: Cell) throws(FileFault) -> String? {
    let value = cell.value
    let text: String
    switch cell.type {
    case "s":
      if value.isEmpty { return nil }
      guard let index = Self.integer(value), strings.indices.contains(index) else {
        throw FileFault("The workbook is damaged: a cell refers to a missing string.")
      }
      text = strings[index]
    case "b": text = value.isEmpty ? "" : ["1", "true"].contains(value) ? "true" : "false"
    case "e": return nil
    case "inlineStr" where value.isEmpty: text = cell.text.content
    case "n": text = Double(value).map { styles.text(of: $0, style: cell.style) } ?? ""
    default: text = WorkbookText.decoded(value)
    }
    return text.isEmpty ? nil : text
  }

  private static func integer(_ text: String) -> Int? {
    Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
  }
}

/// A text of a workbook, joined from its runs, without its phonetic reading.
private struct RichText {
  private(set) var content = ""
  private var run = ""
  private var isRun = false
  private var isPhonetic = false

  mutating func take(_ event: XMLScanner.Event) throws(FileFault) {
    switch event {
    case .start("rPh", _): isPhonetic = true
    case .end("rPh"): isPhonetic = false
    case .start("t", _):
      isRun = !isPhonetic
      run = ""
    case .end("t"):
      if isRun { content += WorkbookText.decoded(run) }
      isRun = false
    case .text(let text) where isRun:
      run += text
      try TableBuilder.check(length: content.utf8.count + run.utf8.count)
    default: break
    }
  }
}
