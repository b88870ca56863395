/// Writes values as text: JSON, or what `print` shows, which is JSON where a value has any.
struct ValueWriter: ~Copyable {
  /// What becomes of values that JSON lacks.
  enum Form {
    /// They are named, such as `bytes(12)`; a space follows commas and colons.
    case display
    /// They are refused.
    case json(indent: Int?, JSON.Secrets)
  }

  /// A value that JSON cannot express; `JSON` determines where it is.
  struct Unserialisable: Error {}

  var output = ByteBuffer()
  private(set) var metSecret = false

  private let isDisplay: Bool
  private let indent: Int?
  private let revealsSecrets: Bool
  /// When more bytes than this are written, the rest may be left out.
  private let limit: Int
  private var level = 0
  /// The length at which the writer pauses next.
  private var pause = Checkpoint.bytes

  init(_ form: Form, limit: Int = .max) {
    self.limit = limit
    switch form {
    case .display:
      (isDisplay, indent, revealsSecrets) = (true, nil, false)
    case .json(let indent, let secrets):
      (isDisplay, self.indent) = (false, indent.map { max(0, $0) })
      revealsSecrets = secrets == .revealed
    }
  }

  /// - Throws: `Unserialisable`, not when displaying; `ValueError.stringTooLong`; what
  ///   `Checkpoint.check` throws.
  mutating func write(_ value: Value) throws {
    switch value {
    case .null: output.append("null")
    case .bool(true): output.append("true")
    case .bool(false): output.append("false")
    case .int(let number): output.append(decimal: number)
    case .float(let number):
      guard number.isFinite || isDisplay else { throw Unserialisable() }
      output.append(number.description)
    case .heap(let object): try write(object)
    }
  }

  private mutating func write(_ object: HeapObject) throws {
    switch object.type {
    case .string: writeString(unsafeDowncast(object, to: StringObject.self))
    case .list: try write(unsafeDowncast(object, to: ListObject.self))
    case .object: try write(unsafeDowncast(object, to: RecordObject.self))
    default: try writeUncommon(object)
    }
  }

  private mutating func writeUncommon(_ object: HeapObject) throws {
    switch object {
    case let object as BigIntegerObject: IntegerText.append(object, to: &output)
    case let object as TimeObject: writeString(TimeText.iso(object))
    case let object as DurationObject: writeString(DurationText.iso(object.milliseconds))
    case let object as PeriodObject: writeString(PeriodText.iso(object.months))
    case _ where isDisplay: output.append(object.displayText)
    case let object as SecretObject:
      metSecret = true
      writeString(revealsSecrets ? object.text : object.display)
    case let object as ErrorObject: try write(object.fieldsWithoutTrace)
    default: throw Unserialisable()
    }
  }

  // MARK: - Containers

  private mutating func write(_ list: ListObject) throws {
    output.append(UInt8(ascii: "["))
    level += 1
    var isFirst = true
    for item in list.items {
      guard output.count <= limit else { break }
      try separate(isFirst: isFirst)
      isFirst = false
      try write(item)
    }
    close(UInt8(ascii: "]"), isEmpty: isFirst)
  }

  private mutating func write(_ record: RecordObject) throws {
    output.append(UInt8(ascii: "{"))
    level += 1
    let values = record.values
    let quotedKeys = record.shape.quotedKeys
    for index in values.indices {
      guard output.count <= limit else { break }
      try separate(isFirst: index == 0)
      if let quotedKeys {
        output.append(quotedKeys[index])
      } else {
        writeString(record.shape.keys[index])
        output.append(UInt8(ascii: ":"))
      }
      if isDisplay || indent != nil { output.append(UInt8(ascii: " ")) }
      try write(values[index])
    }
    close(UInt8(ascii: "}"), isEmpty: values.isEmpty)
  }

  @inline(__always)
  private mutating func separate(isFirst: Bool) throws {
    if output.count >= pause { try checkProgress() }
    if !isFirst { output.append(UInt8(ascii: ",")) }
    if indent != nil {
      breakLine()
    } else if isDisplay && !isFirst {
      output.append(UInt8(ascii: " "))
    }
  }

  @inline(never)
  private mutating func checkProgress() throws {
    try ValueLimits.checkString(bytes: output.count)
    try Checkpoint.pass()
    pause = output.count + Checkpoint.bytes
  }

  @inline(__always)
  private mutating func close(_ bracket: UInt8, isEmpty: Bool) {
    level -= 1
    if indent != nil && !isEmpty { breakLine() }
    output.append(bracket)
  }

  private mutating func breakLine() {
    output.append(UInt8(ascii: "\n"))
    output.append(repeating: UInt8(ascii: " "), count: level * (indent ?? 0))
  }

  // MARK: - Strings

  private mutating func writeString(_ string: StringObject) {
    string.withUTF8 { bytes in
      if bytes.count > limit { writeString(string.text) } else { output.appendQuoted(bytes) }
    }
  }

  /// Writes a JSON string; other than control characters, everything stands for itself.
  mutating func writeString(_ text: String) {
    if text.utf8.count > limit {
      output.appendQuoted(String(text.prefix(limit)))
    } else {
      output.appendQuoted(text)
    }
  }
}
