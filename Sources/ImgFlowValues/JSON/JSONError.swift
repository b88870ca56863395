/// A string that is not JSON, or that holds more than a value may.
package struct JSONError: Error, Sendable {
  /// `parse`, or `limit` for a string that is valid but nests too deep or has too large an integer.
  package let kind: ErrorKind
  /// The position of the fault, in bytes from the start.
  package let offset: Int
  /// The line of that byte, from 1.
  package let line: Int
  /// The column of that byte, from 1, in code points.
  package let column: Int
  /// One sentence without a final full stop.
  package let message: String
  /// What to do about it, in the imperative.
  package let help: String?

  /// The error as scripts see it.
  package var valueError: ValueError {
    ValueError(kind, "\(message) (line \(line), column \(column), byte \(offset))", help: help)
  }
}

/// What a reader throws: no message is made before it is requested.
struct JSONFault: Error {
  enum Reason {
    case endsEarly, noValue, noKey, noColon, noComma, textAfterValue
    case controlCharacter, unknownEscape, loneSurrogate, illFormedUTF8
    case noDigit, leadingZero, floatTooLarge, integerTooLarge, tooDeep
    /// The work was to stop.
    case stopped
  }

  let reason: Reason
  let offset: Int

  init(_ reason: Reason, at offset: Int) { (self.reason, self.offset) = (reason, offset) }
}
