import ImgFlowSyntax
import ImgFlowValues

/// The types that a module knows by name.
struct TypeNames {
  /// By their names as written: `Shape`, `shapes.Shape`.
  var named: [String: NamedType] = [:]
  /// Those that it exports.
  var exported: [String: NamedType] = [:]
  /// The others that it declares.
  var hidden: Set<String> = []
  /// What may name types of modules that cannot be read.
  var unknown: Set<String> = []
  /// Those that are worth a warning when nothing names them.
  var watched: [(name: Name, isImported: Bool)] = []
  /// Those that something names.
  var used: Set<String> = []
}

extension Resolver {
  /// Makes the types that a module declares and imports: they are known in all of it.
  func declareTypes(in statements: [Statement]) {
    types.named = earlier?.types ?? [:]
    for case .importModule(let declaration) in statements.map(\.kind) { importTypes(declaration) }
    var declared: [String: Name] = [:]
    for statement in statements {
      guard case .type(let declaration) = statement.kind else { continue }
      check(
        declaration.name,
        earlier: declared.updateValue(declaration.name, forKey: declaration.name.text))
      if statement.isExported { continue }
      types.hidden.insert(declaration.name.text)
      types.watched.append((declaration.name, false))
    }
    let made = DeclaredTypes(statements, known: types.named) { [outer] names in
      outer.resource(named: names)
    }
    types.named = made.named
    for (name, way) in made.cycles { report(.recursiveType(name, way: way)) }
    for statement in statements where statement.isExported {
      guard case .type(let declaration) = statement.kind else { continue }
      types.exported[declaration.name.text] = types.named[declaration.name.text]
    }
  }

  private func check(_ name: Name, earlier: Name?) {
    if let earlier {
      report(.typeDeclaredTwice(name, earlier: earlier))
    } else if Self.languageTypes.contains(name.text) {
      report(.languageType(name))
    }
  }

  private func importTypes(_ declaration: Import) {
    let interface = imports[declaration.path]
    switch declaration.binding {
    case .module(let name):
      if interface == nil { types.unknown.insert(name.text) }
      for (type, meaning) in interface?.namedTypes ?? [:] {
        types.named["\(name.text).\(type)"] = meaning
      }
    case .names(let names):
      for (name, alias) in names {
        if interface == nil { types.unknown.insert(alias.text) }
        guard let type = interface?.namedTypes[name.text] else { continue }
        types.named[alias.text] = type
        if interface?.exports.contains(name.text) == false {
          types.watched.append((alias, true))
        }
      }
    }
  }

  /// Warns about types that nothing names, except for those that begin with `_`.
  func reportUnusedTypes() {
    for (name, isImported) in types.watched where !types.used.contains(name.text) {
      if !name.text.hasPrefix("_") { warn(.unusedType(name, isImported: isImported)) }
    }
  }

  /// The types that the language has by itself.
  static let languageTypes = ["any"] + ScalarType.allCases.map(\.rawValue)

  /// Whether a type is imported, from whatever file.
  func isImportedType(_ names: [Name]) -> Bool {
    types.named[names.joinedText] != nil && !types.hidden.contains(names.joinedText)
      && types.exported[names.joinedText] == nil && earlier?.types[names.joinedText] == nil
  }
}

extension OuterScope {
  /// The resource of a vendor that names mean; `any` if they mean none.
  func resource(named names: [Name]) -> Type {
    guard names.count == 2 else { return .any }
    return resources(of: names[0].text)?[names[1].text].map(Type.resource) ?? .any
  }
}
