extension ImageHead {
  /// ITU-T T.81 annex B: the size is in the frame header, after other segments. EXIF is one of them.
  static func jpeg(_ file: ImageBytes) throws -> Self {
    var offset = 2
    var orientation: Int?
    while true {
      guard try file.byte(offset) == 0xFF else {
        throw ImageHeadProblem("byte \(offset) should begin a segment, and does not")
      }
      let marker = try file.byte(offset + 1)
      switch marker {
      case 0xFF: offset += 1
      case 0x01, 0xD0...0xD7: offset += 2
      case 0xD8, 0xD9, 0xDA: throw ImageHeadProblem("its pixels come without a header")
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
        return try frame(file, at: offset, orientation ?? 1)
      default:
        let length = try file.big(offset + 2, 2)
        guard length >= 2 else {
          throw ImageHeadProblem(
            "the segment at byte \(offset) has an impossible length of \(length)")
        }
        let content = offset + 4..<offset + 2 + length
        if marker == 0xE1, orientation == nil, content.count > 6,
          try file.text(content.lowerBound, 6) == "Exif\0\0"
        {
          orientation = EXIF.orientation(try file.slice(content).dropFirst(6))
        }
        offset = content.upperBound
      }
    }
  }

  private static func frame(_ file: ImageBytes, at offset: Int, _ orientation: Int) throws -> Self {
    let colour: Colour =
      switch try file.byte(offset + 9) {
      case 1: .grey
      case 3: .rgb
      case 4: .cmyk
      case let count:
        throw ImageHeadProblem("its pixels have \(count) colours, which is not possible")
      }
    return Self(
      "jpeg", (try file.big(offset + 7, 2), try file.big(offset + 5, 2)), colour,
      bits: try file.byte(offset + 4), orientation: orientation)
  }
}
