/// A length of time that is written out.
public enum DurationLiteral: Hashable, Sendable {
  /// `1h30m`: always the same length.
  case exact(milliseconds: Int)
  /// `1y6mo`: months of the calendar, which differ in length.
  case calendar(months: Int)
}
