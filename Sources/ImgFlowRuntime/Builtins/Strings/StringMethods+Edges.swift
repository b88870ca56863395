import ImgFlowValues

extension StringMethods {
  /// Changing where strings begin and end.
  static let edges: [Builtin] = [
    Builtin(
      "reverse", [.text], returns: .string, "Returns the characters in reverse order.",
      examples: [(#""né!".reverse()"#, "!én")]
    ) { call in
      let text = try call.stringObject(0)
      try Memory.claim(bytes: text.byteCount)
      guard text.hasLoneScalars else { return .string(String(text.text.reversed())) }
      return .heap(reversed(text, call.scratch))
    },
    Builtin(
      "removePrefix", [.text, Builtin.Parameter("part", .string)], returns: .string,
      "Returns the string without `part` at its start, or as it is if it does not start with it.",
      examples: [
        (#""img_0042".removePrefix("img_")"#, "0042"), (#""0042".removePrefix("img_")"#, "0042"),
      ]
    ) { call in
      try removing(call) { text, part in
        text.starts(with: part) ? part.count..<text.count : text.indices
      }
    },
    Builtin(
      "removeSuffix", [.text, Builtin.Parameter("part", .string)], returns: .string,
      "Returns the string without `part` at its end, or as it is if it does not end with it.",
      examples: [(#""photo.jpg".removeSuffix(".jpg")"#, "photo")]
    ) { call in
      try removing(call) { text, part in
        text.count >= part.count && text.suffix(part.count).elementsEqual(part)
          ? 0..<text.count - part.count : text.indices
      }
    },
    Builtin(
      "title", [.text], returns: .string,
      "Returns the string with each word in lower case after its first letter, which is in upper case.",
      examples: [
        (#""ÉLAN vital, it's a well-known fact".title()"#, "Élan Vital, It's A Well-Known Fact")
      ]
    ) { call in
      .heap(
        try call.withString(0) {
          StringObject(LetterCase.title(of: try LetterCase.lower.changing($0, call.scratch).text))
        })
    },
  ]

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  /// The code points of a string in reverse order.
  private static func reversed(_ text: StringObject, _ scratch: TextScratch) -> StringObject {
    text.withUTF8 { bytes in
      let start = scratch.count
      defer { scratch.truncate(to: start) }
      var end = bytes.count
      for index in bytes.indices.reversed() where bytes[index] & 0xC0 != 0x80 {
        scratch.append(Bytes(rebasing: bytes[index..<end]))
        end = index
      }
      return scratch.string(from: start)
    }
  }

  /// The part of a string whose bytes `kept` gives.
  private static func removing(
    _ call: NativeCall, _ kept: (_ text: Bytes, _ part: Bytes) -> Range<Int>
  ) throws -> Value {
    try call.withBytes(0) { text in
      let range = try call.withBytes(1) { kept(text, $0) }
      guard range.count < text.count else { return call[0] }
      try Memory.claim(bytes: range.count)
      return .heap(call.scratch.string(of: range, in: text))
    }
  }
}
