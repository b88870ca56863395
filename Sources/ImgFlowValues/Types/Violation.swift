/// A place in a value where it is not what its type wants.
package struct Violation: Hashable, Sendable {
  /// The path of the place, such as `points[0].left`; empty for all of the value.
  package let field: String
  /// What is wrong, to be read after the place: `must be an int, but is null`.
  package let message: String
  /// What to do about it.
  package internal(set) var hint: String?

  package init(field: String, message: String, hint: String? = nil) {
    self.field = field
    self.message = message
    self.hint = hint
  }
}

extension Violation {
  /// The violation as a sentence about a value: `` `rows[2].b` of `f` must be a string, but is null ``.
  package func sentence(about name: String) -> String {
    guard !field.isEmpty else { return "\(name) \(message)" }
    guard name.hasPrefix("`"), let end = name.dropFirst().firstIndex(of: "`") else {
      return "\(name) at `\(field)` \(message)"
    }
    let dot = field.hasPrefix("[") ? "" : "."
    return "\(name[..<end])\(dot)\(field)\(name[end...]) \(message)"
  }
}
