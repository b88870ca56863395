/// The stable name of a kind of diagnostic.
///
/// `P` codes come from the lexer and parser, `E` codes from the checks before running, `W` codes are
/// their warnings, and the kinds of run-time errors (`type`, `key`, `http` …) are
/// their own codes.
public struct DiagnosticCode: Hashable, Sendable, RawRepresentable, ExpressibleByStringLiteral {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { self.rawValue = value }
}
