import CPoppler
import Foundation

/// Reads a PDF document with Poppler: only in a separate process, which untrusted documents may crash.
final class PDFReader {
  private let document: OpaquePointer
  private let budget: DocumentBudget

  /// Opens a document.
  ///
  /// - Throws: `FileFault`.
  init(_ file: URL, _ budget: DocumentBudget) throws(FileFault) {
    var failure: UnsafeMutablePointer<GError>?
    guard let document = poppler_document_new_from_file(file.absoluteString, nil, &failure) else {
      defer { g_clear_error(&failure) }
      let isLocked = failure?.pointee.code == Int32(POPPLER_ERROR_ENCRYPTED.rawValue)
      throw FileFault(
        isLocked
          ? "The PDF is protected by a password." : "The PDF is damaged: it cannot be opened.")
    }
    self.document = document
    self.budget = budget
    guard pageCount > 0 else { throw FileFault("The PDF has no pages.") }
    try budget.charge(pageCount, .pages)
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(document)) }

  private var pageCount: Int { max(0, Int(poppler_document_get_n_pages(document))) }

  /// The lines of all pages, in the order in which they are read.
  ///
  /// - Throws: `FileFault`.
  func text() throws(FileFault) -> PDFText {
    var text = PDFText(pages: pageCount)
    for index in 0..<pageCount {
      for line in try PDFPage(document, index).lines() {
        try budget.charge(1, .rows)
        try budget.charge(line.text.utf8.count, .text)
        text.lines.append(PDFText.Line(text: line.text, page: index, box: line.box))
      }
    }
    return text
  }

  /// An image of each page, as a PNG file.
  ///
  /// - Throws: `FileFault`.
  func images(with frames: [PDFRequest.Frame]) throws(FileFault) -> [Data] {
    var images: [Data] = []
    for index in 0..<pageCount {
      let boxes = frames.filter { $0.page == index }.map(\.box)
      guard let image = try PDFPage(document, index).image(with: boxes) else {
        throw FileFault("Page \(index + 1) of the PDF cannot be drawn.")
      }
      try budget.charge(image.count, .images)
      images.append(image)
    }
    return images
  }
}
