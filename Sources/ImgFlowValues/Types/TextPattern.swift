/// A regular expression that strings must match.
package struct TextPattern: Sendable {
  package let text: String
  private let regex: RegularExpression

  package init(_ text: String) throws(ValueError) {
    self.text = text
    regex = try RegularExpression(text)
  }

  /// Whether a string matches; true too when the work is to stop before that is known.
  package func matches(_ text: String) -> Bool {
    do { return try regex.firstMatch(in: text) != nil } catch { return true }
  }
}
