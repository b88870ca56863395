import Foundation
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// The readers and writers of documents, judged by Python's standard library.
@Suite struct DocumentJudgeTests {
  // MARK: - Workbooks

  @Test func workbooksShowWhatTheirAuthorSays() throws {
    let cases = try PythonScript.run("workbooks.py")
    #expect(cases.count > 50)
    for item in cases {
      let record = try #require(item.asRecord)
      let name = record["name"]?.asString ?? ""
      let bytes = try #require(Data(base64Encoded: record["workbook"]?.asString ?? ""))
      let expected = PythonScript.table(record["rows"])
      let found = Result { try DataFormat.xlsx.read(Array(bytes)).rows.map { $0.map { $0 ?? "" } } }
      #expect(throws: Never.self, "\(name)") { try found.get() }
      #expect((try? found.get()) == expected, "\(name)")
    }
  }

  @Test func writtenWorkbooksAreReadByOthersAndAgain() throws {
    var random = SeededRandom(seed: 11)
    let tables = (0..<40).map { _ in Self.table(of: Self.pieces, &random) }
    let workbooks = try tables.map { try WorkbookWriter.workbook($0) }
    let input = try JSON.text(
      of: .list(workbooks.map { .string(Data($0).base64EncodedString()) }))
    let found = try PythonScript.run("read-workbook.py", input: input)
    #expect(found.map { PythonScript.table($0) } == tables)
    for (table, workbook) in zip(tables, workbooks) {
      let rows = try DataFormat.xlsx.read(workbook).rows.map { $0.map { $0 ?? "" } }
      let visible = table.filter { $0.contains { !$0.isEmpty } }
      let width = visible.map { ($0.lastIndex { !$0.isEmpty } ?? -1) + 1 }.max() ?? 0
      #expect(rows == visible.map { Array($0.prefix(width)) })
    }
  }

  /// What texts of workbooks are made of: what XML and the escapes treat apart.
  private static let pieces = [
    "a", "ä", "😀", "_", "x", "_x000D_", "_x005F_", "x0041_", "_x00", "\r", "\n", "\t", "\u{0}",
    "\u{1B}", "\u{FFFF}", "\u{FFFE}", "<", ">", "&", "\"", "'", "]]>", "  ", "&amp;", "e\u{301}",
    "\u{301}",
  ]

  // MARK: - CSV

  @Test(arguments: [",", ";", "\t", "|"])
  func valuesSeparatedAreReadAsByPython(delimiter: String) throws {
    var random = SeededRandom(seed: 5)
    let texts = (0..<200).map { _ in Self.csv(delimiter, &random) }
    let input = try JSON.text(
      of: .list(
        texts.map { try .object(["text": .string($0), "delimiter": .string(delimiter)]) }))
    let expected = try PythonScript.run("read-csv.py", input: input)
    #expect(expected.count == texts.count)
    for (text, table) in zip(texts, expected) {
      let wanted = PythonScript.table(table)
      let width = wanted.map(\.count).max() ?? 0
      for bytes in Self.encodings(of: text) {
        let rows = try DataFormat.csv.read(bytes).rows.map { $0.map { $0 ?? "" } }
        #expect(
          rows == wanted.map { $0 + Array(repeating: "", count: width - $0.count) }, "\(text)")
      }
    }
  }

  @Test func writtenValuesAreReadByPythonAndAgain() throws {
    var random = SeededRandom(seed: 6)
    let pieces = Self.pieces.filter { $0 != "\u{0}" } + [",", ";", "\"\"", "\r\n"]
    let tables = (0..<60).map { _ in Self.table(of: pieces, &random) }
    let texts = try tables.map { table in
      let names = (0..<table[0].count).map { "c\($0)" }
      let records = try table.map { try RecordObject(zip(names, $0).map { ($0, .string($1)) }) }
      return String(decoding: try DataWriter.write(records, as: .csv), as: UTF8.self)
    }
    let input = try JSON.text(
      of: .list(texts.map { try .object(["text": .string($0), "delimiter": .string(",")]) }))
    let found = try PythonScript.run("read-csv.py", input: input)
    for (index, table) in tables.enumerated() {
      #expect(Array(PythonScript.table(found[index]).dropFirst()) == table)
      let rows = try DataFormat.csv.read(Array(texts[index].utf8)).rows.dropFirst()
      #expect(rows.map { $0.map { $0 ?? "" } } == table)
    }
  }

  /// A text whose first row is the widest and, without doubt, of the delimiter.
  private static func csv(_ delimiter: String, _ random: inout SeededRandom) -> String {
    let width = Int.random(in: 2...5, using: &random)
    let end = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    let first = (0..<width).map { "n\($0)" }.joined(separator: delimiter)
    let rows = (0..<Int.random(in: 0...6, using: &random)).map { _ -> String in
      let count = Int.random(in: 0...width, using: &random)
      return (0..<count).map { _ in cell(&random) }.joined(separator: delimiter)
    }
    let blank = Bool.random(using: &random) ? end : ""
    return blank + ([first] + rows).joined(separator: end)
      + (Bool.random(using: &random) ? end : "")
  }

  private static func cell(_ random: inout SeededRandom) -> String {
    let plain = ["", "a", "ä b", " ", "'", "5\" pipe", "x\"\"y", "日本", "\u{A0}", "#"]
    let quoted = [
      "\"\"", "\"a\"", "\",;\t|\"", "\"\"\"\"", "\"a\r\nb\"", "\"\r\"", "\"\n\n\"", "\" \"\"\"",
    ]
    return (plain + quoted).randomElement(using: &random) ?? ""
  }

  private static func encodings(of text: String) -> [[UInt8]] {
    let units = Array(text.utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    return [
      Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little,
      [0xFE, 0xFF] + big,
    ]
  }

  private static func table(of pieces: [String], _ random: inout SeededRandom) -> [[String]] {
    let width = Int.random(in: 1...4, using: &random)
    return (0..<Int.random(in: 1...5, using: &random)).map { _ in
      (0..<width).map { _ in
        (0..<Int.random(in: 0...6, using: &random))
          .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      }
    }
  }
}
