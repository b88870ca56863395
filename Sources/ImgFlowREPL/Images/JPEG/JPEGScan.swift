/// One scan of a JPEG file: some of the coefficients of some of its components.
struct JPEGScan {
  private struct Part {
    let component: Int
    let dc: HuffmanTable?
    let ac: HuffmanTable?
    var prediction = 0
  }

  /// The natural place of each coefficient in the order of the file, in which they zigzag.
  static let natural = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13,
    6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52,
    45,
    38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
  ]

  /// The pixels of the image, and the most blocks that an MCU has of a component, each way.
  private let size: (width: Int, height: Int)
  private let most: (horizontal: Int, vertical: Int)
  private let restartInterval: Int
  private var parts: [Part] = []
  /// Which coefficients it gives, and which of their bits.
  private let first: Int
  private let last: Int
  private let isRefinement: Bool
  private let shift: Int
  private var bits: BitReader
  /// How many blocks that follow have no more coefficients.
  private var emptyBlocks = 0

  /// Reads the head of the scan; nil if it is damaged.
  init?(_ body: [UInt8], _ decoder: JPEGDecoder) {
    guard let count = body.first.map(Int.init), (1...4).contains(count), body.count >= 4 + count * 2
    else { return nil }
    for index in 0..<count {
      let identifier = body[1 + index * 2]
      let tables = body[2 + index * 2]
      guard let component = decoder.components.firstIndex(where: { $0.identifier == identifier })
      else { return nil }
      parts.append(
        Part(
          component: component, dc: decoder.tables[Int(tables >> 4 & 3)],
          ac: decoder.tables[4 + Int(tables & 3)]))
    }
    let tail = body[(1 + count * 2)...].map { $0 }
    first = decoder.isProgressive ? Int(tail[0]) : 0
    last = decoder.isProgressive ? Int(tail[1]) : 63
    isRefinement = decoder.isProgressive && tail[2] >> 4 != 0
    shift = decoder.isProgressive ? Int(tail[2] & 15) : 0
    guard first <= last, last < 64, shift < 14 else { return nil }
    bits = BitReader(decoder.bytes, at: decoder.position)
    size = (decoder.width, decoder.height)
    most = (decoder.horizontal, decoder.vertical)
    restartInterval = decoder.restartInterval
  }

  /// Reads the scan's coefficients and returns where it ends.
  func run(_ components: inout [JPEGDecoder.Component]) -> Int {
    var scan = self
    scan.read(&components)
    return scan.bits.position
  }

  private mutating func read(_ components: inout [JPEGDecoder.Component]) {
    let units = units(components)
    for unit in 0..<(units.wide * units.high) {
      if restartInterval > 0, unit > 0, unit % restartInterval == 0 { restart() }
      // What a file lacks that is cut off stays grey.
      guard !bits.isAtEnd else { return }
      let (row, column) = (unit / units.wide, unit % units.wide)
      for index in parts.indices {
        let place = parts[index].component
        let isAlone = parts.count == 1
        let wide = isAlone ? 1 : components[place].horizontal
        let high = isAlone ? 1 : components[place].vertical
        for y in 0..<high {
          for x in 0..<wide {
            let block = (row * high + y) * components[place].blocksWide + column * wide + x
            components[place].coefficients.withUnsafeMutableBufferPointer { all in
              readBlock(
                UnsafeMutableBufferPointer(rebasing: all[(block * 64)...].prefix(64)), index)
            }
          }
        }
      }
    }
  }

  /// How many units follow each other: MCUs, or the blocks of a component that is alone in its scan.
  private func units(_ components: [JPEGDecoder.Component]) -> (wide: Int, high: Int) {
    let (h, v) = most
    guard parts.count == 1 else {
      return ((size.width + 8 * h - 1) / (8 * h), (size.height + 8 * v - 1) / (8 * v))
    }
    let component = components[parts[0].component]
    let width = (size.width * component.horizontal + h - 1) / h
    let height = (size.height * component.vertical + v - 1) / v
    return ((width + 7) / 8, (height + 7) / 8)
  }

  private mutating func restart() {
    bits.skipRestartMarker()
    emptyBlocks = 0
    for index in parts.indices { parts[index].prediction = 0 }
  }

  // MARK: - Blocks

  private typealias Block = UnsafeMutableBufferPointer<Int16>

  private mutating func readBlock(_ block: Block, _ part: Int) {
    if first == 0 { readMean(block, part) }
    guard last > 0, let table = parts[part].ac else { return }
    if isRefinement { refine(block, table) } else { readDetails(block, table) }
  }

  /// The first coefficient, given as the difference from that of the block before.
  private mutating func readMean(_ block: Block, _ part: Int) {
    if isRefinement {
      if bits.next() == 1 { block[0] |= 1 << shift }
      return
    }
    guard let table = parts[part].dc else { return }
    let size = Int(bits.symbol(table))
    parts[part].prediction &+= bits.signed(min(size, 15))
    block[0] = Int16(truncatingIfNeeded: parts[part].prediction << shift)
  }

  private mutating func readDetails(_ block: Block, _ table: HuffmanTable) {
    if emptyBlocks > 0 {
      emptyBlocks -= 1
      return
    }
    var index = max(first, 1)
    while index <= last {
      let symbol = Int(bits.symbol(table))
      let (run, size) = (symbol >> 4, symbol & 15)
      if size == 0 {
        guard run == 15 else {
          emptyBlocks = (1 << run) - 1 + bits.unsigned(run)
          return
        }
        index += 16
        continue
      }
      index += run
      guard index <= last else { return }
      block[Self.natural[index]] = Int16(truncatingIfNeeded: bits.signed(size) << shift)
      index += 1
    }
  }

  /// Adds a bit to the coefficients that are known already, and those that have only this one.
  private mutating func refine(_ block: Block, _ table: HuffmanTable) {
    var index = max(first, 1)
    if emptyBlocks > 0 {
      emptyBlocks -= 1
      while index <= last {
        refine(block, index)
        index += 1
      }
      return
    }
    while index <= last {
      let symbol = Int(bits.symbol(table))
      var (run, value) = (symbol >> 4, Int16(0))
      if symbol & 15 != 0 {
        value = bits.next() == 1 ? 1 << shift : -1 << shift
      } else if run < 15 {
        emptyBlocks = (1 << run) - 1 + bits.unsigned(run)
        run = 64
      }
      while index <= last {
        let place = Self.natural[index]
        index += 1
        if block[place] != 0 {
          refine(block, index - 1)
        } else if run == 0 {
          block[place] = value
          break
        } else {
          run -= 1
        }
      }
    }
  }

  private mutating func refine(_ block: Block, _ index: Int) {
    let place = Self.natural[index]
    let bit = Int16(1) << shift
    guard block[place] != 0, bits.next() == 1, block[place] & bit == 0 else { return }
    block[place] &+= block[place] > 0 ? bit : -bit
  }
}

