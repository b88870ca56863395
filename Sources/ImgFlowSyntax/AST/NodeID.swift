/// Identifies a name, function or construct within one source file, so that later stages can keep what they
/// learn about it (its slot, its captures) in tables alongside the tree.
package struct NodeID: Hashable, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }
}

/// An identifier as written: a use of a variable, the declaration of one, or a member's name.
package struct Name: Sendable {
  package let text: String
  package let range: SourceRange
  package let id: NodeID

  package init(text: String, range: SourceRange, id: NodeID) {
    self.text = text
    self.range = range
    self.id = id
  }
}
