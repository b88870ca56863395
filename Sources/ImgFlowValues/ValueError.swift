/// The kinds of error, as `catch` sees them in `e.kind`.
public enum ErrorKind: String, CaseIterable, Sendable {
  case http, network, timeout, auth, validation, job, budget, permission, io, parse
  case type, name, index, key, arithmetic, assertion, limit, script

  /// Whether trying again may help, as far as the kind says it.
  package var isRetryable: Bool { self == .network || self == .timeout }
}

/// An operation on values that failed; the evaluator adds the place.
public struct ValueError: Error, Sendable {
  public let kind: ErrorKind
  private let wording: Wording
  package let advice: Advice

  /// Most errors are caught, and what many of them say is never read.
  private enum Wording: Sendable {
    case sentence(String)
    case later(@Sendable () -> String)
  }

  /// One sentence without a final full stop.
  public var message: String {
    switch wording {
    case .sentence(let text): text
    case .later(let text): text()
    }
  }

  /// What to do about it, in the imperative.
  public var help: String? { advice.text }

  public init(_ kind: ErrorKind, _ message: String, help: String? = nil) {
    self.init(kind, message, advice: Advice(help))
  }

  package init(_ kind: ErrorKind, _ message: String, advice: Advice) {
    self.kind = kind
    wording = .sentence(message)
    self.advice = advice
  }

  /// Creates an error whose message is made when someone reads it.
  ///
  /// - Parameter message: of values alone: it says the same whenever it is made.
  package init(
    _ kind: ErrorKind, later message: @autoclosure @escaping @Sendable () -> String,
    advice: Advice = .none
  ) {
    self.kind = kind
    wording = .later(message)
    self.advice = advice
  }

  /// The error of a value that would nest deeper than `ValueLimits.depth`.
  public static let tooDeep = ValueError(
    .limit, "a value cannot nest more than \(ValueLimits.depth) levels deep",
    help: "keep the levels in a flat list")

  /// The error of a string longer than `ValueLimits.stringBytes`.
  public static let stringTooLong = ValueError(
    .limit, "a string can have at most 1 GiB", help: "work on it in parts")

  /// The error of a list longer than `ValueLimits.listItems`.
  public static let listTooLong = ValueError(
    .limit, "a list can have at most 100,000,000 items",
    help: "work on it in parts, or read it as a stream")

  /// The error of an integer larger than `ValueLimits.integerBits`.
  public static let integerTooLarge = ValueError(
    .limit, "an int cannot have more than \(ValueLimits.integerBits) bits",
    help: "compute with floats, or with a remainder")
}
