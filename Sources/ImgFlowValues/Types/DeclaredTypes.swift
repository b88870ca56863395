import ImgFlowSyntax

/// Makes the types that a file declares with `type Name = T`, each once.
package struct DeclaredTypes: TypeBuilder {
  /// The types by their names as written: those that were known before, and those that are declared.
  package private(set) var named: [String: NamedType]
  /// The names that refer to their own declaration, with the types on the way.
  package private(set) var cycles: [(name: Name, way: [String])] = []
  private var pending: [String: (declaration: TypeDeclaration, documentation: String?)] = [:]
  private var open: [String] = []
  private let other: ([Name]) -> Type

  /// - Parameters:
  ///   - known: the types that are imported.
  ///   - other: The meaning of names that neither the language nor the file declares as types.
  package init(
    _ statements: [Statement], known: [String: NamedType] = [:],
    other: @escaping ([Name]) -> Type = { _ in .any }
  ) {
    named = known
    self.other = other
    for statement in statements {
      guard case .type(let declaration) = statement.kind else { continue }
      pending[declaration.name.text] = (declaration, statement.documentation)
      named[declaration.name.text] = nil
    }
    for name in pending.values.map(\.declaration.name).sorted(by: {
      $0.range.start < $1.range.start
    }) {
      _ = resolve(name.text)
    }
  }

  package mutating func type(named names: [Name], in expression: TypeExpression) -> Type {
    let text = names.joinedText
    if let known = resolve(text) { return .named(known) }
    guard let start = open.firstIndex(of: text) else { return other(names) }
    cycles.append((names[0], open[start...] + [text]))
    return .any
  }

  package mutating func constant(_ expression: Expression) -> Value? { expression.constantValue }

  /// The type of a name; nil if it is not declared, or is being made.
  private mutating func resolve(_ name: String) -> NamedType? {
    if let known = named[name] { return known }
    guard let (declaration, documentation) = pending.removeValue(forKey: name) else { return nil }
    open.append(name)
    defer { open.removeLast() }
    let type = NamedType(
      name: name, definition: type(declaration.definition), documentation: documentation)
    named[name] = type
    return type
  }
}

extension [Name] {
  /// The names as they are written, with dots.
  package var joinedText: String { map(\.text).joined(separator: ".") }
}
