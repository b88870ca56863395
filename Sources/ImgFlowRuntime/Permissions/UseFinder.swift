import ImgFlowSyntax
import ImgFlowValues

/// Finds what the calls of one file reach.
struct UseFinder {
  private let tree: SyntaxTree
  /// What functions reach by the arguments of their calls, by the names that calls have.
  private var reach = BuiltinReach.all
  /// Declarations of names that never change.
  private var constants: [String: Expression] = [:]
  /// Parameters of the script that are paths: what is given for them may be used.
  private var given: Set<String> = []
  /// The parameters of the functions around, whose calls are looked at instead.
  private var parameters: Set<String> = []
  private var found: [PermissionUses.Use] = []

  init(_ module: Module) {
    tree = module.tree
    for (declaration, imported) in module.imports {
      let table = Self.reach(of: imported)
      switch declaration.binding {
      case .module(let name):
        for (function, reach) in table { self.reach["\(name.text).\(function)"] = reach }
      case .names(let names):
        for (name, alias) in names { reach[alias.text] = table[name.text] }
      }
    }
    for (name, own) in Self.reach(of: module) { reach[name] = own }
    for statement in tree.statements {
      switch statement.kind {
      case .variable(let pattern, _, let value, isMutable: false):
        if case .binding(let name) = pattern.kind { constants[name.text] = value }
      case .parameter(let parameter):
        let type = parameter.type.map {
          Type.annotation($0, declared: module.resolution.namedTypes)
        }
        if type?.convertsAlways == true { given.insert(parameter.name.text) }
      default: break
      }
    }
  }

  mutating func uses() -> [PermissionUses.Use] {
    for statement in tree.statements {
      if case .function(let function) = statement.kind {
        parameters = Set(Self.names(of: function))
        for child in SyntaxElement.function(function).children { visit(child) }
        parameters = []
      } else {
        visit(.statement(statement))
      }
    }
    return found
  }

  // MARK: - Calls

  private mutating func visit(_ element: SyntaxElement) {
    switch element {
    case .function(let function):
      // Who calls it, and with what, is not known: it hides what is.
      let outer = parameters
      parameters.subtract(Self.names(of: function))
      defer { parameters = outer }
      for child in element.children { visit(child) }
    case .expression(let expression):
      switch expression.kind {
      case .call(let callee, let arguments):
        note(callee, arguments, expression.range)
        if reach[callee.dottedName ?? ""] == nil { visit(.expression(callee)) }
        for argument in arguments { visit(.expression(argument.value)) }
      case .pipe(let value, let callee, let arguments):
        note(
          callee, [Argument(label: nil, value: value, isSpread: false)] + arguments,
          expression.range)
        for part in [value] + arguments.map(\.value) { visit(.expression(part)) }
      default:
        // A function that is passed on is called with who knows what.
        for use in expression.dottedName.flatMap({ reach[$0] }) ?? [] where use.place == 0 {
          found.append(.init(kind: use.kind, text: nil, range: expression.range))
        }
        // The namespace in `file.text` is not the function `file`.
        if case .member(let base, _, _) = expression.kind, case .name = base.kind { return }
        for child in element.children { visit(child) }
      }
    default: for child in element.children { visit(child) }
    }
  }

  private mutating func note(_ callee: Expression, _ arguments: [Argument], _ range: SourceRange) {
    for use in callee.dottedName.flatMap({ reach[$0] }) ?? [] {
      guard let value = Self.argument(use, arguments) else { continue }
      if let text = text(of: value, use.kind) {
        if !text.isEmpty { found.append(.init(kind: use.kind, text: text, range: range)) }
      } else if !isKnownElsewhere(value) {
        found.append(.init(kind: use.kind, text: nil, range: range))
      }
    }
  }

  private static func argument(_ use: Reach, _ arguments: [Argument]) -> Expression? {
    if let named = arguments.first(where: { $0.label?.text == use.parameter }) {
      return named.value
    }
    let positional = arguments.filter { $0.label == nil }
    return use.place < positional.count ? positional[use.place].value : nil
  }

  /// The permission that a use needs; empty if it needs none, nil if that is not known.
  private func text(of value: Expression, _ kind: PermissionKind) -> String? {
    if case .call(let callee, let arguments) = value.kind, callee.dottedName == "here",
      let path = arguments.first.flatMap({ KnownText($0.value, constants) }), path.isWhole
    {
      // A script reads what its own folder holds.
      if kind == .read, !path.text.contains("..") { return "" }
      let folder = tree.file.location.map(Paths.folder)
      return folder.map { Paths.absolute(path.text, in: $0) }
    }
    return KnownText(value, constants)?.permission(kind)
  }

  /// Whether a value is what a person gives, or a parameter of a function whose calls are looked at.
  private func isKnownElsewhere(_ value: Expression) -> Bool {
    guard case .name(let name) = value.kind else { return false }
    return given.contains(name.text) || parameters.contains(name.text)
  }

  // MARK: - Functions

  /// What the functions of a module reach by their own parameters.
  private static func reach(of module: Module) -> [String: [Reach]] {
    var table: [String: [Reach]] = [:]
    // Each turn finds what a function reaches through one more call.
    for _ in 0..<4 {
      for case .function(let function) in module.tree.statements.map(\.kind) {
        guard let name = function.name?.text else { continue }
        let names = names(of: function)
        let known = BuiltinReach.all.merging(table) { $1 }
        let calls = Self.calls(in: .block(function.body))
        let found = calls.flatMap { callee, arguments -> [Reach] in
          (callee.dottedName.flatMap { known[$0] } ?? []).compactMap { use in
            guard case .name(let passed)? = argument(use, arguments)?.kind,
              let place = names.firstIndex(of: passed.text)
            else { return nil }
            return Reach(kind: use.kind, parameter: passed.text, place: place)
          }
        }
        if !found.isEmpty { table[name] = Array(Set(found)).sorted { $0.place < $1.place } }
      }
    }
    return table
  }

  private static func names(of function: Function) -> [String] {
    function.parameters.map { parameter in
      if case .binding(let name) = parameter.pattern.kind { name.text } else { "" }
    }
  }

  private static func calls(in element: SyntaxElement) -> [(Expression, [Argument])] {
    var own: [(Expression, [Argument])] = []
    if case .expression(let expression) = element {
      switch expression.kind {
      case .call(let callee, let arguments): own = [(callee, arguments)]
      case .pipe(let value, let callee, let arguments):
        own = [(callee, [Argument(label: nil, value: value, isSpread: false)] + arguments)]
      default: break
      }
    }
    return own + element.children.flatMap { calls(in: $0) }
  }
}
