/// An image as red, green, blue and alpha bytes, row by row.
struct PixelImage {
  let width: Int
  let height: Int
  var pixels: [UInt8]

  /// A transparent image.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    pixels = [UInt8](repeating: 0, count: width * height * 4)
  }

  init(width: Int, height: Int, pixels: [UInt8]) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The image in another size, each pixel the mean of those it stands for.
  func scaled(toWidth newWidth: Int, height newHeight: Int) -> PixelImage {
    var result = PixelImage(width: max(1, newWidth), height: max(1, newHeight))
    for y in 0..<result.height {
      let rows = Self.span(y, of: result.height, in: height)
      for x in 0..<result.width {
        let mean = mean(columns: Self.span(x, of: result.width, in: width), rows: rows)
        for channel in 0..<4 { result.pixels[(y * result.width + x) * 4 + channel] = mean[channel] }
      }
    }
    return result
  }

  /// The pixels of the old size that one of the new stands for.
  private static func span(_ index: Int, of count: Int, in old: Int) -> Range<Int> {
    let start = index * old / count
    return start..<max(start + 1, min(old, (index + 1) * old / count))
  }

  private func mean(columns: Range<Int>, rows: Range<Int>) -> SIMD4<UInt8> {
    var sum = SIMD4<Int>()
    for y in rows {
      for x in columns {
        let place = (y * width + x) * 4
        let alpha = Int(pixels[place + 3])
        // What is transparent has no say in the colour.
        sum &+= SIMD4(
          Int(pixels[place]) * alpha, Int(pixels[place + 1]) * alpha,
          Int(pixels[place + 2]) * alpha, alpha)
      }
    }
    let count = rows.count * columns.count
    guard sum.w > 0 else { return SIMD4() }
    return SIMD4(
      UInt8(clamping: sum.x / sum.w), UInt8(clamping: sum.y / sum.w),
      UInt8(clamping: sum.z / sum.w), UInt8(clamping: sum.w / count))
  }
}

/// Why an image cannot be shown.
struct ImageProblem: Error {
  let message: String

  init(_ message: String) { self.message = message }
}
