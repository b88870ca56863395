import CZlib

/// Reads a PNG file (ISO/IEC 15948): all colour types and depths, interlaced or not.
struct PNGDecoder {
  private let bytes: [UInt8]
  private var width = 0
  private var height = 0
  private var depth = 0
  private var colour = Colour.grey
  private var isInterlaced = false
  private var palette: [UInt8] = []
  private var transparency: [UInt8] = []
  private var data: [UInt8] = []

  private enum Colour: UInt8 {
    case grey = 0
    case rgb = 2
    case indexed = 3
    case greyAlpha = 4
    case rgbAlpha = 6

    var channels: Int {
      switch self {
      case .grey, .indexed: 1
      case .greyAlpha: 2
      case .rgb: 3
      case .rgbAlpha: 4
      }
    }
  }

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    try readChunks()
  }

  /// - Throws: `ImageProblem`.
  func image() throws -> PixelImage {
    let passes = isInterlaced ? Self.passes : [(0, 0, 1, 1)]
    let sizes = passes.map { x, y, dx, dy in
      (columns: (width - x + dx - 1) / dx, rows: (height - y + dy - 1) / dy)
    }
    let length = sizes.reduce(0) {
      $0 + ($1.columns > 0 ? $1.rows * (1 + rowBytes($1.columns)) : 0)
    }
    let filtered = try inflated(length)
    var image = PixelImage(width: width, height: height)
    var start = 0
    for ((x, y, dx, dy), size) in zip(passes, sizes) where size.columns > 0 {
      var row = [UInt8](repeating: 0, count: rowBytes(size.columns))
      for index in 0..<size.rows {
        row = unfiltered(filtered, start, above: row)
        start += 1 + row.count
        for column in 0..<size.columns {
          let place = ((y + index * dy) * width + x + column * dx) * 4
          let pixel = pixel(row, column)
          for channel in 0..<4 { image.pixels[place + channel] = pixel[channel] }
        }
      }
    }
    return image
  }

  /// The passes of Adam7: where each begins, and its steps.
  private static let passes = [
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
    (0, 1, 1, 2),
  ]

  // MARK: - Chunks

  private mutating func readChunks() throws {
    var position = 8
    while let length = number(at: position), let type = number(at: position + 4) {
      let start = position + 8
      guard length >= 0, start + length <= bytes.count else { break }
      let body = bytes[start..<(start + length)]
      switch type {
      case 0x4948_4452: try readHeader(Array(body))
      case 0x504C_5445: palette = Array(body)
      case 0x7452_4E53: transparency = Array(body)
      case 0x4944_4154: data += body
      default: break
      }
      position = start + length + 4
    }
    guard width > 0, !data.isEmpty else { throw ImageProblem("the PNG file is cut off") }
  }

  private func number(at position: Int) -> Int? {
    guard position + 4 <= bytes.count else { return nil }
    return bytes[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
  }

  private mutating func readHeader(_ body: [UInt8]) throws {
    guard body.count >= 13, let width = number(at: 16), let height = number(at: 20),
      let colour = Colour(rawValue: body[9]), [1, 2, 4, 8, 16].contains(body[8])
    else { throw ImageProblem("the PNG file is damaged") }
    guard width > 0, height > 0, width <= PixelImage.limit / height else {
      throw ImageProblem("the image is too large: \(width) × \(height) pixels")
    }
    (self.width, self.height, self.colour) = (width, height, colour)
    depth = Int(body[8])
    isInterlaced = body[12] == 1
  }

  private func inflated(_ length: Int) throws -> [UInt8] {
    var size = uLongf(length)
    let result = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      buffer.initialize(repeating: 0)
      count = length
      // What a damaged file lacks stays black.
      _ = uncompress(buffer.baseAddress, &size, data, uLong(data.count))
    }
    guard size > 0 else { throw ImageProblem("the PNG file is damaged") }
    return result
  }

  // MARK: - Rows

  private var bitsPerPixel: Int { colour.channels * depth }

  private func rowBytes(_ columns: Int) -> Int { (columns * bitsPerPixel + 7) / 8 }

  private func unfiltered(_ data: [UInt8], _ start: Int, above: [UInt8]) -> [UInt8] {
    let step = max(1, bitsPerPixel / 8)
    let filter = data[start]
    var row = Array(data[(start + 1)..<(start + 1 + above.count)])
    guard filter != 0 else { return row }
    for index in row.indices {
      let left = index >= step ? row[index - step] : 0
      let corner = index >= step ? above[index - step] : 0
      switch filter {
      case 1: row[index] &+= left
      case 2: row[index] &+= above[index]
      case 3: row[index] &+= UInt8((Int(left) + Int(above[index])) / 2)
      case 4: row[index] &+= Self.nearest(left, above[index], corner)
      default: break
      }
    }
    return row
  }

  /// The Paeth predictor.
  private static func nearest(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
    let estimate = Int(left) + Int(above) - Int(corner)
    let distances = (
      abs(estimate - Int(left)), abs(estimate - Int(above)), abs(estimate - Int(corner))
    )
    if distances.0 <= distances.1, distances.0 <= distances.2 { return left }
    return distances.1 <= distances.2 ? above : corner
  }

  // MARK: - Pixels

  private func pixel(_ row: [UInt8], _ column: Int) -> SIMD4<UInt8> {
    let first = column * colour.channels
    switch colour {
    case .grey:
      let level = sample(row, first)
      let isTransparent = transparency.count >= 2 && Int(transparency[1]) == raw(row, first)
      return SIMD4(level, level, level, isTransparent ? 0 : 255)
    case .greyAlpha:
      let level = sample(row, first)
      return SIMD4(level, level, level, sample(row, first + 1))
    case .rgb: return SIMD4(sample(row, first), sample(row, first + 1), sample(row, first + 2), 255)
    case .rgbAlpha:
      return SIMD4(
        sample(row, first), sample(row, first + 1), sample(row, first + 2), sample(row, first + 3))
    case .indexed:
      let index = raw(row, first)
      guard index * 3 + 2 < palette.count else { return SIMD4(0, 0, 0, 255) }
      let alpha = index < transparency.count ? transparency[index] : 255
      return SIMD4(palette[index * 3], palette[index * 3 + 1], palette[index * 3 + 2], alpha)
    }
  }

  /// A sample from 0 to 255.
  private func sample(_ row: [UInt8], _ index: Int) -> UInt8 {
    let value = raw(row, index)
    return depth >= 8 ? UInt8(value) : UInt8(value * 255 / ((1 << depth) - 1))
  }

  /// A sample as it is stored; of one with 16 bits the upper half.
  private func raw(_ row: [UInt8], _ index: Int) -> Int {
    switch depth {
    case 8: return Int(row[index])
    case 16: return Int(row[index * 2])
    default:
      let bit = index * depth
      return Int(row[bit / 8]) >> (8 - depth - bit % 8) & ((1 << depth) - 1)
    }
  }
}
