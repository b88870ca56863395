// Vendor declarations.
extension Parser {
  /// vendor = "vendor" name "{" clauses "}"
  mutating func parseVendorDeclaration() throws(ParseFailure) -> VendorDeclaration {
    let start = advance().start
    let name = try parseName("a name after `vendor`")
    guard at(.leftBrace) else { throw unexpected("`{` after the name of the vendor") }
    guard let closer = closer(of: index) else { throw ParseFailure() }
    index = closer
    advance()
    return VendorDeclaration(name: name, clauses: [], range: range(from: start))
  }
}
