import Foundation
import Testing

@testable import ImgFlowSandbox

@Suite struct PDFTests {
  @Test func linesAreReadWithTheirPlaces() throws {
    let text = try Self.text(
      of: MinimalPDF.document(pages: [
        "BT /F1 20 Tf 60 700 Td (Invoice \\(copy\\) 42) Tj 0 -40 Td (Total   12,50) Tj ET",
        "BT /F1 20 Tf 300 400 Td <5365636F6E64> Tj ET",
      ]))
    #expect(text.pages == 2)
    #expect(text.lines.map(\.text) == ["Invoice (copy) 42", "Total 12,50", "Second"])
    #expect(text.lines.map(\.page) == [0, 0, 1])
    let box = text.lines[0].box
    #expect(abs(box.left - 0.1) < 0.01 && abs(box.bottom - 0.125) < 0.02)
    #expect(box.right > 0.3 && box.right < 0.5 && box.top < box.bottom)
    #expect(abs(text.lines[2].box.left - 0.5) < 0.01 && abs(text.lines[2].box.bottom - 0.5) < 0.02)
  }

  @Test func pagesAreDrawnWithFramesAroundWhatIsFound() throws {
    let document = MinimalPDF.document(
      pages: ["BT /F1 20 Tf 60 700 Td (Hello) Tj ET", ""], size: "600 800")
    let frame = PDFRequest.Frame(
      page: 1, box: PDFText.Box(left: 0.25, top: 0.25, right: 0.75, bottom: 0.75))
    let images = try Self.with(document) { try PDFProcess.images(of: $0, with: [frame]) }
    let (first, second) = (try RasterImage.decode(images[0]), try RasterImage.decode(images[1]))
    #expect(first.format == .png && first.image.width == 900 && first.image.height == 1200)
    let dark = try first.image.rgbSamples().filter { $0 < 80 }
    #expect(!dark.isEmpty, "the text is there")
    let samples = try second.image.rgbSamples()
    let orange = stride(from: 0, to: samples.count, by: 3).filter { samples[$0 + 2] < 80 }
    #expect(!orange.isEmpty && orange.allSatisfy { samples[$0] > 200 })
  }

  /// Sizes of pages are claims.
  @Test(arguments: ["99999999 99999999", "1e30 1e30", "0 0", "-5 10", "0.0001 0.0001", "9 90000"])
  func pagesOfAnySizeAreBounded(size: String) throws {
    let document = MinimalPDF.document(pages: ["BT /F1 9 Tf 1 1 Td (x) Tj ET"], size: size)
    let images = try? Self.with(document) { try PDFProcess.images(of: $0, with: []) }
    for image in images ?? [] { #expect(try RasterImage.identify(image).width <= 2400) }
  }

  @Test func whatCannotBeReadIsRefusedWithTheReason() throws {
    let whole = MinimalPDF.document(pages: ["BT /F1 9 Tf 1 1 Td (x) Tj ET"])
    for broken in [
      Data("%PDF-1.7\n".utf8), whole.prefix(80), Data("%PDF-1.4 trailer<</Root 1 0 R>>".utf8),
    ] {
      #expect(Self.fault { try Self.text(of: broken) }?.contains("damaged") == true)
    }
    let long = MinimalPDF.document(pages: Array(repeating: "", count: 101))
    #expect(Self.fault { try Self.text(of: long) } == "The document has more than 100 pages.")
  }

  /// References in circles, filters in chains, loops of trailers: they end, whatever comes of them.
  @Test(arguments: [
    "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
    "<< /Type /Pages /Kids [2 0 R] /Count 99999999 >>",
    "<< /Type /Pages /Kids 2 0 R /Count -1 >>",
  ])
  func treesOfPagesMayBeCircles(pages: String) throws {
    let document = MinimalPDF.document(pages: ["BT (x) Tj ET"], tree: pages)
    _ = try? Self.text(of: document)
    _ = try? Self.with(document) { try PDFProcess.images(of: $0, with: []) }
  }

  @Test func contentThatTakesTooLongOrTooMuchIsRefused() throws {
    // A form that draws itself ten times, and those again.
    let forms = (0..<12).map { "/X\($0) Do " }.joined()
    let document = MinimalPDF.document(
      pages: [String(repeating: forms, count: 20)], more: String(repeating: "q ", count: 5_000_00))
    _ = try? Self.with(document) { try PDFProcess.images(of: $0, with: []) }
    let vast = MinimalPDF.document(
      pages: ["q 600 0 0 800 0 0 cm BI /W 60000 /H 60000 /BPC 8 /CS /RGB ID xx EI Q"])
    _ = try? Self.with(vast) { try PDFProcess.images(of: $0, with: []) }
  }

  // MARK: - Helpers

  private static func with<Result>(_ document: Data, _ body: (URL) throws -> Result) throws
    -> Result
  {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try document.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file)
  }

  private static func text(of document: Data) throws -> PDFText {
    try with(document) { try PDFProcess.text(of: $0) }
  }

  private static func fault(_ body: () throws -> some Any) -> String? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? FileFault)?.text
    }
  }
}

/// PDF documents of the fewest objects.
enum MinimalPDF {
  /// - Parameters:
  ///   - pages: the content of each.
  ///   - size: of the pages, in points.
  ///   - tree: the object that lists the pages, instead of one that does.
  ///   - more: the content of one more object.
  static func document(
    pages: [String], size: String = "600 800", tree: String? = nil, more: String = ""
  ) -> Data {
    let kids = pages.indices.map { "\(5 + 2 * $0) 0 R" }.joined(separator: " ")
    var objects = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      tree ?? "<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", stream(more),
    ]
    for (index, content) in pages.enumerated() {
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(size)] /Contents \(6 + 2 * index) 0 R "
          + "/Resources << /Font << /F1 3 0 R >> >> >>")
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
