/// The name of a run: nine characters that sort by the time it started, such as `03k7ap-x4`.
///
/// The first six count seconds since 2026 in Crockford's base 32 (crockford.com/base32.html), which has no
/// letters that look alike; they suffice for 34 years. The others are random.
package struct RunID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let description: String

  private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
  /// 2026-01-01T00:00:00Z, in seconds since 1970.
  private static let epoch = 1_767_225_600
  private static let timeDigits = 6
  private static let randomDigits = 2

  /// Makes an ID for a run that starts at `time`, in milliseconds since 1970.
  package init(time: Int, random: UInt64) {
    let seconds = max(0, time / 1_000 - Self.epoch)
    description =
      Self.text(UInt64(seconds), count: Self.timeDigits) + "-"
      + Self.text(random, count: Self.randomDigits)
  }

  /// When the run started, to the second, in milliseconds since 1970.
  package var time: Int {
    let seconds = description.utf8.prefix(Self.timeDigits).reduce(0) { sum, digit in
      sum * 32 + (Self.digits.firstIndex(of: digit) ?? 0)
    }
    return (Self.epoch + seconds) * 1_000
  }

  /// The ID that a text is; nil if it is not one.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == Self.timeDigits, parts[1].count == Self.randomDigits,
      parts.joined().utf8.allSatisfy(Self.digits.contains)
    else { return nil }
    description = text
  }

  package static func < (a: RunID, b: RunID) -> Bool { a.description < b.description }

  /// The last `count` digits of a number.
  private static func text(_ number: UInt64, count: Int) -> String {
    let bytes = (0..<count).map { digits[Int(number >> (5 * UInt64($0)) & 31)] }
    return String(decoding: bytes.reversed(), as: UTF8.self)
  }
}
