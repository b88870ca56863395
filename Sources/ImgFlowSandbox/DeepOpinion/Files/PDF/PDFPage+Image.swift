import CPoppler
import Foundation

extension PDFPage {
  /// Pixels of the longer side of an image, unless a point would be more than two pixels.
  private static let longestSide = 1200.0

  /// The page on white, as a PNG file, with a frame around each place; nil if it cannot be drawn.
  func image(with frames: [PDFText.Box]) -> Data? {
    let scale = min(2, Self.longestSide / max(width, height))
    guard
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
    // A failure in between left a part of the page out.
    guard cairo_status(context) == CAIRO_STATUS_SUCCESS else { return nil }
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
