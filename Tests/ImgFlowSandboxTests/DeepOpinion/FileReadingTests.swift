import Foundation
import ImgFlowArchives
import TestSupport
import Testing

@testable import ImgFlowSandbox

@Suite struct FileReadingTests {
  // MARK: - CSV

  @Test func cellsMayHoldAnything() throws {
    let table = try Self.csv("text,n\r\n\"a \"\"b\"\", c\r\nd\",1\r\n,2\r\n\r\n ä ,\n")
    #expect(table.rows == [["text", "n"], ["a \"b\", c\r\nd", "1"], [nil, "2"], [" ä ", nil]])
  }

  @Test(arguments: [",", ";", "\t", "|"])
  func delimitersAreFound(delimiter: String) throws {
    let text = "a\(delimiter)b\(delimiter)c\n\"1,;\t|\"\(delimiter)2\n"
    #expect(try Self.csv(text).rows == [["a", "b", "c"], ["1,;\t|", "2", nil]])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func linesEndInAnyWay(end: String) throws {
    #expect(try Self.csv(["a,b", "1,2", "3,4"].joined(separator: end)).rows.count == 3)
  }

  @Test func aQuoteInsideACellIsACharacter() throws {
    #expect(try Self.csv("a\n5\" pipe\n").rows == [["a"], ["5\" pipe"]])
  }

  @Test func brokenQuotesAreToldWithTheirLine() throws {
    let open = Self.fault { try Self.csv("a,b\n1,2\n\"three,4\n5,6\n") }
    #expect(open?.line == 3 && open?.message.contains("never closed") == true)
    let after = Self.fault { try Self.csv("a,b\n\"x\ny\" z,2\n") }
    #expect(after?.line == 2 && after?.message.contains("next quote, in line 3.") == true)
    let same = Self.fault { try Self.csv("a,b\n\"x\" z,2\n") }
    #expect(same?.line == 2 && same?.message.contains("follows its closing quote") == true)
  }

  @Test func rowsLongerThanTheFirstAreToldWithTheirLine() throws {
    let fault = Self.fault { try Self.csv("a,b\n\n1,2\n1,2,3\n") }
    #expect(fault?.line == 4 && fault?.text == "Line 4: The row has 3 cells where the first has 2.")
  }

  @Test func encodingsAreReadByTheirMarks() throws {
    let text = "größe\nüber\n"
    let marked = [UInt8]([0xEF, 0xBB, 0xBF]) + Array(text.utf8)
    let wide = [UInt8]([0xFF, 0xFE]) + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for bytes in [Array(text.utf8), marked, wide] {
      #expect(try DataFormat.csv.read(bytes).rows == [["größe"], ["über"]])
    }
    let fault = Self.fault { try DataFormat.csv.read(Array("a\nb\n".utf8) + [0xFC, 0x0A]) }
    #expect(fault?.line == 3 && fault?.message.contains("UTF-8") == true)
  }

  // MARK: - JSON

