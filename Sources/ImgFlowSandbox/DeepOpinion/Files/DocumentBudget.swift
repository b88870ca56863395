/// What of a document is counted while it is read.
enum DocumentMeasure: CaseIterable, Sendable {
  /// Bytes of the file.
  case file
  /// Bytes that packed parts come to.
  case unpacked
  /// Files in an archive, sheets of a workbook, and what refers to them.
  case parts
  /// Values of a JSON text, keys included.
  case values
  /// Values of the body of a request, which are checked one by one.
  case fields
  case rows
  case pages
  /// Bytes of the images of pages.
  case images
  /// Rows times columns.
  case cells
  /// Bytes of the texts in cells; a text that several cells share counts for each.
  case text
  /// Sentences or other parts that documents are cut into.
  case segments
  /// Bytes of what is kept besides the text of documents.
  case meta
  /// Comparisons that finding segments in their documents takes.
  case comparisons

  /// How much of it a document may have: together they keep the sandbox below 300 MB.
  var limit: Int {
    switch self {
    case .file: 32 << 20
    case .unpacked: 48 << 20
    case .parts: 10_000
    case .values: 1_000_000
    case .fields: 200_000
    case .rows: 200_000
    case .pages: 100
    case .images: 16 << 20
    case .cells: 1_000_000
    case .text: 24 << 20
    case .segments: 400_000
    case .meta: 24 << 20
    case .comparisons: 50_000_000
    }
  }

  /// What a refusal says.
  var excess: String {
    switch self {
    case .file: "The file has more than \(megabytes)."
    case .unpacked: "The file decompresses to more than \(megabytes)."
    case .parts: "The workbook has more than \(number) parts."
    case .values: "The JSON has more than \(number) values."
    case .fields: "The body has more than \(number) values; upload larger data as a file."
    case .rows: "The file has more than \(number) rows."
    case .pages: "The document has more than \(number) pages."
    case .images:
      "The images of the pages are larger than \(megabytes) in total; do not request them."
    case .cells: "The table has more than \(number) cells, which are its rows times its columns."
    case .text: "The texts in the cells are larger than \(megabytes) in total."
    case .segments: "The documents have more than \(number) segments."
    case .meta:
      "The columns besides the text are larger than \(megabytes) in total, with their names in every row."
    case .comparisons: "The segments take too long to find in their documents; send their spans."
    }
  }

  private var megabytes: String { "\(limit >> 20) MB" }

  /// The limit with its thousands set apart.
  private var number: String {
    var digits = ""
    for (index, digit) in String(limit).reversed().enumerated() {
      if index > 0, index.isMultiple(of: 3) { digits.append(",") }
      digits.append(digit)
    }
    return String(digits.reversed())
  }
}

/// What reading one document may take in all, whatever its format and however it is packed.
///
/// A small file can stand for an enormous table, and parts that are each within bounds can have a product
/// that is not. So code that reads a document charges the budget before it keeps what it has read.
final class DocumentBudget {
  private var spent: [DocumentMeasure: Int] = [:]

  /// Counts an amount.
  ///
  /// - Throws: `FileFault` if there is more of it than a document may have.
  func charge(_ amount: Int, _ measure: DocumentMeasure) throws(FileFault) {
    let (sum, overflows) = (spent[measure] ?? 0).addingReportingOverflow(amount)
    guard !overflows, sum <= measure.limit else { throw FileFault(measure.excess) }
    spent[measure] = sum
  }

  /// How much may still be charged.
  func rest(of measure: DocumentMeasure) -> Int { measure.limit - (spent[measure] ?? 0) }
}

/// Counts what a text holds before any of it is made.
enum ValueCount {
  /// How many values and keys a JSON text has at most: each but the first follows a bracket, a comma or a
  /// colon.
  static func json(_ text: some Sequence<UInt8>) -> Int {
    var count = 1
    var isString = false
    var isEscaped = false
    for byte in text {
      if isEscaped {
        isEscaped = false
      } else if isString {
        isEscaped = byte == UInt8(ascii: "\\")
        isString = byte != UInt8(ascii: "\"")
      } else {
        switch byte {
        case UInt8(ascii: "\""): isString = true
        case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":"): count += 1
        default: break
        }
      }
    }
    return count
  }

  /// How many fields a form has.
  static func form(_ text: some Sequence<UInt8>) -> Int {
    text.reduce(into: 1) { count, byte in if byte == UInt8(ascii: "&") { count += 1 } }
  }
}
