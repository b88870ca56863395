import ImgFlowSyntax
import ImgFlowValues

/// The names that the entries of a session have declared so far, as later entries see them.
package struct SessionNames {
  private(set) var variables: [String: Variable] = [:]
  /// The names that `use` has brought in, with their vendors.
  package var used: [String: [String]] = [:]

  /// The types that entries have declared or imported, by their names as written.
  package private(set) var types: [String: NamedType] = [:]

  /// What the values of some names are, of which declarations say nothing.
  package var values: [String: Type] = [:]

  package init() {}

  /// All of them, sorted.
  package var names: [String] { variables.keys.sorted() }

  /// Whether an entry may use the name.
  package func contains(_ name: String) -> Bool { variables[name] != nil }

  /// What a name was declared as; nil if it was not.
  package func kind(of name: String) -> Variable.Kind? { variables[name]?.kind }

  /// Takes a name over from the entry that has declared it.
  package mutating func adopt(_ name: String, from entry: SessionNames) {
    variables[name] = entry.variables[name]
  }

  /// Takes over what `use` has brought into an entry, and the types that it knows.
  package mutating func adoptUses(from entry: SessionNames) {
    (used, types) = (entry.used, entry.types)
  }

  /// Forgets what `use` has brought in, and the types.
  package mutating func removeUses() { (used, types) = ([:], [:]) }

  /// Declares a constant that no entry declares, such as the last result.
  package mutating func declareConstant(_ name: String) {
    let file = SourceFile(name: name, text: name)
    let range = SourceRange(file: file, start: 0, end: file.bytes.count)
    variables[name] = Variable(
      name: Name(text: name, range: range, id: NodeID(rawValue: -1)), kind: .constant, owner: nil,
      block: nil, index: 0)
  }

  package mutating func remove(_ name: String) { variables[name] = nil }

  init(variables: [String: Variable], used: [String: [String]], types: [String: NamedType]) {
    (self.variables, self.used, self.types) = (variables, used, types)
  }
}

extension Resolver {
  /// Resolves an entry of a session.
  ///
  /// It may declare again what earlier entries, or itself, declared; that is the same variable then.
  /// - Returns: Errors, or else warnings about what another language would read differently, and the names
  ///   that the entry declares; other warnings are about programs.
  package static func resolve(
    _ tree: SyntaxTree, outer: any OuterScope, imports: [String: ModuleInterface],
    after earlier: SessionNames
  ) -> (Resolution, [Diagnostic], SessionNames) {
    let resolver = Resolver(outer: outer, provided: [], imports: imports, earlier: earlier)
    resolver.foreign.commentedOperands = tree.commentedOperands
    resolver.declareTypes(in: tree.statements)
    resolver.declareFunctions(in: tree.statements)
    resolver.resolve(tree.statements)
    for statement in tree.statements { resolver.noteSecrets(in: .statement(statement)) }
    let (resolution, _) = resolver.finish(tree.statements)
    let names = SessionNames(
      variables: resolver.moduleBlock.variables, used: resolver.used, types: resolver.types.named)
    let misreadings = resolver.warnings.filter { $0.code == .foreignSyntax }
    let found = resolver.errors.isEmpty ? misreadings : resolver.errors
    return (resolution, found.sorted { $0.range.start < $1.range.start }, names)
  }

  /// A variable that an earlier entry has declared, as a variable of this one.
  func recall(_ name: String) -> Variable? {
    guard let earlier else { return nil }
    if let known = recalled[name] { return known }
    guard let variable = earlier.variables[name] else { return nil }
    let recalled = variable.recalled(at: makeGlobal(name))
    if recalled.type?.isAny ?? true, let value = earlier.values[name] { recalled.type = value }
    self.recalled[name] = recalled
    return recalled
  }

  /// The index of a top-level variable: in a session, a name is one variable, however often it is
  /// declared.
  func makeGlobal(_ name: String) -> Int {
    if earlier != nil, let known = moduleBlock.variables[name] ?? recalled[name] {
      return known.index
    }
    defer { resolution.globals.append(name) }
    return resolution.globals.count
  }
}

extension Variable {
  /// The same variable among those of another entry.
  fileprivate func recalled(at index: Int) -> Variable {
    let copy = Variable(
      name: name, kind: kind, owner: nil, block: block, index: index, signature: signature)
    (copy.interface, copy.value) = (interface, value)
    // Any entry may assign something else to what has no annotation.
    copy.type = kind == .mutable && annotation == nil ? nil : type
    (copy.isDeclaredConstant, copy.annotation) = (isDeclaredConstant, annotation)
    return copy
  }
}
