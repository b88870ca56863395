import ImgFlowSyntax
import ImgFlowValues

/// Makes values of records: lists of strings, or objects whose keys are the values of the first record.
///
/// All records must have as many values as the first one.
struct RecordRows {
  /// What a script says of the records.
  struct Form: Sendable {
    let separator: UInt8
    let hasHeader: Bool
    /// Of columns by their names; those without a type are strings.
    let types: ColumnTypes
  }

  private let form: Form
  private let scratch: TextScratch
  private var reader: RecordReader
  /// The keys of the objects, when the header has been read.
  private var keys: Shape?
  /// The types of the columns, when the header has been read; empty if all are strings.
  private var types: [ColumnType?] = []
  /// How many values the first record has.
  private var width: Int?

  init(_ form: Form, _ scratch: TextScratch) {
    self.form = form
    self.scratch = scratch
    reader = RecordReader(separator: form.separator)
  }

  /// Returns the row that begins at `place`, and moves `place` after it; nil if there is none, or it may go
  /// on after `bytes`.
  ///
  /// - Parameter check: Looks at the bytes of a record before strings are made of them.
  mutating func next(
    in bytes: UnsafeBufferPointer<UInt8>, at place: inout Int, isWhole: Bool,
    check: (Range<Int>) throws -> Void = { _ in }
  ) throws -> Value? {
    var start = place
    while try reader.read(bytes, at: &place, isWhole: isWhole) {
      try check(start..<place)
      start = place
      try checkWidth()
      guard form.hasHeader else { return .heap(list(bytes)) }
      guard let keys else {
        let header = try header(bytes)
        if !form.types.isEmpty { types = try form.types.inOrder(of: header) }
        keys = header
        continue
      }
      let row = RecordObject.make(shape: keys)
      for (index, field) in reader.fields.enumerated() {
        try row.put(typedValue(of: index, field, bytes), at: index)
      }
      return .heap(row)
    }
    return nil
  }

  /// The value of a field of a row, which is of the type of its column.
  @inline(__always)
  private func typedValue(
    of column: Int, _ field: RecordReader.Field, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws -> Value {
    guard column < types.count, let type = types[column] else { return value(field, bytes) }
    return try value(field, bytes, of: type, in: column)
  }

  private func value(
    _ field: RecordReader.Field, _ bytes: UnsafeBufferPointer<UInt8>, of type: ColumnType,
    in column: Int
  ) throws -> Value {
    if type.mayBeEmpty, field.bytes.isEmpty { return .null }
    if type.takesAll { return value(field, bytes) }
    let cell = UnsafeBufferPointer(rebasing: bytes[field.bytes])
    if let value = try type.value(of: cell) { return value }
    let name = keys.map { Value.heap($0.keys[column]).shortDescription() } ?? ""
    throw DetailedError.record(
      "line \(reader.line): \(name) must be \(type.description), but is "
        + value(field, bytes).shortDescription(), line: reader.line,
      column: keys?.keys[column].text, help: type.advice(for: cell))
  }

  private mutating func checkWidth() throws {
    let count = reader.fields.count
    guard let width else {
      width = count
      return
    }
    guard count == width else {
      throw DetailedError.record(
        "line \(reader.line) has \(Quantity.of(count, "value")), the first line has \(width)",
        line: reader.line,
        help: "check the separator, and quotes around values that contain it")
    }
  }

  private func header(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Shape {
    var shape = Shape.empty
    for field in reader.fields {
      guard case .heap(let object) = value(field, bytes), let name = object as? StringObject else {
        continue
      }
      guard name.byteCount > 0 else {
        throw DetailedError.record("a column has no name", line: reader.line, help: Self.help)
      }
      guard shape.index(of: name) == nil else {
        throw DetailedError.record(
          "two columns have the name \(Value.heap(name).shortDescription())", line: reader.line,
          help: Self.help)
      }
      shape = shape.adding(name)
    }
    return shape
  }

  private static let help = "read the rows as lists, with `header: false`"

  private func list(_ bytes: UnsafeBufferPointer<UInt8>) -> ListObject {
    let list = ListObject.make(count: reader.fields.count)
    for field in reader.fields { list.fill(value(field, bytes)) }
    return list
  }

  private func value(_ field: RecordReader.Field, _ bytes: UnsafeBufferPointer<UInt8>) -> Value {
    guard field.hasDoubledQuotes else { return .heap(scratch.string(of: field.bytes, in: bytes)) }
    let start = scratch.count
    defer { scratch.truncate(to: start) }
    var rest = bytes[field.bytes]
    while let quote = rest.firstIndex(of: .quote) {
      scratch.append(UnsafeBufferPointer(rebasing: rest[...quote]))
      rest = rest[(quote + 2)...]
    }
    scratch.append(UnsafeBufferPointer(rebasing: rest))
    return .heap(scratch.string(from: start))
  }
}