/// The bits of a scan, without the zeros that follow 0xFF in it.
struct BitReader {
  private let bytes: [UInt8]
  /// The next byte that is read.
  private(set) var position: Int
  private var buffer: UInt32 = 0
  private var count = 0
  /// How many bits have been made up after the end.
  private var missing = 0

  init(_ bytes: [UInt8], at position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// Whether the data has ended for good; some codecs leave out the last bits.
  var isAtEnd: Bool { missing > 64 }

  /// Fills the buffer with 25 bits at least, zeros after the end.
  private mutating func fill() {
    while count <= 24 {
      var byte: UInt8 = 0
      if position < bytes.count, bytes[position] != 0xFF {
        byte = bytes[position]
        position += 1
      } else if position + 1 < bytes.count, bytes[position + 1] == 0 {
        byte = 0xFF
        position += 2
      } else {
        missing += 8
      }
      buffer |= UInt32(byte) << UInt32(24 - count)
      count += 8
    }
  }

  private mutating func take(_ length: Int) -> Int {
    guard length > 0 else { return 0 }
    if count < length { fill() }
    let value = buffer >> UInt32(32 - length)
    buffer <<= UInt32(length)
    count -= length
    return Int(value)
  }

  mutating func next() -> Int { take(1) }

  mutating func unsigned(_ length: Int) -> Int { take(length) }

  /// A number whose first bit gives its sign (T.81 F.2.2.1).
  mutating func signed(_ length: Int) -> Int {
    let value = take(length)
    return length > 0 && value < 1 << (length - 1) ? value - (1 << length) + 1 : value
  }

  mutating func symbol(_ table: HuffmanTable) -> UInt8 {
    if count < 16 { fill() }
    let entry = table.entries[Int(buffer >> 16)]
    _ = take(max(1, Int(entry >> 8)))
    return UInt8(truncatingIfNeeded: entry)
  }

  /// Goes on after the marker that says that nothing before it is needed any more.
  mutating func skipRestartMarker() {
    (buffer, count, missing) = (0, 0, 0)
    while position + 1 < bytes.count, bytes[position] != 0xFF || bytes[position + 1] == 0 {
      position += 1
    }
    if position + 1 < bytes.count, (0xD0...0xD7).contains(bytes[position + 1]) { position += 2 }
  }
}
