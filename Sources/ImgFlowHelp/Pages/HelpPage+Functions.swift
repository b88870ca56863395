import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

// Functions, methods, namespaces and modules.
extension HelpPage {
  /// A built-in function or method.
  ///
  /// - Parameter receiver: the type whose method it is.
  static func builtin(_ builtin: Builtin, named name: String, of receiver: ValueType? = nil)
    -> HelpPage
  {
    let shown = receiver.map { "\($0.name).\(builtin.name)" } ?? name
    var page = page(of: Callable(builtin, named: shown))
    if !builtin.examples.isEmpty {
      let examples = builtin.examples.map { source, result in
        let lines = result.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count > 1
          ? "  \(source)\n" + lines.map { "    \($0)" }.joined(separator: "\n")
          : "  \(source)  // \(result)"
      }
      page.parts += [
        .heading(examples.count == 1 ? "Example" : "Examples"),
        .code(examples.joined(separator: "\n")),
      ]
    }
    return page
  }

  /// A function of any origin, from its signature and documentation.
  static func page(of callable: Callable) -> HelpPage {
    var page = HelpPage([.code(signature(of: callable))])
    page.add(text: callable.documentation)
    page.add(
      "Parameters",
      callable.parameters.filter { !$0.note.isEmpty }.map { (head: $0.name, text: $0.note) })
    return page
  }

  /// The declaration of a function, on several lines if it is long.
  package static func signature(of callable: Callable) -> String {
    let parameters = callable.parameters.map { parameter in
      let type = parameter.type == "any" ? "" : ": \(parameter.type)"
      if parameter.takesRest { return "...\(parameter.name)\(type)" }
      if let value = parameter.defaultText { return "\(parameter.name)\(type) = \(value)" }
      return parameter.name + (parameter.isRequired ? "" : "?") + type
    }
    let result = callable.result.isEmpty ? "" : " -> \(callable.result)"
    let line = "\(callable.name)(\(parameters.joined(separator: ", ")))\(result)"
    if line.count <= 80 { return line }
    return "\(callable.name)(\n" + parameters.map { "  \($0)" }.joined(separator: ",\n")
      + "\n)\(result)"
  }

  static func namespace(_ name: String) -> HelpPage {
    var page = HelpPage([.code(name)])
    page.add(text: "A namespace of built-in functions.")
    page.add(
      "Functions",
      (BuiltinCatalogue.namespace(name) ?? []).map {
        (head: $0.name, text: $0.documentation.firstSentence)
      })
    return page
  }

  /// The methods of a type.
  static func type(_ type: ValueType) -> HelpPage {
    var page = HelpPage([.code(type.name)])
    page.add(
      "Methods",
      BuiltinCatalogue.methodNames(on: type).sorted().compactMap { name in
        BuiltinCatalogue.method(name, on: type).map { (name, $0.documentation.firstSentence) }
      })
    return page
  }

  /// A standard module such as `std/csv`; nil if there is none of this name.
  static func module(_ path: String) -> HelpPage? {
    ModuleText.tree(of: path).map { module(path, $0) }
  }

  /// A module that is a file, given as an import would name it; nil if there is none.
  static func module(file path: String, _ files: any FileAccess) -> HelpPage? {
    guard path.hasSuffix(".imgflow"), let bytes = try? files.read(path),
      let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let isPath = path.isAbsolutePath || path.hasPrefix(".")
    return module(
      isPath ? path : "./\(path)", Parser.parse(SourceFile(name: path, text: text)).tree)
  }

  private static func module(_ path: String, _ tree: SyntaxTree) -> HelpPage {
    let file = path.lastPathName
    let name = file.split(separator: ".").first.map(String.init) ?? file
    var page = HelpPage([.code("import \"\(path)\" as \(name)")])
    page.add(text: tree.documentation)
    page.add(
      "Exports",
      tree.statements.filter(\.isExported).compactMap { statement in
        statement.declaredName.map { ($0, (statement.documentation ?? "").firstSentence) }
      })
    return page
  }

  /// A function of a standard module; nil if there is none of this name.
  static func function(_ name: String, inModule path: String) -> HelpPage? {
    guard let tree = ModuleText.tree(of: path) else { return nil }
    for statement in tree.statements {
      guard case .function(let function) = statement.kind, statement.isExported,
        function.name?.text == name
      else { continue }
      let module = path.lastPathName
      let callable = Callable(
        function, documentation: statement.documentation, named: "\(module).\(name)")
      return page(of: callable)
    }
    return nil
  }
}

extension Statement {
  /// The name that it declares, if it is one.
  fileprivate var declaredName: String? {
    switch kind {
    case .function(let function): return function.name?.text
    case .variable(let pattern, _, _, _):
      if case .binding(let name) = pattern.kind { return name.text }
      return nil
    default: return nil
    }
  }
}
