import ImgFlowSyntax

extension ModuleLoader {
  /// The vendors that a file knows besides the built-in ones: those that it declares, and those that the
  /// modules it imports know.
  mutating func vendors(
    of tree: SyntaxTree, _ imports: [(declaration: Import, module: Module)]
  ) throws -> [String: Namespace] {
    var vendors: [String: Namespace] = [:]
    for (declaration, module) in imports {
      for (name, vendor) in module.scope.vendors {
        if let known = vendors.updateValue(vendor, forKey: name), known !== vendor {
          diagnostics.append(
            Diagnostic(
              .declaredTwice, "several imported files declare a vendor `\(name)`",
              at: declaration.pathRange, help: "import one of them, or rename one"))
        }
      }
    }
    var own: [String: Name] = [:]
    for statement in tree.statements {
      guard case .vendor(let declaration) = statement.kind else { continue }
      let name = declaration.name
      if let earlier = own.updateValue(name, forKey: name.text) {
        diagnostics.append(.declaredTwice(name, earlier: earlier))
      }
      vendors[name.text] = try vendor(declaration, statement.documentation)
    }
    return vendors
  }

  private mutating func vendor(
    _ declaration: VendorDeclaration, _ documentation: String?
  ) throws -> Namespace {
    do {
      if let vendor = try interpreter.library.vendor(
        declaration, documentation: documentation, for: interpreter)
      {
        return vendor
      }
      diagnostics.append(
        Diagnostic(
          .vendorDeclaration, "scripts cannot declare vendors here", at: declaration.name.range,
          help: "the program that runs this script does not call vendors"))
    } catch let failure as CheckFailure { diagnostics += failure.diagnostics }
    return Namespace(name: declaration.name.text, members: [:])
  }
}

extension Diagnostic {
  fileprivate static func declaredTwice(_ name: Name, earlier: Name) -> Diagnostic {
    Diagnostic(
      .declaredTwice, "the vendor `\(name.text)` is declared twice", at: name.range,
      labels: [Label(earlier.range, "first declared here")], help: "rename one of them")
  }
}
