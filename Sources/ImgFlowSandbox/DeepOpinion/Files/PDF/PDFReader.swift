import CPoppler
import Foundation

/// Reads a PDF document with Poppler: only in a process of its own, which documents from strangers may
/// bring down.
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
      guard let page = PDFPage(document, index) else { continue }
      for line in page.lines() {
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
      guard let image = PDFPage(document, index)?.image(with: boxes) else {
        throw FileFault("Page \(index + 1) of the PDF cannot be drawn.")
      }
      try budget.charge(image.count, .images)
      images.append(image)
    }
    return images
  }
}

/// A page of an open document.
private final class PDFPage {
  private let page: OpaquePointer
  private let width: Double
  private let height: Double

  /// Pixels of the longer side of an image, unless a point would be more than two pixels.
  private static let longestSide = 1200.0

  init?(_ document: OpaquePointer, _ index: Int) {
    guard let page = poppler_document_get_page(document, Int32(index)) else { return nil }
    self.page = page
    var (width, height) = (0.0, 0.0)
    poppler_page_get_size(page, &width, &height)
    self.width = width
    self.height = height
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(page)) }

  // MARK: - Text

  /// The lines that have text, with their places.
  func lines() -> [(text: String, box: PDFText.Box)] {
    guard let bytes = poppler_page_get_text(page) else { return [] }
    defer { g_free(bytes) }
    var areas: UnsafeMutablePointer<PopplerRectangle>?
    var count: UInt32 = 0
    guard poppler_page_get_text_layout(page, &areas, &count) != 0, let areas else { return [] }
    defer { g_free(areas) }
    var lines: [(text: String, box: PDFText.Box)] = []
    var line = ""
    var area: PopplerRectangle?
    // There is an area for each character.
    for (index, scalar) in String(cString: bytes).unicodeScalars.enumerated() {
      if scalar == "\n" || scalar == "\u{C}" {
        if let area { lines.append((Self.joined(line), box(area))) }
        (line, area) = ("", nil)
        continue
      }
      line.unicodeScalars.append(scalar)
      if !scalar.properties.isWhitespace, index < count {
        area = Self.union(area, areas[index])
      }
    }
    if let area { lines.append((Self.joined(line), box(area))) }
    return lines
  }

  /// The words of a line with a space between them.
  private static func joined(_ line: String) -> String {
    line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func union(
    _ first: PopplerRectangle?, _ second: PopplerRectangle
  ) -> PopplerRectangle {
    guard var all = first else { return second }
    all.x1 = min(all.x1, second.x1)
    all.y1 = min(all.y1, second.y1)
    all.x2 = max(all.x2, second.x2)
    all.y2 = max(all.y2, second.y2)
    return all
  }

  private func box(_ area: PopplerRectangle) -> PDFText.Box {
    func part(_ length: Double, _ whole: Double) -> Double {
      let part = length / whole
      return part.isFinite ? min(1, max(0, part)).rounded(toPlaces: 5) : 0
    }
    return PDFText.Box(
      left: part(area.x1, width), top: part(area.y1, height), right: part(area.x2, width),
      bottom: part(area.y2, height))
  }

  // MARK: - Images

  /// The page on white, as a PNG file, with a frame around each place; nil when it cannot be drawn.
  func image(with frames: [PDFText.Box]) -> Data? {
    let scale = min(2, Self.longestSide / max(width, height))
    guard width > 0, height > 0, scale.isFinite, scale > 0,
      let surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, Int32(max(1, width * scale)), Int32(max(1, height * scale)))
    else { return nil }
    defer { cairo_surface_destroy(surface) }
    let context = cairo_create(surface)
    defer { cairo_destroy(context) }
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    cairo_scale(context, scale, scale)
    poppler_page_render(page, context)
    draw(frames, on: context, lineWidth: 2 / scale)
    var png = Data()
    let status = withUnsafeMutablePointer(to: &png) { png in
      cairo_surface_write_to_png_stream(
        surface,
        { target, bytes, count in
          guard let target, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
          target.assumingMemoryBound(to: Data.self).pointee.append(bytes, count: Int(count))
          return CAIRO_STATUS_SUCCESS
        }, png)
    }
    return status == CAIRO_STATUS_SUCCESS ? png : nil
  }

  private func draw(_ frames: [PDFText.Box], on context: OpaquePointer?, lineWidth: Double) {
    cairo_set_source_rgb(context, 0.9, 0.3, 0)
    cairo_set_line_width(context, lineWidth)
    for frame in frames {
      cairo_rectangle(
        context, frame.left * width - lineWidth, frame.top * height - lineWidth,
        (frame.right - frame.left) * width + 2 * lineWidth,
        (frame.bottom - frame.top) * height + 2 * lineWidth)
      cairo_stroke(context)
    }
  }
}
