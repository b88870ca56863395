/// Reads a JPEG file (ITU-T T.81): baseline and progressive, grey, YCbCr, RGB and CMYK.
///
/// Coefficients of all blocks are collected first, since progressive files give them bit by bit; how they are
/// used depends on the requested size.
struct JPEGDecoder {
  /// A colour of the image.
  struct Component {
    let identifier: UInt8
    /// How many blocks an MCU has of it, each way.
    let horizontal: Int
    let vertical: Int
    let quantisation: Int
    /// Blocks of the whole image, whole MCUs of them.
    var blocksWide = 0
    var blocksHigh = 0
    /// 64 for each block, in natural order.
    var coefficients: [Int16] = []
  }

  let bytes: [UInt8]
  var position = 2
  private(set) var width = 0
  private(set) var height = 0
  var components: [Component] = []
  var isProgressive = false
  var restartInterval = 0
  var quantisation = [[UInt16]](repeating: [UInt16](repeating: 1, count: 64), count: 4)
  var tables = [HuffmanTable?](repeating: nil, count: 8)
  /// What Adobe's marker says about the colours; nil without one.
  private(set) var adobeTransform: UInt8?
  /// How the camera was held (EXIF tag 0x0112).
  private(set) var orientation = 1

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Throws: `ImageProblem`.
  static func image(_ bytes: [UInt8], forWidth width: Int) throws -> PixelImage {
    var decoder = JPEGDecoder(bytes)
    try decoder.readSegments()
    guard !decoder.components.isEmpty else { throw ImageProblem("the JPEG file contains no image") }
    let isEnough = max(decoder.width, decoder.height) / 8 >= width
    return JPEGPixels(decoder, inEighths: isEnough).image().upright(decoder.orientation)
  }

  /// The most blocks that an MCU has of a component, each way.
  var horizontal: Int { components.map(\.horizontal).max() ?? 1 }
  var vertical: Int { components.map(\.vertical).max() ?? 1 }

  // MARK: - Segments

  private mutating func readSegments() throws {
    while position + 4 <= bytes.count {
      guard bytes[position] == 0xFF else {
        position += 1
        continue
      }
      let marker = bytes[position + 1]
      position += 2
      switch marker {
      case 0xD9: return
      case 0x00, 0x01, 0xD0...0xD8, 0xFF:
        // No segment follows; fill bytes may be many.
        if marker == 0xFF { position -= 1 }
        continue
      default: break
      }
      let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
      let end = position + length
      guard length >= 2, end <= bytes.count else { return }
      let body = Array(bytes[(position + 2)..<end])
      position = end
      try read(marker, body)
    }
  }

  private mutating func read(_ marker: UInt8, _ body: [UInt8]) throws {
    switch marker {
    case 0xC0, 0xC1, 0xC2:
      isProgressive = marker == 0xC2
      try readFrame(body)
    case 0xC4: readHuffmanTables(body)
    case 0xC3, 0xC5...0xC7, 0xC9...0xCF:
      throw ImageProblem("this kind of JPEG is not supported here")
    case 0xDB: readQuantisation(body)
    case 0xDD where body.count >= 2: restartInterval = Int(body[0]) << 8 | Int(body[1])
    case 0xDA: try readScan(body)
    case 0xE1: orientation = EXIFOrientation.read(body) ?? orientation
    case 0xEE where body.count >= 12 && body.starts(with: Array("Adobe".utf8)):
      adobeTransform = body[11]
    default: break
    }
  }

  private mutating func readFrame(_ body: [UInt8]) throws {
    guard body.count >= 6, components.isEmpty, body[0] == 8 else {
      throw ImageProblem("the JPEG file is damaged, or does not have 8 bits")
    }
    height = Int(body[1]) << 8 | Int(body[2])
    width = Int(body[3]) << 8 | Int(body[4])
    guard width > 0, height > 0, width <= PixelImage.limit / height else {
      throw ImageProblem("the image is too large: \(width) × \(height) pixels")
    }
    let count = Int(body[5])
    guard [1, 3, 4].contains(count), body.count >= 6 + count * 3 else {
      throw ImageProblem("the JPEG file is damaged")
    }
    components = try (0..<count).map { index in
      let part = body[(6 + index * 3)...].prefix(3).map { $0 }
      let component = Component(
        identifier: part[0], horizontal: Int(part[1] >> 4), vertical: Int(part[1] & 15),
        quantisation: Int(part[2] & 3))
      guard (1...4).contains(component.horizontal), (1...4).contains(component.vertical) else {
        throw ImageProblem("the JPEG file is damaged")
      }
      return component
    }
    let wide = (width + 8 * horizontal - 1) / (8 * horizontal)
    let high = (height + 8 * vertical - 1) / (8 * vertical)
    for index in components.indices {
      components[index].blocksWide = wide * components[index].horizontal
      components[index].blocksHigh = high * components[index].vertical
      let blocks = components[index].blocksWide * components[index].blocksHigh
      components[index].coefficients = [Int16](repeating: 0, count: blocks * 64)
    }
  }

  private mutating func readQuantisation(_ body: [UInt8]) {
    var start = 0
    while start < body.count {
      let isWide = body[start] >> 4 != 0
      let table = Int(body[start] & 3)
      start += 1
      guard start + (isWide ? 128 : 64) <= body.count else { return }
      for index in 0..<64 {
        let value =
          isWide
          ? UInt16(body[start + index * 2]) << 8 | UInt16(body[start + index * 2 + 1])
          : UInt16(body[start + index])
        quantisation[table][JPEGScan.natural[index]] = value
      }
      start += isWide ? 128 : 64
    }
  }

  private mutating func readHuffmanTables(_ body: [UInt8]) {
    var start = 0
    while start + 17 <= body.count {
      let place = Int(body[start] >> 4 & 1) * 4 + Int(body[start] & 3)
      let counts = body[(start + 1)..<(start + 17)].map(Int.init)
      let end = start + 17 + counts.reduce(0, +)
      guard end <= body.count else { return }
      tables[place] = HuffmanTable(counts: counts, symbols: Array(body[(start + 17)..<end]))
      start = end
    }
  }

  private mutating func readScan(_ body: [UInt8]) throws {
    guard let scan = JPEGScan(body, self) else { throw ImageProblem("the JPEG file is damaged") }
    position = scan.run(&components)
  }
}

/// A Huffman code: for each 16 bits the symbol that they begin with, and its length.
struct HuffmanTable {
  /// The length in the upper byte; 0 for what begins with no code.
  let entries: [UInt16]

  init(counts: [Int], symbols: [UInt8]) {
    var entries = [UInt16](repeating: 0, count: 1 << 16)
    var code = 0
    var index = 0
    for (length, count) in zip(1...16, counts) {
      for _ in 0..<count {
        let first = code << (16 - length)
        let last = (code + 1) << (16 - length)
        guard last <= 1 << 16 else { break }
        for place in first..<last { entries[place] = UInt16(length) << 8 | UInt16(symbols[index]) }
        code += 1
        index += 1
      }
      code <<= 1
    }
    self.entries = entries
  }
}
