/// `type Name = T`: a name for a type, which the whole file knows.
package struct TypeDeclaration: Sendable {
  package let name: Name
  package let definition: TypeExpression

  package init(name: Name, definition: TypeExpression) {
    self.name = name
    self.definition = definition
  }
}
