import Foundation
import Testing

@testable import ImgFlowSandbox

@Suite struct PDFTests {
  @Test func linesAreReadWithTheirPlaces() throws {
    let text = try PDFFile.text(
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
    let images = try PDFFile.images(of: document, with: [frame])
    let (first, second) = (try RasterImage.decode(images[0]), try RasterImage.decode(images[1]))
    #expect(first.format == .png && first.image.width == 900 && first.image.height == 1200)
    let dark = try first.image.rgbSamples().filter { $0 < 80 }
    #expect(!dark.isEmpty, "the text is there")
    let samples = try second.image.rgbSamples()
    let orange = stride(from: 0, to: samples.count, by: 3).filter { samples[$0 + 2] < 80 }
    #expect(!orange.isEmpty && orange.allSatisfy { samples[$0] > 200 })
  }

  @Test func whatCannotBeReadIsRefusedWithTheReason() throws {
    let whole = MinimalPDF.document(pages: ["BT /F1 9 Tf 1 1 Td (x) Tj ET"])
    for broken in [
      Data("%PDF-1.7\n".utf8), whole.prefix(80), Data("%PDF-1.4 trailer<</Root 1 0 R>>".utf8),
    ] {
      #expect(PDFFile.fault(of: broken) == "The PDF is damaged: it cannot be opened.")
    }
    let long = MinimalPDF.document(pages: Array(repeating: "", count: 101))
    #expect(PDFFile.fault(of: long) == "The document has more than 100 pages.")
  }
}
