import CPoppler

/// A page of an open document.
final class PDFPage {
  let page: OpaquePointer
  private(set) var width = 0.0
  private(set) var height = 0.0

  /// Points that a side may have: no paper is larger, and most readers of ISO 32000 refuse it.
  private static let sides = 1.0...14_400

  /// Opens a page.
  ///
  /// - Parameter index: from 0.
  /// - Throws: `FileFault`.
  init(_ document: OpaquePointer, _ index: Int) throws(FileFault) {
    guard let page = poppler_document_get_page(document, Int32(index)) else {
      throw FileFault("Page \(index + 1) of the PDF is damaged.")
    }
    self.page = page
    poppler_page_get_size(page, &width, &height)
    guard Self.sides.contains(width), Self.sides.contains(height) else {
      throw FileFault(
        "Page \(index + 1) of the PDF has an invalid size: sides must be from 1 to "
          + "\(Int(Self.sides.upperBound)) points long.")
    }
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(page)) }
}
