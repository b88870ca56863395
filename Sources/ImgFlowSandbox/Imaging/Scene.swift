import CVips

/// An image made of flat shapes before a gradient, with a photograph's grain: what a new sandbox shows where
/// there would be photographs.
struct Scene: Sendable {
  typealias Colour = (red: Double, green: Double, blue: Double)

  /// Places are shares of the width and height, sizes of the width.
  enum Shape: Sendable {
    case disc(x: Double, y: Double, radius: Double, Colour)
    case box(x: Double, y: Double, width: Double, height: Double, Colour)
  }

  var top: Colour
  var bottom: Colour
  /// From the back to the front.
  var shapes: [Shape]

  /// The image at a size. `seed` decides the grain.
  func painted(width: Int, height: Int, seed: Int) throws(ImageError) -> RasterImage {
    let ends = [top, bottom].flatMap { [$0.red, $0.green, $0.blue] }
      .map { UInt8(max(0, min(255, $0))) }
    let thin = try Vips.image(samples: ends, width: 1, height: 2, bandCount: 3)
    let column = try Vips.image("resize", cvips_resize(thin.pointer, 1, Int32(clamping: height)))
    let wide = try Vips.image("repeat", cvips_repeat(column.pointer, Int32(clamping: width)))
    let canvas = try Vips.image("copy", vips_image_copy_memory(wide.pointer))
    for shape in shapes { try draw(shape, on: canvas) }
    let grained = try Vips.image("grain", cvips_grain(canvas.pointer, 6, Int32(clamping: seed)))
    return try Vips.image("copy", vips_image_copy_memory(grained.pointer))
  }

  private func draw(_ shape: Shape, on canvas: RasterImage) throws(ImageError) {
    let (width, height) = (Double(canvas.width), Double(canvas.height))
    let status: Int32
    switch shape {
    case .disc(let x, let y, let radius, let colour):
      status = cvips_draw_disc(
        canvas.pointer, [colour.red, colour.green, colour.blue], Int32(x * width),
        Int32(y * height), Int32(radius * width))
    case .box(let x, let y, let across, let down, let colour):
      status = cvips_draw_box(
        canvas.pointer, [colour.red, colour.green, colour.blue], Int32(x * width),
        Int32(y * height), Int32(across * width), Int32(down * width))
    }
    guard status == 0 else { throw Vips.failure("draw") }
  }
}
