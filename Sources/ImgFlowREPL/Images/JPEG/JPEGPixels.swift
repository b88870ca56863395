#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Makes pixels of the coefficients of a JPEG file.
struct JPEGPixels {
  private let decoder: JPEGDecoder
  /// How many pixels a block becomes, each way: 8, or 1 where the mean of each is enough.
  private let size: Int

  init(_ decoder: JPEGDecoder, inEighths: Bool) {
    self.decoder = decoder
    size = inEighths ? 1 : 8
  }

  func image() -> PixelImage {
    let width = (decoder.width * size + 7) / 8
    let height = (decoder.height * size + 7) / 8
    let planes = decoder.components.map(plane)
    var image = PixelImage(width: width, height: height)
    let (horizontal, vertical) = (decoder.horizontal, decoder.vertical)
    let strides = decoder.components.map { $0.blocksWide * size }
    var samples = [UInt8](repeating: 0, count: planes.count)
    for y in 0..<height {
      for x in 0..<width {
        for (index, component) in decoder.components.enumerated() {
          let row = y * component.vertical / vertical
          let column = x * component.horizontal / horizontal
          samples[index] = planes[index][row * strides[index] + column]
        }
        let colour = colour(samples)
        let place = (y * width + x) * 4
        for channel in 0..<3 { image.pixels[place + channel] = colour[channel] }
        image.pixels[place + 3] = 255
      }
    }
    return image
  }

  // MARK: - Samples

  /// The samples of a component, row by row.
  private func plane(_ component: JPEGDecoder.Component) -> [UInt8] {
    let table = decoder.quantisation[component.quantisation].map(Float.init)
    let stride = component.blocksWide * size
    var plane = [UInt8](repeating: 0, count: stride * component.blocksHigh * size)
    var values = [Float](repeating: 0, count: 64)
    for row in 0..<component.blocksHigh {
      for column in 0..<component.blocksWide {
        let first = (row * component.blocksWide + column) * 64
        if size == 1 {
          let mean = Float(component.coefficients[first]) * table[0] / 8
          plane[row * stride + column] = Self.level(mean)
          continue
        }
        for index in 0..<64 {
          values[index] = Float(component.coefficients[first + index]) * table[index]
        }
        Self.transform(&values)
        for index in 0..<64 {
          plane[(row * 8 + index / 8) * stride + column * 8 + index % 8] = Self.level(values[index])
        }
      }
    }
    return plane
  }

  private static func level(_ value: Float) -> UInt8 { UInt8(max(0, min(255, value + 128.5))) }

  /// The inverse cosine transform of a block: of its rows, then of its columns.
  private static func transform(_ values: inout [Float]) {
    var half = [Float](repeating: 0, count: 64)
    for row in 0..<8 {
      for x in 0..<8 {
        var sum: Float = 0
        for u in 0..<8 { sum += waves[x * 8 + u] * values[row * 8 + u] }
        half[row * 8 + x] = sum
      }
    }
    for column in 0..<8 {
      for y in 0..<8 {
        var sum: Float = 0
        for v in 0..<8 { sum += waves[y * 8 + v] * half[v * 8 + column] }
        values[y * 8 + column] = sum
      }
    }
  }

  /// What frequency `u` adds at place `x`, at `x * 8 + u`.
  private static let waves: [Float] = (0..<64).map { index in
    let (x, u) = (Double(index / 8), Double(index % 8))
    return Float((u == 0 ? 0.5.squareRoot() : 1) / 2 * cos((2 * x + 1) * u * Double.pi / 16))
  }

  // MARK: - Colours

  private func colour(_ samples: [UInt8]) -> SIMD3<UInt8> {
    switch samples.count {
    case 1: return SIMD3(repeating: samples[0])
    case 3:
      if decoder.adobeTransform == 0 { return SIMD3(samples[0], samples[1], samples[2]) }
      return Self.rgb(samples)
    default:
      // Adobe's programs store inks inverted, and hardly any other writes CMYK.
      let inks =
        decoder.adobeTransform == 2 ? Self.rgb(samples) : SIMD3(samples[0], samples[1], samples[2])
      let black = Int(samples[3])
      return SIMD3(
        UInt8(Int(inks.x) * black / 255), UInt8(Int(inks.y) * black / 255),
        UInt8(Int(inks.z) * black / 255))
    }
  }

  /// YCbCr as red, green and blue (T.871).
  private static func rgb(_ samples: [UInt8]) -> SIMD3<UInt8> {
    let y = Float(samples[0])
    let blue = Float(samples[1]) - 128
    let red = Float(samples[2]) - 128
    let colours = SIMD3(y + 1.402 * red, y - 0.344136 * blue - 0.714136 * red, y + 1.772 * blue)
    let clamped = (colours + 0.5).clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 255))
    return SIMD3<UInt8>(clamped)
  }
}

/// How a camera was held when it took an image.
enum EXIFOrientation {
  /// Reads the orientation, from 1 to 8, of an APP1 segment; nil if it has none.
  static func read(_ segment: [UInt8]) -> Int? {
    guard segment.count > 14, segment.starts(with: Array("Exif\0\0".utf8)) else { return nil }
    let tiff = Array(segment[6...])
    let isLittle = tiff[0] == 0x49
    func number(_ place: Int, _ length: Int) -> Int? {
      guard place >= 0, place + length <= tiff.count else { return nil }
      let bytes = tiff[place..<(place + length)]
      return (isLittle ? Array(bytes.reversed()) : Array(bytes)).reduce(0) { $0 << 8 | Int($1) }
    }
    guard let directory = number(4, 4), let count = number(directory, 2) else { return nil }
    for index in 0..<count {
      let entry = directory + 2 + index * 12
      guard let tag = number(entry, 2) else { return nil }
      if tag == 0x0112 { return number(entry + 8, 2).flatMap { (1...8).contains($0) ? $0 : nil } }
    }
    return nil
  }
}

extension PixelImage {
  /// The image as it was seen, given how the camera was held (EXIF 2.32, 4.6.4).
  func upright(_ orientation: Int) -> PixelImage {
    guard orientation > 1 else { return self }
    let isTurned = orientation >= 5
    var result = PixelImage(width: isTurned ? height : width, height: isTurned ? width : height)
    for y in 0..<result.height {
      for x in 0..<result.width {
        let (column, row) =
          switch orientation {
          case 2: (width - 1 - x, y)
          case 3: (width - 1 - x, height - 1 - y)
          case 4: (x, height - 1 - y)
          case 5: (y, x)
          case 6: (y, height - 1 - x)
          case 7: (width - 1 - y, height - 1 - x)
          default: (width - 1 - y, x)
          }
        for channel in 0..<4 {
          result.pixels[(y * result.width + x) * 4 + channel] =
            pixels[(row * width + column) * 4 + channel]
        }
      }
    }
    return result
  }
}
