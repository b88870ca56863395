/// Why something cannot be stored, or not be read, in words for its user.
package struct StoreProblem: Error, Equatable, CustomStringConvertible {
  package let message: String
  /// What to do about it; nil if nothing more can be said.
  package let help: String?

  package init(_ message: String, help: String? = nil) {
    (self.message, self.help) = (message, help)
  }

  package var description: String { message }
}
