import ImgFlowValues

/// Taking addresses apart (RFC 3986 section 3), by their bytes.
struct URLParser {
  private let text: StringObject
  private let bytes: UnsafeBufferPointer<UInt8>
  private let scratch: TextScratch

  private static let shape = Shape.empty.adding(
    contentsOf: ["scheme", "user", "host", "port", "path", "query", "fragment"].map(
      StringObject.init))

  /// - Throws: a `parse` error if the string is not an absolute address; what a checkpoint throws.
  static func parse(_ text: StringObject, _ scratch: TextScratch) throws -> Value {
    try text.withUTF8 { bytes in
      try URLParser(text: text, bytes: bytes, scratch: scratch).parse()
    }
  }

  private func parse() throws -> Value {
    let colon = first(":", in: bytes.indices) ?? bytes.count
    let start = colon + 3
    guard start <= bytes.count, bytes[colon + 1] == UInt8(ascii: "/"),
      bytes[colon + 2] == UInt8(ascii: "/")
    else { throw malformed("it does not begin with a scheme such as `https://`") }
    guard isScheme(0..<colon) else { throw malformed("its scheme is malformed") }
    let (beforeFragment, fragment) = halves(start..<bytes.count, at: "#")
    let (hierarchy, query) = halves(beforeFragment, at: "?")
    let path = (first("/", in: hierarchy) ?? hierarchy.upperBound)..<hierarchy.upperBound
    let authority = start..<path.lowerBound
    let at = last("@", in: authority)
    let (host, port) = try hostAndPort((at.map { $0 + 1 } ?? start)..<authority.upperBound)
    // The keys of the query make one level, and a list of values another.
    let result = RecordObject.make(shape: Self.shape, depth: 3)
    result.fill(try lowercased(0..<colon))
    result.fill(try at.map { try decoded(start..<$0) } ?? .null)
    result.fill(try lowercased(host))
    result.fill(port.map { .int($0) } ?? .null)
    result.fill(string(path))
    result.fill(try query.map { .heap(try entries($0)) } ?? .null)
    result.fill(try fragment.map { try decoded($0) } ?? .null)
    return .heap(result)
  }

  private func malformed(_ problem: String) -> ValueError {
    ValueError(
      .parse, "\(Value.heap(text).shortDescription()) is not an absolute address: \(problem)")
  }

  // MARK: - Parts

  private func isScheme(_ range: Range<Int>) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
    guard let first = bytes[range].first, isLetter(first) else { return false }
    return bytes[range].allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        true
      default: isLetter(byte)
      }
    }
  }

  private func hostAndPort(_ range: Range<Int>) throws -> (Range<Int>, Int?) {
    // The colons of an IPv6 address are inside brackets.
    let afterHost = last("]", in: range).map { $0 + 1..<range.upperBound } ?? range
    guard let colon = last(":", in: afterHost) else { return (range, nil) }
    let host = range.lowerBound..<colon
    let digits = bytes[(colon + 1)..<range.upperBound]
    if digits.isEmpty { return (host, nil) }
    var port = 0
    for digit in digits {
      guard digit &- UInt8(ascii: "0") < 10 else {
        port = .max
        break
      }
      port = min(port, 100_000) * 10 + Int(digit &- UInt8(ascii: "0"))
    }
    guard port <= 65_535 else { throw malformed("its port is not a number up to 65535") }
    return (host, port)
  }

  private func entries(_ query: Range<Int>) throws -> RecordObject {
    let result = RecordObject()
    var pace = Pace()
    var rest: Range<Int>? = query
    while let pairs = rest {
      try pace.step()
      let (pair, after) = halves(pairs, at: "&")
      rest = after
      if pair.isEmpty { continue }
      let (key, value) = halves(pair, at: "=")
      let content = try decoded(value ?? pair.upperBound..<pair.upperBound, plusIsSpace: true)
      let name = try decoded(key, plusIsSpace: true)
      guard let name = name.asStringObject else { continue }
      guard let known = result.uniqueIndex(of: name) else {
        try result.set(name, content)
        continue
      }
      try result.modify(at: known) { place in
        if place.type == .string { place = try .list([place]) }
        try InPlace.changeList(&place) { try $0.append(content) }
      }
    }
    return result
  }

  // MARK: - Bytes

  private func first(_ byte: Unicode.Scalar, in range: Range<Int>) -> Int? {
    bytes[range].firstIndex(of: UInt8(ascii: byte))
  }

  private func last(_ byte: Unicode.Scalar, in range: Range<Int>) -> Int? {
    bytes[range].lastIndex(of: UInt8(ascii: byte))
  }

  private func halves(
    _ range: Range<Int>, at separator: Unicode.Scalar
  ) -> (Range<Int>, Range<Int>?) {
    guard let place = first(separator, in: range) else { return (range, nil) }
    return (range.lowerBound..<place, place + 1..<range.upperBound)
  }

  private func string(_ range: Range<Int>) -> Value {
    .heap(scratch.string(of: range, in: bytes))
  }

  private func lowercased(_ range: Range<Int>) throws -> Value {
    let hasUpper = bytes[range].contains { $0 &- UInt8(ascii: "A") < 26 || $0 >= 0x80 }
    let text = scratch.string(of: range, in: bytes)
    return .heap(hasUpper ? try LetterCase.lower.changing(text, scratch) : text)
  }

  private func decoded(_ range: Range<Int>, plusIsSpace: Bool = false) throws -> Value {
    let part = UnsafeBufferPointer(rebasing: bytes[range])
    let isPlain = part.allSatisfy {
      $0 != UInt8(ascii: "%") && !(plusIsSpace && $0 == UInt8(ascii: "+"))
    }
    if isPlain { return string(range) }
    guard let decoded = PercentEncoding.decode(part, plusIsSpace: plusIsSpace) else {
      let shown = String(decoding: part, as: UTF8.self).prefix(40)
      throw malformed("`\(shown)` is not percent-encoded UTF-8")
    }
    return .heap(decoded)
  }
}
