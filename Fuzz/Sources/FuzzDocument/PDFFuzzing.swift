import Foundation

/// Where documents are put to be read.
private let file = FileManager.default.temporaryDirectory.appending(
  path: "imgflow-fuzz-\(ProcessInfo.processInfo.processIdentifier).pdf")

/// Reads any bytes as a PDF document, as the process of the sandbox does: its text, and images of its pages
/// with a frame around each line. Both are within the limits and agree on the pages.
func testPDF(_ bytes: [UInt8]) {
  do {
    try Data(bytes).write(to: file)
  } catch {
    preconditionFailure("\(error)")
  }
  guard case .text(let text) = PDFRequest(file: file, wanted: .text).answer() else { return }
  precondition(text.pages <= DocumentMeasure.pages.limit, "more pages than may be")
  for line in text.lines {
    precondition((0..<text.pages).contains(line.page), "a line of a page that is not there")
    precondition(line.text.contains { !$0.isWhitespace }, "a line without text")
    let box = line.box
    precondition(0 <= box.left && box.left <= box.right && box.right <= 1, "\(box)")
    precondition(0 <= box.top && box.top <= box.bottom && box.bottom <= 1, "\(box)")
  }
  let frames = text.lines.map { PDFRequest.Frame(page: $0.page, box: $0.box) }
  let drawing = PDFRequest(file: file, wanted: .images(frames: frames))
  guard case .images(let images) = drawing.answer() else { return }
  precondition(images.count == text.pages, "pages without an image")
  precondition(images.allSatisfy { $0.starts(with: [0x89, 0x50, 0x4E, 0x47]) }, "not PNG files")
}
