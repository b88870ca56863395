/// Puts a field `source` into JSON: into an object, into each object of a list, and into each of several that
/// follow one another, as in newline-delimited JSON. Everything else stays byte for byte.
struct JSONStamp {
  private let text: String

  init(_ text: String) { self.text = text }

  /// An object that is to have the field, as far as it has been read.
  private struct Place {
    /// After its brace.
    let start: Int
    let depth: Int
    /// The keys that matter, with whether their values are marks.
    var known: [String: Bool] = [:]
  }

  /// Returns nil for content that is not JSON, or has no object to add a field to.
  func stamped(_ bytes: [UInt8], foreign: Int) -> [UInt8]? {
    var insertions = Insertions()
    var open: [UInt8] = []
    var place: Place?
    var hasObject = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        guard let end = Self.stringEnd(bytes, index) else { return nil }
        if let start = place, start.depth == open.count, Self.isKey(bytes, end) {
          note(bytes, index..<end, &place)
        }
        index = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        let isItem = open.isEmpty || open == [UInt8(ascii: "[")]
        open.append(byte)
        if byte == UInt8(ascii: "{"), isItem { place = Place(start: index + 1, depth: open.count) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // Two more than the opening one in ASCII.
        guard let opened = open.last, opened == byte - 2 else { return nil }
        if let found = place, found.depth == open.count {
          hasObject = true
          if found.start > foreign { add(found, bytes, end: index, &insertions) }
          place = nil
        }
        open.removeLast()
      default: break
      }
      index += 1
    }
    guard open.isEmpty, hasObject else { return nil }
    return insertions.applied(to: bytes)
  }

  /// The offset after a string that begins at `start`.
  private static func stringEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    var index = start + 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "\""): return index + 1
      default: index += 1
      }
    }
    return nil
  }

  private static func afterSpace(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    return index
  }

  private static func isKey(_ bytes: [UInt8], _ end: Int) -> Bool {
    let next = afterSpace(bytes, end)
    return next < bytes.count && bytes[next] == UInt8(ascii: ":")
  }

  /// Notes a key when it is a name of the field.
  private func note(_ bytes: [UInt8], _ range: Range<Int>, _ place: inout Place?) {
    let key = bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
    guard let name = SourceStamp.names.first(where: { key.elementsEqual($0.utf8) }) else { return }
    let value = Self.afterSpace(bytes, Self.afterSpace(bytes, range.upperBound) + 1)
    let isMark = SourceStamp.marks.contains {
      bytes[min(value, bytes.count)...].starts(with: "\"\($0)\"".utf8)
    }
    place?.known[name] = isMark
  }

  private func add(
    _ place: Place, _ bytes: [UInt8], end: Int, _ insertions: inout Insertions
  ) {
    guard !place.known.values.contains(true),
      let name = SourceStamp.names.first(where: { place.known[$0] == nil })
    else { return }
    let first = Self.afterSpace(bytes, place.start)
    guard first < end else {
      return insertions.add("\"\(name)\":\"\(text)\"", at: place.start)
    }
    // As the first field is written, so is this one.
    let space = String(decoding: bytes[place.start..<first], as: UTF8.self)
    let colon = Self.afterSpace(bytes, Self.stringEnd(bytes, first) ?? first) + 1
    let gap = colon < bytes.count && bytes[colon] == 0x20 ? " " : ""
    let between = space.isEmpty && !gap.isEmpty ? " " : space
    insertions.add("\"\(name)\":\(gap)\"\(text)\",\(between)", at: first)
  }
}
