/// `vendor name { clauses }`.
public struct VendorDeclaration: Sendable {
  public let name: Name
  public let range: SourceRange

  public init(name: Name, range: SourceRange) {
    self.name = name
    self.range = range
  }
}
