/// Reads one JSON text by recursive descent, at most `ValueLimits.depth` deep.
///
/// It reads straight from the bytes: no tokens in between, no key is allocated or hashed that the
/// object before had in the same place, and short strings that occur again are shared.
struct JSONReader: ~Copyable {
  let start: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>
  /// The next byte to read.
  var place: UnsafePointer<UInt8>
  var strings: ShortStrings
  private var stack = ValueStack()
  private var transitions: ShapeTransitions
  /// How many containers are open.
  private var level = 0
  /// Where the reader pauses next; the end at the latest.
  private var pause: UnsafePointer<UInt8>

  /// Creates a reader of a string that is not empty.
  init(_ text: UnsafeBufferPointer<UInt8>, at start: UnsafePointer<UInt8>) {
    self.start = start
    end = start + text.count
    place = start
    pause = start + min(text.count, Checkpoint.bytes)
    strings = ShortStrings(textLength: text.count)
    transitions = ShapeTransitions(textLength: text.count)
  }

  /// Reads the text's one value.
  mutating func readDocument() throws(JSONFault) -> Value {
    let byteOrderMark: (UInt8, UInt8, UInt8) = (0xEF, 0xBB, 0xBF)
    if end - place >= 3, (place[0], place[1], place[2]) == byteOrderMark { place += 3 }
    skipSpace()
    let value = try readValue(expecting: Expectation(), at: 0)
    skipSpace()
    guard place == end else { throw fault(.textAfterValue) }
    return value
  }

  /// Reads a value, from its first byte.
  ///
  /// - Parameter position: the value's place in the container that `expectation` is about.
  @inline(__always)
  private mutating func readValue(
    expecting expectation: Expectation, at position: Int
  ) throws(JSONFault) -> Value {
    guard place < end else { throw fault(.endsEarly) }
    switch place.pointee {
    case UInt8(ascii: "\""): return .heap(try readString())
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return try readNumber()
    case UInt8(ascii: "{"): return .heap(try readObject(expecting: expectation[position]))
    case UInt8(ascii: "["): return .heap(try readList(expecting: expectation[position]))
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    default: throw fault(.noValue)
    }
  }

  private mutating func readWord(_ word: StaticString, _ value: Value) throws(JSONFault) -> Value {
    for index in 0..<word.utf8CodeUnitCount {
      guard place + index < end else { throw JSONFault(.endsEarly, at: end - start) }
      guard place[index] == word.utf8Start[index] else { throw fault(.noValue) }
    }
    place += word.utf8CodeUnitCount
    return value
  }

  // MARK: - Containers

  private mutating func readList(
    expecting expectation: Expectation
  ) throws(JSONFault) -> ListObject {
    try open()
    let base = stack.count
    var depth = 0
    if !closes(with: UInt8(ascii: "]")) {
      repeat {
        skipSpace()
        let item = try readValue(expecting: expectation, at: 0)
        depth = max(depth, item.depth)
        stack.push(item)
      } while try continues(to: UInt8(ascii: "]"))
    }
    level -= 1
    let list = ListObject.make(count: stack.count - base, depth: depth + 1)
    stack.popAll(above: base, into: list)
    return list
  }

  private mutating func readObject(
    expecting expectation: Expectation
  ) throws(JSONFault) -> RecordObject {
    try open()
    let base = stack.count
    var depth = 0
    var form = expectation.form
    var isOpen = !closes(with: UInt8(ascii: "}"))
    var matched = 0
    while isOpen {
      skipSpace()
      let length = expectedKeyLength(&form, at: matched, expecting: expectation)
      guard length > 0 else { break }
      place += length
      skipSpace()
      let value = try readValue(expecting: expectation, at: matched)
      depth = max(depth, value.depth)
      stack.push(value)
      matched += 1
      isOpen = try continues(to: UInt8(ascii: "}"))
    }
    var shape = form.shape
    if isOpen || matched != form.keys.count {
      shape =
        (isOpen ? nil : expectation.other(than: form, count: matched)?.shape)
        ?? transitions.shape(of: shape, first: matched)
      if isOpen { try readFields(&shape, &depth, base: base, expecting: expectation) }
    }
    expectation.expect(shape)
    level -= 1
    let record = RecordObject.make(shape: shape, depth: depth + 1)
    stack.popAll(above: base, into: record)
    return record
  }

  /// Returns the length of the key here, with its quotes and colon, if it is the one at `index` of `form` or
  /// of another form that began alike, which then replaces it; otherwise 0.
  @inline(__always)
  private func expectedKeyLength(
    _ form: inout Expectation.Form, at index: Int, expecting expectation: Expectation
  ) -> Int {
    let length = form.keys.matchedLength(of: index, at: place, end: end)
    if length > 0 { return length }
    guard let other = expectation.other(than: form, after: index, at: place, end: end) else {
      return 0
    }
    form = other
    return form.keys.matchedLength(of: index, at: place, end: end)
  }

  /// Reads the fields of an object from one that was not expected.
  ///
  /// - Parameter shape: the keys read so far, whose values are on the stack above `base`.
  private mutating func readFields(
    _ shape: inout Shape, _ depth: inout Int, base: Int, expecting expectation: Expectation
  ) throws(JSONFault) {
    repeat {
      skipSpace()
      let key = try readKey()
      let value = try readValue(expecting: expectation, at: shape.keys.count)
      depth = max(depth, value.depth)
      if let index = transitions.add(key, to: &shape) {
        stack.replace(at: base + index, with: value)
      } else {
        stack.push(value)
      }
    } while try continues(to: UInt8(ascii: "}"))
  }

  /// Reads a key and its colon, up to the value.
  private mutating func readKey() throws(JSONFault) -> StringObject {
    guard place < end else { throw fault(.endsEarly) }
    guard place.pointee == UInt8(ascii: "\"") else { throw fault(.noKey) }
    let key = try readString()
    skipSpace()
    guard place < end else { throw fault(.endsEarly) }
    guard place.pointee == UInt8(ascii: ":") else { throw fault(.noColon) }
    place += 1
    skipSpace()
    return key
  }

  // MARK: - Punctuation

  /// Steps into a container.
  @inline(__always)
  private mutating func open() throws(JSONFault) {
    guard level < ValueLimits.depth else { throw fault(.tooDeep) }
    level += 1
    place += 1
  }

  /// Steps over `bracket` if the container that was just opened is empty.
  @inline(__always)
  private mutating func closes(with bracket: UInt8) -> Bool {
    skipSpace()
    guard place < end, place.pointee == bracket else { return false }
    place += 1
    return true
  }

  /// Steps over what follows an element, and returns whether it is a comma rather than `bracket`.
  @inline(__always)
  private mutating func continues(to bracket: UInt8) throws(JSONFault) -> Bool {
    skipSpace()
    if place >= pause { try checkProgress() }
    let byte = place.pointee
    guard byte == UInt8(ascii: ",") || byte == bracket else { throw fault(.noComma) }
    place += 1
    return byte != bracket
  }

  @inline(never)
  private mutating func checkProgress() throws(JSONFault) {
    guard place < end else { throw fault(.endsEarly) }
    if Checkpoint.isStopped { throw fault(.stopped) }
    pause = place + min(end - place, Checkpoint.bytes)
  }

  @inline(__always)
  private mutating func skipSpace() {
    while place < end, place.pointee <= 0x20 {
      switch place.pointee {
      case 0x20, 0x0A, 0x0D, 0x09: place += 1
      default: return
      }
    }
  }

  /// Returns a fault at the next byte.
  func fault(_ reason: JSONFault.Reason) -> JSONFault { JSONFault(reason, at: place - start) }
}
