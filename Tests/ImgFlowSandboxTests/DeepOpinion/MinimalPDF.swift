import Foundation
import TestSupport

@testable import ImgFlowSandbox

/// What the process that reads PDF documents makes of one.
enum PDFFile {
  static func text(of document: Data) throws -> PDFText {
    try with(document) { try PDFProcess.text(of: $0) }
  }

  static func images(of document: Data, with frames: [PDFRequest.Frame] = []) throws -> [Data] {
    try with(document) { try PDFProcess.images(of: $0, with: frames) }
  }

  /// Why it is refused; nil when it is not.
  static func fault(of document: Data) -> String? {
    do {
      _ = try text(of: document)
      _ = try images(of: document)
      return nil
    } catch {
      return (error as? FileFault)?.text
    }
  }

  private static func with<Result>(
    _ document: Data, _ body: (URL) throws -> Result
  ) throws -> Result {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "document.pdf")
    try document.write(to: file)
    return try withExtendedLifetime(folder) { try body(file) }
  }
}

extension PDFText {
  /// The texts of the lines of each page.
  var linesOfPages: [[String]] {
    (0..<pages).map { page in lines.filter { $0.page == page }.map(\.text) }
  }
}

/// PDF documents of the fewest objects.
enum MinimalPDF {
  /// - Parameters:
  ///   - pages: the content of each.
  ///   - size: of the pages, in points.
  ///   - attributes: what else each page says of itself.
  static func document(
    pages: [String], size: String = "600 800", attributes: String = ""
  ) -> Data {
    let kids = pages.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
    var objects = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for (index, content) in pages.enumerated() {
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(size)] /Contents \(5 + 2 * index) 0 R "
          + "/Resources << /Font << /F1 3 0 R >> >> \(attributes) >>")
      objects.append(stream(content))
    }
    var text = "%PDF-1.4\n"
    var table = "0000000000 65535 f \n"
    for (index, object) in objects.enumerated() {
      let offset = String(text.utf8.count)
      table += String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n\(table)trailer\n"
    text += "<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Data(text.utf8)
  }

  private static func stream(_ content: String) -> String {
    "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream"
  }
}
