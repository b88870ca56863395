/// `Retry-After`: how long a service asks to be left alone (RFC 9110 section 10.2.3).
enum RetryAfter {
  /// The longest pause that is kept without asking anybody, in milliseconds (reliability design 4.1).
  static let longest = 300_000
  /// Seconds; whoever asks for more means for ever too.
  private static let absurd = 1_000_000_000

  /// Reads seconds or a date; nil for anything else.
  ///
  /// - Parameter now: The time of day, in milliseconds since 1970.
  static func read(_ text: String, now: Int) -> Int? {
    if !text.isEmpty, text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) {
      return min(Int(text) ?? absurd, absurd) * 1000
    }
    return HTTPDate.parse(text).map { max(0, $0 - now) }
  }
}