  @Test func objectsBecomeRows() throws {
    let table = try DataFormat.json.read(
      Array(#"[{"text": "a", "n": 1}, {"m": {"x": [1]}, "text": null}, "plain"]"#.utf8))
    #expect(
      table.rows == [
        ["text", "n", "m"], ["a", "1", nil], [nil, nil, #"{"x":[1]}"#], ["plain", nil, nil],
      ])
    let wrapped = try DataFormat.json.read(Array(#"{"documents": [{"text": "a"}]}"#.utf8))
    #expect(wrapped.rows == [["text"], ["a"]])
  }

  @Test func linesOfJSONBecomeRows() throws {
    let table = try DataFormat.jsonl.read(Array("{\"a\": 1}\n\n{\"b\": \"x\"}\r\n".utf8))
    #expect(table.rows == [["a", "b"], ["1", nil], [nil, "x"]])
    let broken = Self.fault { try DataFormat.jsonl.read(Array("{\"a\": 1}\n\n{\"a\": }\n".utf8)) }
    #expect(broken?.line == 3)
    let number = Self.fault { try DataFormat.jsonl.read(Array("{\"a\": 1}\n7\n".utf8)) }
    #expect(number?.text.hasPrefix("Line 2 is neither") == true)
  }

  @Test func brokenJSONIsToldWithItsLine() throws {
    #expect(Self.fault { try DataFormat.json.read(Array("[\n{\"a\": 1},\n{]\n".utf8)) }?.line == 3)
    #expect(Self.fault { try DataFormat.json.read(Array("7".utf8)) } != nil)
  }

  @Test func eachLineOfTextIsADocument() throws {
    let table = try DataFormat.txt.read(Array("one, two\n\n  \n\"three\r\n".utf8))
    #expect(table.rows == [["one, two"], ["\"three"]] && table.header == .never)
    #expect(table.records().names == ["text"])
  }

  // MARK: - Workbooks

  @Test func aWorkbookOfAnOfficeProgramIsRead() throws {
    let table = try DataFormat.xlsx.read(Self.fixture("reviews.xlsx"))
    #expect(
      table.rows[0] == ["id", "review & more", "stars", "date", "when", "note", "ok", nil, nil])
    #expect(
      table.rows[1] == [
        "1", "Das Zimmer war <schön> & ruhig.", "4.5", "2026-03-01", "2026-03-01T14:30:00", nil,
        "true", "0.1", "1234.5",
      ])
    #expect(table.rows[2][1] == "Zweite\nZeile \"mit\" Anführung")
    #expect(table.rows[2][3] == "2024-02-29" && table.rows[2][4] == "1999-12-31T23:59:59")
    #expect(table.rows[2][5] == "غرفة نظيفة")
    #expect(table.rows[3] == [nil, "after a gap"] + Array(repeating: nil, count: 7))
    #expect(table.rows.count == 4)
  }

  @Test func damagedWorkbooksAreRefused() throws {
    let whole = try Self.fixture("reviews.xlsx")
    #expect(Self.fault { try DataFormat.xlsx.read(Array("PK\u{3}\u{4}".utf8)) } != nil)
    #expect(Self.fault { try DataFormat.xlsx.read([]) } != nil)
    for cut in stride(from: 0, to: whole.count, by: 97) {
      #expect(Self.fault { try DataFormat.xlsx.read(Array(whole.prefix(cut))) } != nil, "\(cut)")
      var bent = whole
      bent[cut] ^= 0x55
      // It may still be readable; it must not end the program.
      _ = try? DataFormat.xlsx.read(bent)
    }
    for part in ["<!DOCTYPE x>", "<a", "<a b>", "<a b='>", "&nope;", "<![CDATA[", "<!-- "] {
      let bytes = try ZipWriter.archive([("xl/workbook.xml", Array(part.utf8))])
      #expect(Self.fault { try DataFormat.xlsx.read(bytes) } != nil, "\(part)")
    }
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let rows = [["text", "class"], ["a, \"b\"\n<ä> & ü", "x"], ["", "y"]]
    let table = try DataFormat.xlsx.read(try WorkbookWriter.workbook(rows))
    #expect(table.rows == [["text", "class"], ["a, \"b\"\n<ä> & ü", "x"], [nil, "y"]])
  }

  // MARK: - Formats and columns

  @Test func formatsAreToldByNameOrContent() {
    #expect(DataFormat(name: "A.CSV", bytes: []) == .csv)
    #expect(DataFormat(name: "a.xslx", bytes: []) == .xlsx)
    #expect(DataFormat(name: "data", bytes: Array("\n [1]".utf8)) == .json)
    #expect(DataFormat(name: "data.bin", bytes: Array("{}".utf8)) == .jsonl)
    #expect(DataFormat(name: "", bytes: [0x50, 0x4B, 3, 4]) == .xlsx)
  }

  @Test func columnsAreFoundByNameAndPlace() throws {
    let table = try Self.csv("id,review\n1,Good.\n2,\n3,Bad. Very bad.\n")
    let drafts = try table.documents(in: .name("review"), headerFirst: nil, split: true)
    #expect(drafts.map(\.text) == ["Good.", "Bad. Very bad."])
    #expect(drafts[1].segments.map(\.text) == ["Bad.", "Very bad."])
    #expect(drafts[1].meta == #"{"id":"3"}"#)
    #expect(try table.documents(in: .index(1), headerFirst: false, split: false).count == 3)
    let wrong = Self.fault {
      try table.documents(in: .name("reviews"), headerFirst: nil, split: false)
    }
    #expect(wrong?.message == "Column \"reviews\" does not exist, only \"id\" and \"review\".")
    #expect(
      Self.fault { try table.documents(in: .index(2), headerFirst: nil, split: false) } != nil)
  }

  @Test func rowsOfOneTextAreOneDocument() throws {
    let table = try Self.csv(
      "Review,Aspect,Sentiment\nGood bed.,Room,POS\nGood bed.,Price,NEG\nNothing.,,\n")
    let drafts = try table.labelledDocuments(nil)
    #expect(drafts.map(\.text) == ["Good bed.", "Nothing."])
    #expect(
      drafts[0].segments[0].tags == [
        TagName(class: "Room", label: "POS"), TagName(class: "Price", label: "NEG"),
      ])
    #expect(drafts[1].segments[0].tags == nil && !drafts[1].isLabelled)
  }

  // MARK: - Helpers

  private static func csv(_ text: String) throws -> DataTable {
    try DataFormat.csv.read(Array(text.utf8))
  }

  static func fixture(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: Repository.fixture("texts/\(name)")))
  }

  private static func fault(_ body: () throws -> some Any) -> FileFault? {
    do {
      _ = try body()
      return nil
    } catch {
      return error as? FileFault
    }
  }
}
