import ImgFlowArchives
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
    return try ZipWriter.archive(parts.map { ($0.name, Array((prologue + $0.text).utf8)) })
  }

  private static let prologue = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#

  private static func cell(_ text: String) -> String {
    guard !text.isEmpty else { return "<c/>" }
    let content = MarkupText.escaped(WorkbookText.encoded(text))
    return #"<c t="inlineStr"><is><t xml:space="preserve">\#(content)</t></is></c>"#
  }
}
