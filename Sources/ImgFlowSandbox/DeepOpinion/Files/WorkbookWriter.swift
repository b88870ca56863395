import CZlib
import ImgFlowValues

/// Writes a workbook of one sheet of texts: the fewest parts that office programs require.
enum WorkbookWriter {
  static func workbook(_ rows: [[String]]) throws -> [UInt8] {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006"
    let sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    let rows = rows.map { "<row>\($0.map(cell).joined())</row>" }.joined()
    let parts: [(name: String, text: String)] = [
      (
        "[Content_Types].xml",
        """
        <Types xmlns="\(package)/content-types">\
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
        <Override PartName="/xl/workbook.xml" ContentType="\(types).sheet.main+xml"/>\
        <Override PartName="/xl/worksheets/sheet1.xml" ContentType="\(types).worksheet+xml"/></Types>
        """
      ),
      (
        "_rels/.rels",
        """
        <Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" \
        Type="\(office)/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """
      ),
      (
        "xl/workbook.xml",
        """
        <workbook xmlns="\(sheets)" xmlns:r="\(office)"><sheets>\
        <sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>
        """
      ),
      (
        "xl/_rels/workbook.xml.rels",
        """
        <Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" \
        Type="\(office)/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
        """
      ),
      (
        "xl/worksheets/sheet1.xml",
        #"<worksheet xmlns="\#(sheets)"><sheetData>\#(rows)</sheetData></worksheet>"#
      ),
    ]
    return ZipWriter.archive(parts.map { ($0.name, Self.prologue + $0.text) })
  }

  private static let prologue = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#

  private static func cell(_ text: String) -> String {
    guard !text.isEmpty else { return "<c/>" }
    let content = MarkupText.escaped(WorkbookText.encoded(text))
    return #"<c t="inlineStr"><is><t xml:space="preserve">\#(content)</t></is></c>"#
  }
}

/// Writes zip archives whose files are stored as they are.
enum ZipWriter {
  static func archive(_ files: [(name: String, text: String)]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for (name, text) in files {
      let content = Array(text.utf8)
      let sum = content.withUnsafeBufferPointer {
        Int(crc32(0, $0.baseAddress, UInt32(clamping: $0.count)))
      }
      // Version, flags (names are UTF-8), method, time and date (1 January 1980), sum and sizes.
      let fields =
        number(20, 2) + number(0x800, 2) + number(0, 2) + number(0, 2) + number(0x21, 2)
        + number(sum, 4) + number(content.count, 4) + number(content.count, 4)
        + number(name.utf8.count, 2) + number(0, 2)
      directory +=
        number(0x0201_4B50, 4) + number(20, 2) + fields + number(0, 10) + number(bytes.count, 4)
        + Array(name.utf8)
      bytes += number(0x0403_4B50, 4) + fields + Array(name.utf8) + content
    }
    let end =
      number(0x0605_4B50, 4) + number(0, 4) + number(files.count, 2) + number(files.count, 2)
      + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
    return bytes + directory + end
  }

  /// A number in so many bytes, the lowest first.
  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> ($0 * 8)) : 0 }
  }
}
