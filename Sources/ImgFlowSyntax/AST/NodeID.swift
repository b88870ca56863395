/// Identifies a name, function or construct within one source file, so that later stages can keep what they
/// learn about it (its slot, its captures) in tables alongside the tree.
public struct NodeID: Hashable, Sendable {
  public let rawValue: Int32

  public init(rawValue: Int32) { self.rawValue = rawValue }
}

/// An identifier as written: a use of a variable, the declaration of one, or a member's name.
public struct Name: Sendable {
  public let text: String
  public let range: SourceRange
  public let id: NodeID

  public init(text: String, range: SourceRange, id: NodeID) {
    self.text = text
    self.range = range
    self.id = id
  }
}
