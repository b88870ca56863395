import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// Resolves a script, and reads, parses and resolves everything it imports, without running any of it.
struct ModuleLoader {
  let interpreter: Interpreter
  var diagnostics: [Diagnostic] = []
  /// The imports that led to the module being loaded, for reporting cycles.
  private var path: [(name: String, identity: String, range: SourceRange?)] = []

  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  /// - Throws: `CheckFailure` with everything that is wrong, in all modules.
  static func load(
    _ script: ParseResult, _ interpreter: Interpreter
  ) throws -> (Module, [Diagnostic]) {
    var loader = ModuleLoader(interpreter)
    loader.path = [(script.tree.file.name, script.tree.file.identity, nil)]
    let module = try loader.load(script)
    let errors = loader.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw CheckFailure(diagnostics: errors) }
    return (module, loader.diagnostics)
  }

  private mutating func load(_ parsed: ParseResult) throws -> Module {
    diagnostics += parsed.diagnostics
    if path.count > 1 {
      rejectParameters(of: parsed.tree)
      rejectPermits(of: parsed.tree)
    } else {
      diagnostics += parsed.tree.misplacedPermits
    }
    let imports = try imports(of: parsed.tree)
    let count = diagnostics.count
    let isUnreadable = parsed.diagnostics.contains { $0.severity == .error }
    let vendors = try isUnreadable ? [:] : vendors(of: parsed.tree, imports)
    // What a damaged file declares is not known, nor are the vendors that it would bring in: their
    // names would be reported as unknown.
    let isDamaged =
      isUnreadable || diagnostics.count > count || imports.contains { $1.hidesVendors }
    let scope = OuterValues(interpreter, file: parsed.tree.file, vendors: vendors)
    let (resolution, found) = Resolver.resolve(
      parsed.tree, outer: scope, imports: Self.interfaces(imports),
      checksTypes: interpreter.options.checksTypes)
    for text in resolution.secretTexts { interpreter.redactor.register(text) }
    if !isDamaged { diagnostics += found }
    if let failure = scope.failures.first { throw failure }
    return Module(
      tree: parsed.tree, resolution: resolution, scope: scope, isDamaged: isDamaged,
      imports: imports)
  }

  /// Loads what a file imports, in the order of its `import`s.
  mutating func imports(of tree: SyntaxTree) throws -> [(declaration: Import, module: Module)] {
    var imports: [(declaration: Import, module: Module)] = []
    for statement in tree.statements {
      guard case .importModule(let declaration) = statement.kind else { continue }
      if let module = try load(declaration, from: tree.file) {
        checkNames(declaration, of: module)
        imports.append((declaration, module))
      }
    }
    return imports
  }

  /// What imported modules show, by their paths as written.
  static func interfaces(
    _ imports: [(declaration: Import, module: Module)]
  ) -> [String: ModuleInterface] {
    Dictionary(imports.map { ($0.path, $1.interface) }) { $1 }.compactMapValues { $0 }
  }

  /// Only the script itself is given parameters.
  private mutating func rejectParameters(of module: SyntaxTree) {
    for statement in module.statements {
      guard case .parameter(let parameter) = statement.kind else { continue }
      diagnostics.append(
        Diagnostic(
          .parameterInModule, "a module cannot have parameters; only the script that is run can",
          at: parameter.name.range,
          help: "export a function that takes `\(parameter.name.text)`"))
    }
  }

  /// Modules share what the script may do.
  private mutating func rejectPermits(of module: SyntaxTree) {
    for statement in module.statements where statement.isPermit {
      diagnostics.append(
        Diagnostic(
          .misplacedPermit, "a module cannot permit anything: it shares the script's permissions",
          at: statement.range, help: "move it into the script that imports this file"))
    }
  }

  private mutating func load(_ declaration: Import, from file: SourceFile) throws -> Module? {
    guard let source = try source(declaration, from: file) else { return nil }
    let identity = source.identity
    if let cycle = path.firstIndex(where: { $0.identity == identity }) {
      let way = (path[cycle...].map { Paths.name(of: $0.name) } + [Paths.name(of: source.name)])
      diagnostics.append(
        Diagnostic(
          .importCycle, "these files import each other: \(way.joined(separator: " → "))",
          at: declaration.pathRange, help: "move what they share into a separate file"))
      return nil
    }
    if let known = interpreter.modules[identity] { return known }
    path.append((source.name, identity, declaration.pathRange))
    defer { path.removeLast() }
    let module = try load(Parser.parse(source))
    interpreter.modules[identity] = module
    return module
  }

  /// The text of an imported module; nil, and a diagnostic, if there is none.
  ///
  /// - Throws: what a checkpoint throws.
  private mutating func source(
    _ declaration: Import, from file: SourceFile
  ) throws -> SourceFile? {
    let range = declaration.pathRange
    if declaration.path.hasPrefix("std/") {
      if let source = interpreter.library.standardModule(declaration.path) { return source }
      let known = interpreter.library.standardModuleNames
      let near = NearNames.nearest(to: declaration.path, in: known)
      diagnostics.append(
        Diagnostic(
          .unreadableModule, "unknown standard module \"\(declaration.path)\"", at: range,
          help: near.map { "did you mean \"\($0)\"?" }
            ?? (known.isEmpty ? nil : "the modules are \(known.formatted(and: "and"))")))
      return nil
    }
    let files = interpreter.host.files
    var folder: String?
    do {
      let start = try file.folder(files)
      folder = start
      return try SourceFile(reading: Paths.absolute(declaration.path, in: start), from: files)
    } catch let error as ValueError {
      let place = folder.map { "the file that contains them, which is in \($0)" }
      diagnostics.append(
        Diagnostic(
          .unreadableModule, "cannot import \"\(declaration.path)\": \(error.message)", at: range,
          help: place.map { "paths of imports are relative to \($0)" } ?? error.help))
      return nil
    }
  }

  private mutating func checkNames(_ declaration: Import, of module: Module) {
    guard case .names(let names) = declaration.binding, let interface = module.interface else {
      return
    }
    let known = interface.exports.union(interface.namedTypes.keys)
    for (name, _) in names where !known.contains(name.text) {
      let near = NearNames.nearest(to: name.text, in: known.sorted())
      let isPrivate = interface.hidden.contains(name.text)
      diagnostics.append(
        Diagnostic(
          .notExported, "\"\(declaration.path)\" does not export `\(name.text)`", at: name.range,
          help: isPrivate
            ? "write `export` before its declaration" : near.map { "did you mean `\($0)`?" }))
    }
  }
}
