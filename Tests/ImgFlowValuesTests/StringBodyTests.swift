import Testing

@testable import ImgFlowValues

/// Strings around the length up to which they are kept in place.
@Suite struct StringBodyTests {
  static let texts = (0...70).flatMap { length in
    [String(repeating: "x", count: length), String("aé€😀".unicodeScalars.cycled(bytes: length))]
  }

  @Test(arguments: texts) func keepsItsText(_ text: String) {
    for string in [StringObject(text), text.withBytes { StringObject(utf8: $0) }] {
      #expect(string.text == text)
      #expect(string.byteCount == text.utf8.count)
      #expect(string.withUTF8 { Array($0) } == Array(text.utf8))
      #expect(string.length == text.count)
    }
  }

  @Test(arguments: texts) func growsAtItsEnd(_ text: String) throws {
    for cut in 0...text.unicodeScalars.count {
      let (start, end) = (
        String(text.unicodeScalars.prefix(cut)), String(text.unicodeScalars.dropFirst(cut))
      )
      let string = StringObject(start)
      try end.withBytes { try string.append($0) }
      #expect(string.hasText(of: StringObject(text)))
      #expect(string.hash == StringObject(text).hash)
      let joined = StringObject.joining(StringObject(start), StringObject(end))
      #expect(joined.text == text && joined.hasText(of: string))
    }
  }

  /// Strings around the size from which a Swift string is kept, made of one and of bytes.
  @Test(arguments: [4094, 4095, 4096, 4097, 10_000]) func isLarge(_ length: Int) throws {
    for text in [
      String(repeating: "x", count: length), String("aé€😀".unicodeScalars.cycled(bytes: length)),
    ] {
      let made = [StringObject(text), text.withBytes { StringObject(utf8: $0) }]
      for string in made {
        #expect(string.text == text && string.byteCount == text.utf8.count)
        for other in made { #expect(string.hasText(of: other) && string.compare(to: other) == 0) }
      }
      for string in made {
        // The bytes that are appended are the string's own, which it moves while it grows.
        for count in [2, 4, 8] {
          try string.withUTF8 { try string.append($0) }
          #expect(string.hasText(of: StringObject(String(repeating: text, count: count))))
        }
      }
    }
  }

  @Test(arguments: [0, 31, 32, 5000]) func isNotMadeByWhatFails(_ length: Int) {
    #expect(throws: CancellationError.self) {
      _ = try StringObject(count: length) { _ in throw CancellationError() }
    }
  }

  @Test func comparesByCodePoints() {
    for a in Self.texts {
      for b in Self.texts {
        let (x, y) = (StringObject(a), StringObject(b))
        #expect(x.hasText(of: y) == (Array(a.utf8) == Array(b.utf8)))
        let order = x.compare(to: y)
        #expect((order < 0) == Array(a.utf8).lexicographicallyPrecedes(Array(b.utf8)))
        if x.start != y.start { #expect((x.start < y.start) == (order < 0)) }
      }
    }
  }

  @Test(arguments: texts) func isCutByCharacters(_ text: String) throws {
    let string = StringObject(text)
    let characters = Array(text)
    for index in characters.indices {
      #expect(string.character(at: index)?.text == String(characters[index]))
      #expect(try string.slice(index..<characters.count).text == String(characters[index...]))
    }
  }
}

extension String {
  fileprivate func withBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    var copy = self
    return try copy.withUTF8(body)
  }
}

extension String.UnicodeScalarView {
  /// The scalars over and over, as many as fit in `bytes` bytes of UTF-8.
  fileprivate func cycled(bytes: Int) -> Self {
    var result = Self()
    var left = bytes
    while true {
      for scalar in self {
        left -= UTF8.width(scalar)
        if left < 0 { return result }
        result.append(scalar)
      }
    }
  }
}
