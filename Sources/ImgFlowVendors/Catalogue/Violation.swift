/// What is wrong with one field of a request: found by a check before sending, by the sandbox, or by
/// the service.
public struct Violation: Hashable, Sendable {
  /// The path of the field, such as `points[0].left`.
  public let field: String
  /// What is wrong, to be read after the field: `must be an int, not "12"`.
  public let message: String
  /// What to do about it.
  public let hint: String?

  public init(field: String, message: String, hint: String? = nil) {
    self.field = field
    self.message = message
    self.hint = hint
  }
}
