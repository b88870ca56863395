import ImgFlowSyntax

extension Permissions {
  /// What a program may do; nil if that is whatever its user may.
  static func of(_ program: Program, _ interpreter: Interpreter) -> Permissions? {
    let confinement = interpreter.options.confinement
    let grants = program.tree.permits
    guard grants != nil || confinement.isActive else { return nil }
    return Permissions(
      grants, confinement, folder: program.tree.file.location.map(Paths.folder),
      vendors: program.vendorNames(interpreter.library.vendorNames), host: interpreter.host)
  }

  /// What the entries of a session may do; nil if that is whatever the user may.
  static func ofSession(_ confinement: Confinement, _ host: any Host) -> Permissions? {
    guard confinement.isActive else { return nil }
    return Permissions(nil, confinement, folder: nil, vendors: nil, host: host)
  }
}

extension Interpreter {
  /// What a program uses, as far as that is known without running it.
  package func uses(of program: Program) -> PermissionUses {
    PermissionUses(program, vendors: program.vendorNames(library.vendorNames))
  }
}

extension Program {
  /// The vendors that the script itself names, and the standard modules that it imports.
  fileprivate func vendorNames(_ builtIn: [String]) -> Set<String> {
    let known = Set(builtIn).union(module.scope.vendors.keys)
    var found: Set<String> = []
    for tree in [tree] + module.libraryTrees {
      for statement in tree.statements { found.formUnion(SyntaxElement.statement(statement).names) }
    }
    return found.intersection(known)
  }
}

extension Module {
  /// The trees of the standard modules that it imports, and of those that they import.
  fileprivate var libraryTrees: [SyntaxTree] {
    imports.map(\.module).filter(\.isLibrary).flatMap { [$0.tree] + $0.libraryTrees }
  }
}

extension SyntaxElement {
  /// The names in it that may be those of vendors.
  fileprivate var names: Set<String> {
    var names: Set<String> = []
    switch self {
    case .statement(let statement):
      if case .useVendor(let name) = statement.kind { names.insert(name.text) }
    case .expression(let expression):
      if case .name(let name) = expression.kind { names.insert(name.text) }
    case .block, .pattern, .function, .parallelBody: break
    }
    return children.reduce(into: names) { $0.formUnion($1.names) }
  }
}
