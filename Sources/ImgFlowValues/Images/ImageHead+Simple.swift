extension ImageHead {
  /// PNG specification (third edition), 5.2 and 11: the header comes first, transparency and EXIF before the
  /// pixels.
  static func png(_ file: ImageBytes) throws -> Self {
    guard try file.big(8, 4) == 13, try file.text(12, 4) == "IHDR" else {
      throw ImageHeadProblem("it does not begin with a header")
    }
    let size = (try file.big(16, 4), try file.big(20, 4))
    let bits = try file.byte(24)
    let (colour, hasAlpha, depths): (Colour, Bool, [Int]) =
      switch try file.byte(25) {
      case 0: (.grey, false, [1, 2, 4, 8, 16])
      case 2: (.rgb, false, [8, 16])
      case 3: (.palette, false, [1, 2, 4, 8])
      case 4: (.grey, true, [8, 16])
      case 6: (.rgb, true, [8, 16])
      case let type: throw ImageHeadProblem("it has the unknown colour type \(type)")
      }
    guard depths.contains(bits) else {
      throw ImageHeadProblem("its pixels have \(bits) bits for a colour, which is not possible")
    }
    var isTransparent = hasAlpha
    var orientation = 1
    var offset = 33
    while case let name = try file.text(offset + 4, 4), name != "IDAT" {
      let length = try file.big(offset, 4)
      let content = offset + 8..<offset + 8 + length
      switch name {
      case "tRNS": isTransparent = true
      case "eXIf": orientation = EXIF.orientation(try file.slice(content))
      case "IEND": throw ImageHeadProblem("it has no pixels")
      default: break
      }
      offset = content.upperBound + 4
    }
    return Self("png", size, colour, alpha: isTransparent, bits: bits, orientation: orientation)
  }

  /// GIF89a, sections 18 to 25: extensions come before the first image.
  static func gif(_ file: ImageBytes) throws -> Self {
    let size = (try file.little(6, 2), try file.little(8, 2))
    let flags = try file.byte(10)
    var offset = 13 + (flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1))
    var hasAlpha = false
    while case let mark = try file.byte(offset), mark != 0x2C {
      guard mark == 0x21 else {
        throw ImageHeadProblem(
          mark == 0x3B ? "it has no pixels" : "its header is not followed by an image")
      }
      if try file.byte(offset + 1) == 0xF9 { hasAlpha = try file.byte(offset + 3) & 1 == 1 }
      offset += 2
      while case let length = try file.byte(offset), length > 0 { offset += 1 + length }
      offset += 1
    }
    // Without a palette of the file, each image has its own.
    return Self("gif", size, .palette, alpha: hasAlpha, bits: flags & 0x80 == 0 ? 8 : flags & 7 + 1)
  }

  /// RFC 9649 sections 2.5 to 2.7.
  static func webP(_ file: ImageBytes) throws -> Self {
    switch try file.text(12, 4) {
    case "VP8X":
      let flags = try file.byte(20)
      let size = (try file.little(24, 3) + 1, try file.little(27, 3) + 1)
      let orientation = flags & 0x08 == 0 ? 1 : try webPOrientation(file)
      return Self("webp", size, .rgb, alpha: flags & 0x10 != 0, orientation: orientation)
    case "VP8L":
      guard try file.byte(20) == 0x2F else { throw ImageHeadProblem("its pixels have no header") }
      let bits = try file.little(21, 4)
      return Self(
        "webp", (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1), .rgb, alpha: bits >> 28 & 1 == 1)
    case "VP8 ":
      guard try file.big(23, 3) == 0x9D012A else {
        throw ImageHeadProblem("its pixels have no header")
      }
      return Self("webp", (try file.little(26, 2) & 0x3FFF, try file.little(28, 2) & 0x3FFF), .rgb)
    case let name: throw ImageHeadProblem("it begins with a part `\(name.debugDescription)`")
    }
  }

  /// EXIF comes after the pixels.
  private static func webPOrientation(_ file: ImageBytes) throws -> Int {
    let end = try file.little(4, 4) + 8
    var offset = 30
    while offset < end {
      let length = try file.little(offset + 4, 4)
      if try file.text(offset, 4) == "EXIF" {
        return EXIF.orientation(try file.slice(offset + 8..<offset + 8 + length))
      }
      offset += 8 + length + length & 1
    }
    return 1
  }

  /// The headers of Windows, from that of OS/2 with 12 bytes on.
  static func bitmap(_ file: ImageBytes) throws -> Self {
    let header = try file.little(14, 4)
    let isOld = header == 12
    guard isOld || (40...256).contains(header) else {
      throw ImageHeadProblem("its header has \(header) bytes, which is not possible")
    }
    let width = isOld ? try file.little(18, 2) : try signed(file, 18)
    // A negative height says that the upper row comes first.
    let height = isOld ? try file.little(20, 2) : abs(try signed(file, 22))
    let bits = try file.little(isOld ? 24 : 28, 2)
    guard [1, 2, 4, 8, 16, 24, 32].contains(bits) else {
      throw ImageHeadProblem("its pixels have \(bits) bits, which is not possible")
    }
    var hasAlpha = false
    if header >= 56, [3, 6].contains(try file.little(30, 4)) {
      hasAlpha = try file.little(66, 4) != 0
    }
    let isPalette = bits <= 8
    return Self(
      "bmp", (width, height), isPalette ? .palette : .rgb, alpha: hasAlpha,
      bits: isPalette ? bits : bits == 16 ? 5 : 8)
  }

  private static func signed(_ file: ImageBytes, _ offset: Int) throws -> Int {
    Int(Int32(truncatingIfNeeded: try file.little(offset, 4)))
  }
}
