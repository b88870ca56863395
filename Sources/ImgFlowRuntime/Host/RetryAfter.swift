import ImgFlowValues

/// `Retry-After`: how long a service asks to be left alone (RFC 9110 section 10.2.3).
package enum RetryAfter {
  /// The field of errors that holds it, a duration.
  package static let field = "retryAfter"
  /// The longest pause that is kept without asking, in milliseconds (reliability design 4.1).
  package static let longest = 300_000
  /// Seconds; a service that asks for more means forever.
  private static let absurd = 1_000_000_000

  /// Reads seconds or a date; nil for anything else.
  ///
  /// - Parameter now: The time of day, in milliseconds since 1970.
  package static func read(_ text: String, now: Int) -> Int? {
    if !text.isEmpty, text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) {
      return min(Int(text) ?? absurd, absurd) * 1000
    }
    return HTTPDate.parse(text).map { max(0, $0 - now) }
  }
}

extension HTTPResponse {
  /// How long the service asks to be left alone, in milliseconds; nil if it does not.
  ///
  /// - Parameter now: The time of day, in milliseconds since 1970.
  package func retryAfter(now: Int) -> Int? {
    header("Retry-After").flatMap { RetryAfter.read($0, now: now) }
  }

  /// The same as a field of an error; none when the service does not ask for it.
  package func retryAfterField(now: Int) -> [(String, Value)] {
    retryAfter(now: now).map { [(RetryAfter.field, .duration(milliseconds: $0))] } ?? []
  }
}
