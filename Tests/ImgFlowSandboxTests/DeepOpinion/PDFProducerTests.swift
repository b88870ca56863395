import Foundation
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// Documents that other programs made are read as these say.
@Suite struct PDFProducerTests {
  @Test func documentsShowWhatTheirAuthorSays() throws {
    let cases = try PythonScript.run("pdfs.py")
    #expect(cases.count > 40)
    for item in cases {
      let record = try #require(item.asRecord)
      let name = Comment(rawValue: record["name"]?.asString ?? "")
      let document = try #require(Data(base64Encoded: record["pdf"]?.asString ?? ""))
      if let refusal = record["refusal"]?.asString {
        let fault = #expect(throws: FileFault.self, name) { try PDFFile.text(of: document) }
        #expect(fault?.text.contains(refusal) == true, "\(name): \(fault?.text ?? "")")
        continue
      }
      let text = try #require(try? PDFFile.text(of: document), name)
      #expect(text.linesOfPages == PythonScript.table(record["pages"]), name)
      if let place = record["at"]?.asList?.items.map({ $0.asDouble ?? 0 }) {
        let box = try #require(text.lines.first?.box, name)
        #expect(
          abs(box.left - place[0]) < 0.02 && abs(box.bottom - place[1]) < 0.02, "\(name): \(box)")
      }
      let sides = try PDFFile.images(of: document).map { data in
        let image = try RasterImage.identify(data)
        return [image.width, image.height]
      }
      let sizes = record["sizes"]?.asList?.items.map {
        $0.asList?.items.map { $0.asDouble ?? 0 } ?? []
      }
      #expect(sides == sizes?.map(Self.pixels), name)
    }
  }

  /// How large the image of a page is: 1200 pixels on its longer side, but at most two for a point.
  private static func pixels(_ size: [Double]) -> [Int] {
    size.map { Int($0 * min(2, 1200 / (size.max() ?? 1))) }
  }

  // MARK: - A browser

  /// The lines of the page that a browser prints, and after which of them the next sheet begins.
  private static let lines = [
    "Invoice 4711 for office fluff", "Straße, Łódź, Ωμέγα, Привет", "café naïve – €12.50",
    "we say שלום עולם to you", "the last line",
  ]

  @Test func whatABrowserPrintsIsReadAndDrawn() throws {
    let folder = try TemporaryFolder()
    let page = folder.url.appending(path: "page.html")
    let printed = folder.url.appending(path: "page.pdf")
    let sheets = [Self.lines, Self.lines.reversed()]
    let body = sheets.map { lines in
      "<section style=\"break-after: page\">" + lines.map { "<p>\($0)</p>" }.joined() + "</section>"
    }.joined()
    try Data(
      "<!doctype html><meta charset=utf-8><style>@page { size: 600px 800px }</style>\(body)".utf8
    )
    .write(to: page)
    _ = try Chromium.open(
      page.absoluteString, ["--no-pdf-header-footer", "--print-to-pdf=\(printed.path)"],
      in: folder.url)
    let document = try Data(contentsOf: printed)
    let text = try PDFFile.text(of: document)
    #expect(text.linesOfPages == sheets.map(Array.init))
    let tops = text.lines.filter { $0.page == 0 }.map(\.box.top)
    #expect(tops == tops.sorted() && Set(tops).count == tops.count)
    for box in text.lines.map(\.box) {
      #expect(box.bottom - box.top < 0.05, "a line is one line high")
    }
    let images = try PDFFile.images(of: document)
    #expect(images.count == 2)
    for image in images {
      let decoded = try RasterImage.decode(image).image
      #expect(decoded.width == 900 && decoded.height == 1200)
      #expect(try decoded.rgbSamples().contains { $0 < 80 }, "the text is there")
    }
  }
}
