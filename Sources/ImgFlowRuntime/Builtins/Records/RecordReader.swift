import ImgFlowValues

/// Reads records of separated values: RFC 4180, with any of the three line ends.
///
/// A value that begins with a quote ends with one, and `""` in it stands for a quote. Any other value is
/// taken as it is, including any quotes in it, as in Python's `csv`. Empty lines are skipped; `""` alone on a
/// line is a record with one empty value.
struct RecordReader {
  /// Where a value is in the text, without its quotes.
  struct Field {
    let bytes: Range<Int>
    /// Whether quotes in it are doubled.
    let hasDoubledQuotes: Bool
  }

  let separator: UInt8
  /// The line, counted from 1, on which the record in `fields` begins.
  private(set) var line = 1
  /// The values of the last record that was read.
  private(set) var fields: [Field] = []
  /// The line on which the next record begins.
  private var nextLine = 1

  init(separator: UInt8) { self.separator = separator }

  /// Reads the record that begins at `place`, and moves `place` after it.
  ///
  /// - Parameter isWhole: whether the text ends with `bytes`. Otherwise a record that reaches their end
  ///   may go on, and is left for a call with more of it.
  /// - Returns: whether there was a whole record.
  /// - Throws: a `parse` error with the field `line`.
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: inout Int, isWhole: Bool
  ) throws -> Bool {
    while place < bytes.count {
      line = nextLine
      fields.removeAll(keepingCapacity: true)
      guard let end = try recordEnd(bytes, from: place, isWhole: isWhole) else { return false }
      let isEmptyLine = fields.count == 1 && fields[0].bytes == place..<place
      place = end
      if !isEmptyLine { return true }
    }
    return false
  }

  /// Collects the values from `start` on; returns where the next record begins, or nil if this one may go on
  /// after `bytes`.
  private mutating func recordEnd(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isWhole: Bool
  ) throws -> Int? {
    var place = start
    var lineOfPlace = line
    while true {
      let isQuoted = place < bytes.count && bytes[place] == .quote
      let isClosed =
        isQuoted
        ? quoted(bytes, &place, &lineOfPlace) : plain(bytes, &place)
      guard place < bytes.count else {
        guard isWhole else { return nil }
        guard isClosed else { throw mistake("has a quote that is never closed", on: line) }
        nextLine = lineOfPlace + 1
        return place
      }
      switch bytes[place] {
      case separator:
        place += 1
        continue
      case .newline: break
      case .carriageReturn:
        if place + 1 < bytes.count {
          if bytes[place + 1] == .newline { place += 1 }
        } else if !isWhole {
          return nil
        }
      default:
        throw mistake("has a quote that does not enclose the whole value", on: lineOfPlace)
      }
      if bytes[place] == .newline || bytes[place] == .carriageReturn {
        nextLine = lineOfPlace + 1
        return place + 1
      }
    }
  }

  /// Passes over a value without quotes around it.
  private mutating func plain(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> Bool {
    let start = place
    while place < bytes.count {
      let byte = bytes[place]
      if byte == separator || byte == .newline || byte == .carriageReturn { break }
      place += 1
    }
    fields.append(Field(bytes: start..<place, hasDoubledQuotes: false))
    return true
  }

  /// Passes over a value in quotes; false when `bytes` end before it does.
  private mutating func quoted(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ line: inout Int
  ) -> Bool {
    let start = place + 1
    var hasDoubledQuotes = false
    place = start
    while place < bytes.count {
      switch bytes[place] {
      case .quote:
        guard place + 1 < bytes.count, bytes[place + 1] == .quote else {
          fields.append(Field(bytes: start..<place, hasDoubledQuotes: hasDoubledQuotes))
          place += 1
          return true
        }
        hasDoubledQuotes = true
        place += 1
      case .newline: line += 1
      case .carriageReturn:
        if place + 1 == bytes.count || bytes[place + 1] != .newline { line += 1 }
      default: break
      }
      place += 1
    }
    return false
  }

  private func mistake(_ problem: String, on line: Int) -> DetailedError {
    .record("line \(line) \(problem)", line: line)
  }
}

extension DetailedError {
  /// A mistake in a record that begins on `line`, and perhaps in the column of a name.
  static func record(
    _ message: String, line: Int, column: String? = nil, help: String? = nil
  ) -> DetailedError {
    let place = column.map { [("column", Value.string($0))] } ?? []
    return DetailedError(.parse, message, details: [("line", .int(line))] + place, help: help)
  }

  /// The same mistake, in a file.
  func named(_ path: String) -> DetailedError {
    DetailedError(
      kind, "\(message) (\(path))", details: details + [("file", .string(path))],
      isRetryable: isRetryable, notes: notes, help: help)
  }
}

extension UInt8 {
  static let quote = UInt8(ascii: "\"")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
}
