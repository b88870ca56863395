import ImgFlowValues

/// Splits strings: the parts go to `use` one at a time, until it returns false.
enum TextParts {
  /// What is between the occurrences of a separator, at most `limit` parts.
  ///
  /// - Precondition: `separator` is not empty.
  static func separated(
    _ text: StringObject, by separator: StringObject, limit: Int, _ scratch: TextScratch,
    _ use: ItemUse
  ) throws {
    try text.withUTF8 { bytes in
      try separator.withUTF8 { separator in
        var pace = Pace()
        var start = 0
        var left = limit
        while left > 1, let end = TextSearch.firstOffset(of: separator, in: bytes, from: start) {
          try pace.step()
          guard try use(.heap(scratch.string(of: start..<end, in: bytes))) else { return }
          start = end + separator.count
          left -= 1
        }
        _ = try use(.heap(scratch.string(of: start..<bytes.count, in: bytes)))
      }
    }
  }

  /// The lines, without their ends.
  static func lines(_ text: StringObject, _ scratch: TextScratch, _ use: ItemUse) throws {
    try text.withUTF8 { bytes in
      var pace = Pace()
      var start = 0
      while start < bytes.count {
        try pace.step()
        let newline = TextSearch.firstOffset(of: UInt8(ascii: "\n"), in: bytes, from: start)
        let end = newline ?? bytes.count
        let hasReturn = end > start && bytes[end - 1] == UInt8(ascii: "\r")
        let line = scratch.string(of: start..<(hasReturn ? end - 1 : end), in: bytes)
        guard try use(.heap(line)) else { return }
        start = end + 1
      }
    }
  }

  /// What is between white space, at most `limit` words; the last is what is left.
  static func words(
    _ text: StringObject, limit: Int, _ scratch: TextScratch, _ use: ItemUse
  ) throws {
    guard text.hasLoneScalars else {
      let text = text.text
      return try words(in: text, limit: limit, \.isWhitespace) {
        try use(.string(String(text[$0])))
      }
    }
    try text.withUTF8 { bytes in
      let use = { try use(.heap(scratch.string(of: $0, in: bytes))) }
      if text.isByteIndexed {
        try words(in: bytes, limit: limit, { UInt32($0).isWhitespaceScalar }, use)
      } else {
        try words(in: UTF8Scalars(bytes), limit: limit, \.isWhitespaceScalar, use)
      }
    }
  }

  @inline(__always)
  private static func words<Text: Collection>(
    in text: Text, limit: Int, _ isSpace: (Text.Element) -> Bool,
    _ use: (Range<Text.Index>) throws -> Bool
  ) throws {
    var pace = Pace()
    var place = text.startIndex
    var left = limit
    while true {
      try pace.step()
      while place < text.endIndex, isSpace(text[place]) { text.formIndex(after: &place) }
      guard place < text.endIndex else { return }
      let start = place
      if left > 1 {
        while place < text.endIndex, !isSpace(text[place]) { text.formIndex(after: &place) }
      } else {
        place = text.endIndex
      }
      guard try use(start..<place) else { return }
      left -= 1
    }
  }

  static func characters(
    _ text: StringObject, _ scratch: TextScratch, _ use: ItemUse
  ) throws {
    var pace = Pace()
    guard text.hasLoneScalars else {
      for character in text.text {
        try pace.step()
        guard try use(.string(String(character))) else { return }
      }
      return
    }
    try text.withUTF8 { bytes in
      let scalars = UTF8Scalars(bytes)
      var place = 0
      while place < bytes.count {
        let end = scalars.index(after: place)
        try pace.step()
        guard try use(.heap(scratch.string(of: place..<end, in: bytes))) else { return }
        place = end
      }
    }
  }
}
