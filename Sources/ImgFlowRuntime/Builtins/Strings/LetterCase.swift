import ImgFlowValues

/// Changing the case of letters, scalar by scalar.
enum LetterCase {
  case upper
  case lower

  /// Returns the string in this case (The Unicode Standard, section 3.13: the full mappings).
  ///
  /// - Throws: what `Memory.claim` throws.
  func changing(_ string: StringObject, _ scratch: TextScratch) throws -> StringObject {
    try Memory.claim(bytes: string.byteCount)
    return string.withUTF8 { bytes in
      if bytes.allSatisfy({ $0 < 0x80 }) { return changingASCII(bytes, scratch) }
      if self == .lower, Self.hasSigma(bytes) { return StringObject(Self.lower(string.text)) }
      let start = scratch.count
      defer { scratch.truncate(to: start) }
      append(bytes, to: scratch)
      return scratch.string(from: start)
    }
  }

  private func changingASCII(
    _ bytes: UnsafeBufferPointer<UInt8>, _ scratch: TextScratch
  ) -> StringObject {
    let first = UInt8(ascii: self == .upper ? "a" : "A")
    func change(_ place: UnsafeMutableRawBufferPointer) {
      for index in bytes.indices {
        let byte = bytes[index]
        place[index] = byte &- first < 26 ? byte ^ 0x20 : byte
      }
    }
    guard bytes.count <= ShortStrings.longest else {
      return StringObject(count: bytes.count, fill: change)
    }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ShortStrings.window) { place in
      change(UnsafeMutableRawBufferPointer(place))
      return scratch.string(of: bytes.indices, in: UnsafeBufferPointer(place))
    }
  }

  /// Returns a string in lower case with the first letter of each word in title case. A word is a run of letters
  /// and digits, with marks and apostrophes inside.
  static func title(of text: String) -> String {
    var result = String.UnicodeScalarView()
    var isInside = false
    for scalar in text.unicodeScalars {
      let isPart = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      let joins = scalar.properties.isCaseIgnorable && scalar != "." && scalar != ":"
      if isPart, !isInside {
        result.append(contentsOf: scalar.properties.titlecaseMapping.unicodeScalars)
      } else {
        result.append(scalar)
      }
      isInside = isPart || isInside && joins
    }
    return String(result)
  }

  // MARK: - Scalars

  /// What the scalars of one and two bytes are in this case; 0 for those that become something longer.
  private static let upperScalars = upper.shortScalars
  private static let lowerScalars = lower.shortScalars

  private var shortScalars: [UInt16] {
    (UInt16(0)..<0x800).map { number in
      guard let scalar = Unicode.Scalar(number) else { return number }
      let mapped = mapping(of: scalar).unicodeScalars
      guard let first = mapped.first?.value, mapped.count == 1, first < 0x800 else { return 0 }
      return (first < 0x80) == (number < 0x80) ? UInt16(first) : 0
    }
  }

  private func mapping(of scalar: Unicode.Scalar) -> String {
    self == .upper ? scalar.properties.uppercaseMapping : scalar.properties.lowercaseMapping
  }

  private func append(_ bytes: UnsafeBufferPointer<UInt8>, to scratch: TextScratch) {
    let table = self == .upper ? Self.upperScalars : Self.lowerScalars
    let scalars = UTF8Scalars(bytes)
    var place = 0
    while place < bytes.count {
      let number = scalars[place]
      let end = scalars.index(after: place)
      let mapped = number < 0x800 ? table[Int(number)] : 0
      if mapped > 0 {
        scratch.append(scalar: mapped)
      } else if let scalar = Unicode.Scalar(number), changes(scalar) {
        scratch.append(mapping(of: scalar))
      } else {
        scratch.append(UnsafeBufferPointer(rebasing: bytes[place..<end]))
      }
      place = end
    }
  }

  private func changes(_ scalar: Unicode.Scalar) -> Bool {
    self == .upper
      ? scalar.properties.changesWhenUppercased : scalar.properties.changesWhenLowercased
  }

  // MARK: - Sigma

  private static func hasSigma(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    zip(bytes, bytes.dropFirst()).contains { $0 == 0xCE && $1 == 0xA3 }
  }

  private static func lower(_ text: String) -> String {
    let sigma: Unicode.Scalar = "Σ"
    let scalars = Array(text.unicodeScalars)
    var result = ""
    var start = 0
    for (index, scalar) in scalars.enumerated() where scalar == sigma {
      result += lowercased(scalars[start..<index])
      result += endsWord(scalars, at: index) ? "ς" : "σ"
      start = index + 1
    }
    return result + lowercased(scalars[start...])
  }

  private static func lowercased(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text).lowercased()
  }

  /// Whether a letter is the last of its word: the condition `Final_Sigma`, which the mappings of the
  /// standard library leave out.
  private static func endsWord(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return before?.properties.isCased == true && after?.properties.isCased != true
  }
}
