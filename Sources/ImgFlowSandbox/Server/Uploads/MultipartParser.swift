import Foundation

/// Takes a `multipart/form-data` body (RFC 7578) apart while it arrives, holding no more of it than one
/// chunk and a part's headers.
struct MultipartParser {
  enum Event {
    /// A part begins, with the name of its field and, for a file, the file's.
    case begins(name: String, fileName: String?)
    /// A piece of the part's content.
    case content(ArraySlice<UInt8>)
    case ends
  }

  private enum State {
    case preamble, afterDelimiter, headers, content, epilogue
  }

  /// Bytes that a part's headers may have, the sandbox's own limit.
  private static let headerLimit = 16 << 10

  private let delimiter: [UInt8]
  private var state = State.preamble
  private var buffer: [UInt8]
  /// Where in the buffer the unread begins.
  private var position = 0
  /// Bytes at `position` that are the headers' and not yet content.
  private var lineBreak = 0

  /// Reads the boundary from a content type; nil if it has none.
  init?(contentType: String) {
    guard let boundary = HeaderParameters.value(of: "boundary", in: contentType),
      (1...70).contains(boundary.utf8.count)
    else { return nil }
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter may open the body, without the line break that belongs to the others.
    buffer = Array("\r\n".utf8)
  }

  /// Whether the closing delimiter has arrived.
  var isComplete: Bool { state == .epilogue }

  /// Reads on.
  ///
  /// - Throws: a 400 if the form is malformed, and what `emit` throws.
  mutating func read(
    _ chunk: some Collection<UInt8>, _ emit: (Event) throws -> Void
  ) throws {
    buffer.removeFirst(position)
    position = 0
    buffer.append(contentsOf: chunk)
    while try step(emit) {}
  }

  /// Advances by one element; false if it takes more bytes.
  private mutating func step(_ emit: (Event) throws -> Void) throws -> Bool {
    switch state {
    case .preamble: return skipPreamble()
    case .afterDelimiter: return try readDelimiterEnd()
    case .headers: return try readHeaders(emit)
    case .content: return try readContent(emit)
    case .epilogue:
      position = buffer.count
      return false
    }
  }

  private mutating func skipPreamble() -> Bool {
    guard let found = find(delimiter) else {
      position = max(position, buffer.count - delimiter.count)
      return false
    }
    position = found + delimiter.count
    state = .afterDelimiter
    return true
  }

  private mutating func readDelimiterEnd() throws -> Bool {
    // RFC 2046 allows blanks between a delimiter and its line break.
    while position < buffer.count, buffer[position] == 0x20 || buffer[position] == 0x09 {
      position += 1
    }
    guard position + 2 <= buffer.count else { return false }
    let end = buffer[position..<position + 2]
    position += 2
    if end.elementsEqual("--".utf8) {
      state = .epilogue
    } else if end.elementsEqual("\r\n".utf8) {
      state = .headers
    } else {
      throw Refusal.malformed("The multipart form has a malformed boundary.")
    }
    return true
  }

  private mutating func readHeaders(_ emit: (Event) throws -> Void) throws -> Bool {
    let end = Array("\r\n\r\n".utf8)
    guard let found = find(end) else {
      guard buffer.count - position <= Self.headerLimit else {
        throw Refusal.malformed("A part of the multipart form has headers that are too long.")
      }
      return false
    }
    let lines = String(decoding: buffer[position..<found], as: UTF8.self).split(separator: "\r\n")
    let disposition = lines.first { $0.lowercased().hasPrefix("content-disposition:") }
    let parameter = { HeaderParameters.value(of: $0, in: String(disposition ?? "")) }
    guard let name = parameter("name") else {
      throw Refusal.malformed("A part of the multipart form has no name.")
    }
    // The line break that ends the headers also begins the delimiter of a part without content.
    position = found + 2
    lineBreak = 2
    state = .content
    try emit(.begins(name: name, fileName: parameter("filename")))
    return true
  }

  private mutating func readContent(_ emit: (Event) throws -> Void) throws -> Bool {
    let start = position + lineBreak
    if let found = find(delimiter) {
      if found > start { try emit(.content(buffer[start..<found])) }
      try emit(.ends)
      position = found + delimiter.count
      state = .afterDelimiter
      return true
    }
    let safe = buffer.count - delimiter.count
    guard safe > start else { return false }
    try emit(.content(buffer[start..<safe]))
    position = safe
    lineBreak = 0
    return false
  }

  /// Where `needle`, which begins with a carriage return, is in the unread part of the buffer.
  private func find(_ needle: [UInt8]) -> Int? {
    buffer.withUnsafeBytes { bytes in
      var start = position
      while start + needle.count <= bytes.count, let base = bytes.baseAddress,
        // The C library's search is fast in debug builds too, where uploads of 64 MB count.
        let hit = memchr(base + start, 0x0D, bytes.count - needle.count - start + 1)
      {
        let index = base.distance(to: UnsafeRawPointer(hit))
        if memcmp(base + index, needle, needle.count) == 0 { return index }
        start = index + 1
      }
      return nil
    }
  }
}

/// The parameters that follow a header's value: `form-data; name="file"; filename="a.jpg"`.
enum HeaderParameters {
  /// The value of a parameter, without its quotes; nil if it is not there.
  static func value(of name: String, in header: String) -> String? {
    for parameter in split(header).dropFirst() {
      guard let equals = parameter.firstIndex(of: "=") else { continue }
      let key = parameter[..<equals].trimmingCharacters(in: .whitespaces)
      guard key.lowercased() == name else { continue }
      let value = parameter[parameter.index(after: equals)...].trimmingCharacters(in: .whitespaces)
      guard value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") else { return value }
      return value.dropFirst().dropLast().replacingOccurrences(of: "\\\"", with: "\"")
    }
    return nil
  }

  /// Splits at semicolons outside quotes.
  private static func split(_ header: String) -> [String] {
    var parts = [""]
    var isQuoted = false
    for character in header {
      if character == "\"" { isQuoted.toggle() }
      if character == ";", !isQuoted {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }
}
