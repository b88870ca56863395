import Foundation
import FuzzDriver
import ImgFlowArchives
import ImgFlowValues

/// Rows without what a table does not keep: empty rows, and empty columns at the end.
private func kept(_ rows: [[String]]) -> [[String]] {
  let filled = rows.filter { $0.contains { !$0.isEmpty } }
  let width = filled.map { ($0.lastIndex { !$0.isEmpty } ?? -1) + 1 }.max() ?? 0
  return filled.map { Array($0.prefix(width)) }
}

private func texts(_ table: DataTable) -> [[String]] { table.rows.map { $0.map { $0 ?? "" } } }

/// A workbook with the input for one of its parts.
private func workbook(_ part: Int, _ input: ArraySlice<UInt8>) -> [UInt8] {
  let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  var parts = [
    (
      "xl/worksheets/sheet1.xml",
      #"<worksheet><sheetData><row><c t="s"><v>0</v></c><c s="1"><v>7</v></c></row></sheetData></worksheet>"#
    ),
    ("xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>"),
    ("xl/styles.xml", #"<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>"#),
    ("xl/workbook.xml", #"<workbook><sheets><sheet id="a"/></sheets></workbook>"#),
    (
      "xl/_rels/workbook.xml.rels",
      [
        ("a", "worksheet", "worksheets/sheet1.xml"), ("b", "sharedStrings", "sharedStrings.xml"),
        ("c", "styles", "styles.xml"),
      ]
      .map { #"<Relationship Id="\#($0)" Type="\#(office)/\#($1)" Target="\#($2)"/>"# }.joined()
    ),
  ]
  parts[part].1 = String(decoding: input, as: UTF8.self)
  // It throws only for archives of 4 GiB.
  return (try? ZipWriter.archive(parts.map { (name: $0.0, content: Array($0.1.utf8)) })) ?? []
}

/// What the first byte of what is not a PDF says to read the others as.
private func document(_ choice: UInt8, _ input: ArraySlice<UInt8>) -> (DataFormat, [UInt8]) {
  switch choice % 10 {
  case 0: (.csv, Array(input))
  case 1: (.txt, Array(input))
  case 2: (.json, Array(input))
  case 3: (.jsonl, Array(input))
  case 4: (.xlsx, Array(input))
  case let part: (.xlsx, workbook(Int(part) - 5, input))
  }
}

/// Reads any bytes as a document. What is read is within the limits, and comes back from what is written.
private func test(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard !PDFText.isDocument(bytes) else {
    testPDF(bytes)
    return 0
  }
  guard let choice = bytes.first else { return 0 }
  let (format, content) = document(choice, bytes.dropFirst())
  do {
    let table = try format.read(content)
    let width = table.rows.first?.count ?? 0
    precondition(table.rows.allSatisfy { $0.count == width }, "rows of other widths")
    precondition(table.rows.count * width <= DocumentMeasure.cells.limit, "more cells than may be")
    let rows = kept(texts(table))
    guard rows.count * width < 10_000 else { return 0 }
    let written = try DataFormat.xlsx.read(try WorkbookWriter.workbook(rows))
    precondition(texts(written) == rows, "a workbook that was written is read as another")
  } catch is FileFault {
  } catch { preconditionFailure("\(error)") }
  return 0
}

@main
enum DocumentFuzzer {
  static func main() { exit(fuzz { test($0, $1) }) }
}
