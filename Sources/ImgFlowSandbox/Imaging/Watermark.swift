/// The mark on images that the sandbox makes up, such as heatmaps: they are never the vendor's.
///
/// Drawn from a bitmap alphabet of its own instead of by libvips' text renderer: that one depends
/// on installed fonts, looks different on each machine, and fails in containers that have none.
enum Watermark {
  private static let text = "SANDBOX"

  /// Draws the mark in the lower right corner, about a sixth of the image's width; images too small to hold
  /// it come back unmarked.
  static func draw(on image: RasterImage) throws(ImageError) -> RasterImage {
    let mask = pixels
    guard let firstRow = mask.first else { return image }
    let scale = max(1, image.width / (6 * firstRow.count))
    let width = firstRow.count * scale
    let height = mask.count * scale
    guard width <= image.width, height <= image.height else { return image }

    var samples: [UInt8] = []
    samples.reserveCapacity(width * height * 4)
    for y in 0..<height {
      for x in 0..<width {
        let ink = mask[y / scale][x / scale]
        samples += ink ? [255, 255, 255, 235] : [0, 0, 0, 140]
      }
    }
    let mark = try Vips.image(samples: samples, width: width, height: height, bandCount: 4)
    return try image.composited(with: mark, x: image.width - width, y: image.height - height)
  }

  /// The text as rows of dots, with a margin of two.
  private static var pixels: [[Bool]] {
    let letters = text.compactMap { glyphs[$0] }
    let rows = (0..<7).map { row in
      [false, false] + letters.flatMap { $0[row].map { $0 == "#" } + [false] } + [false]
    }
    let blank = Array(repeating: false, count: rows[0].count)
    return [blank, blank] + rows + [blank, blank]
  }

  /// Letters of 5 x 7 dots.
  private static let glyphs: [Character: [String]] = [
    "S": [" ####", "#    ", "#    ", " ### ", "    #", "    #", "#### "],
    "A": [" ### ", "#   #", "#   #", "#####", "#   #", "#   #", "#   #"],
    "N": ["#   #", "##  #", "# # #", "#  ##", "#   #", "#   #", "#   #"],
    "D": ["#### ", "#   #", "#   #", "#   #", "#   #", "#   #", "#### "],
    "B": ["#### ", "#   #", "#   #", "#### ", "#   #", "#   #", "#### "],
    "O": [" ### ", "#   #", "#   #", "#   #", "#   #", "#   #", " ### "],
    "X": ["#   #", "#   #", " # # ", "  #  ", " # # ", "#   #", "#   #"],
  ]
}
