import ImgFlowSyntax

/// The wording of everything name resolution finds, in one place.
extension Diagnostic {
  static func unknownName(
    _ name: Name, near: String?, declaration: SourceRange?, foreign: String?,
    ownersOfMember: [String], module: String?, isMethod: Bool
  ) -> Diagnostic {
    var help: String?
    if let foreign {
      help = foreign
    } else if let module {
      help = "write `import \"\(module)\" as \(name.text)` at the top"
    } else if let near, let declaration {
      help = "did you mean `\(near)`, declared on line \(declaration.position.line)?"
    } else if isMethod {
      help = "it is a method: call it on a value, as in `value.\(name.text)(…)`"
    } else if let near {
      help = "did you mean `\(near)`?"
    } else if let owner = ownersOfMember.first, ownersOfMember.count == 1 {
      help = "write `\(owner).\(name.text)`, or `use \(owner)` at the top"
    } else if !ownersOfMember.isEmpty {
      let calls = ownersOfMember.formatted(and: "or") { "`\($0).\(name.text)`" }
      help = "write \(calls): several vendors have it"
    }
    return Diagnostic(
      .unknownName, "undefined name `\(name.text)`", at: name.range, label: "not defined",
      help: help)
  }

  static func assignedUndeclared(_ name: Name) -> Diagnostic {
    Diagnostic(
      .unknownName, "undefined name `\(name.text)`", at: name.range, label: "not declared",
      help: "declare it with `var \(name.text) = …`, or with `let` if it does not change")
  }

  static func usedTooEarly(_ name: Name, declaration: Name) -> Diagnostic {
    Diagnostic(
      .usedTooEarly, "`\(name.text)` is used before it is declared", at: name.range,
      labels: [Label(declaration.range, "declared here")],
      help: "move the declaration above its first use")
  }

  static func redeclared(_ name: Name, earlier: Name) -> Diagnostic {
    Diagnostic(
      .declaredTwice, "`\(name.text)` is declared twice in the same block", at: name.range,
      labels: [Label(earlier.range, "first declared here")],
      help: "use another name, or assign with `\(name.text) = …` if it is a `var`")
  }

  static func notAssignable(
    _ name: Name, _ variable: Variable, isWhole: Bool, method: String?
  ) -> Diagnostic {
    let what =
      switch variable.kind {
      case .function: "the function"
      case .parameter: "the parameter"
      case .module: "the module"
      default: "the constant"
      }
    let verb =
      method.map { "`\($0)` cannot change" }
      ?? (isWhole ? "cannot assign to" : "cannot change a part of")
    let help =
      switch variable.kind {
      case .constant: "declare it with `var` if it is to change"
      case .module: "what a module exports changes only through its functions"
      default: "copy it first: `var copy = \(name.text)`"
      }
    return Diagnostic(
      .notAssignable, "\(verb) \(what) `\(name.text)`", at: name.range,
      labels: [Label(variable.name.range, "declared here")], help: help)
  }

  static func builtInNotAssignable(_ name: Name, isWhole: Bool) -> Diagnostic {
    let verb = isWhole ? "cannot assign to" : "cannot change a part of"
    return Diagnostic(
      .notAssignable, "\(verb) `\(name.text)`, which is built in", at: name.range,
      help: "declare your own variable: `var \(name.text) = …`")
  }

  static func sliceNotAssignable(_ place: Expression) -> Diagnostic {
    Diagnostic(
      .sliceNotAssignable, "a slice cannot be assigned to", at: place.range,
      help: "build a new list: `xs[..<a] + [x, y] + xs[b...]`")
  }

  static func assignedInParallel(_ name: Name, declaration: Name) -> Diagnostic {
    Diagnostic(
      .assignedInParallel,
      "a `parallel` body cannot change `\(name.text)`, which is declared outside it",
      at: name.range, labels: [Label(declaration.range, "declared outside the body")],
      help: "return the value from the body: `parallel … for` gives a list of these values")
  }

  static func ambiguous(_ name: Name, vendors: [String]) -> Diagnostic {
    let list = vendors.formatted(and: "or") { "`\($0).\(name.text)`" }
    return Diagnostic(
      .ambiguousName, "several vendors in use have an operation `\(name.text)`", at: name.range,
      help: "write \(list)")
  }

  static func unknownVendor(_ name: Name, known: [String]) -> Diagnostic {
    let near = NearNames.nearest(to: name.text, in: known)
    return Diagnostic(
      .unknownVendor, "unknown vendor `\(name.text)`", at: name.range,
      help: near.map { "did you mean `\($0)`?" }
        ?? "the vendors are \(known.formatted(and: "and"))")
  }

  static func unknownMember(
    _ member: Name, of owner: String, known: [String], isHidden: Bool, foreign: String?
  ) -> Diagnostic {
    if isHidden {
      return Diagnostic(
        .unknownMember, "`\(owner)` does not export `\(member.text)`", at: member.range,
        help: "write `export` before its declaration")
    }
    let near = NearNames.nearest(to: member.text, in: known)
    return Diagnostic(
      .unknownMember, "`\(owner)` has no member `\(member.text)`", at: member.range,
      help: foreign ?? near.map { "did you mean `\(owner).\($0)`?" })
  }

  static func memberOfFunction(_ member: Name, of owner: String, foreign: String) -> Diagnostic {
    Diagnostic(
      .unknownMember, "`\(owner)` is a function and has no member `\(member.text)`",
      at: member.range, help: foreign)
  }

  /// What a value of a type that is known before running does not have.
  static func foreignMember(_ member: Name, of type: String, help: String) -> Diagnostic {
    let article = "aeiou".contains(type.first ?? "x") ? "an" : "a"
    return Diagnostic(
      .unknownMember, "\(article) \(type) has no member `\(member.text)`", at: member.range,
      help: help)
  }

  // MARK: - Types

  static func unknownField(
    _ field: Name, of owner: String, known: [String], base: Expression?
  ) -> Diagnostic {
    let near = NearNames.nearest(to: field.text, in: known)
    let fields = known.formatted(and: "and")
    let isShort = near == nil && !known.isEmpty && known.count <= 12
    return Diagnostic(
      .unknownField, "\(owner) has no field `\(field.text)`", at: field.range,
      label: "not declared", notes: isShort ? ["it has \(fields)"] : [],
      help: near.map { "did you mean `.\($0)`?" }
        ?? base.map {
          "`\($0.range.text)[\"\(field.text)\"]` reads a field that the service sends undeclared"
        })
  }

  static func unknownResource(_ name: Name, of vendor: String, known: [String]) -> Diagnostic {
    let near = NearNames.nearest(to: name.text, in: known)
    return Diagnostic(
      .unknownType, "`\(vendor)` has no resource `\(name.text)`", at: name.range,
      help: near.map { "did you mean `\(vendor).\($0)`?" }
        ?? (known.isEmpty ? nil : "its resources are \(known.formatted(and: "and"))"))
  }

  static func unknownType(
    _ type: TypeExpression, known: [String], owners: [String]
  ) -> Diagnostic {
    let name = type.range.text
    let near = (ForeignNames.type(name) ?? NearNames.nearest(to: name, in: known)).map {
      "did you mean `\($0)`?"
    }
    return Diagnostic(
      .unknownType, "unknown type `\(name)`", at: type.range,
      help: owners.first.map { "write `\($0).\(name)`: resources are named with their vendor" }
        ?? near ?? "a vendor's resource is written with the vendor: `expoze.Job`")
  }

  static func unknownModuleType(
    _ name: Name, of module: String, _ interface: ModuleInterface
  ) -> Diagnostic {
    let known = interface.namedTypes.keys.sorted()
    let isHidden = interface.hidden.contains(name.text)
    let near = NearNames.nearest(to: name.text, in: known)
    return Diagnostic(
      .unknownType, "`\(module)` exports no type `\(name.text)`", at: name.range,
      help: isHidden
        ? "write `export` before its declaration"
        : near.map { "did you mean `\(module).\($0)`?" }
          ?? (known.isEmpty ? nil : "its types are \(known.formatted(and: "and"))"))
  }

  static func typeDeclaredTwice(_ name: Name, earlier: Name) -> Diagnostic {
    Diagnostic(
      .declaredTwice, "the type `\(name.text)` is declared twice", at: name.range,
      labels: [Label(earlier.range, "first declared here")], help: "use another name")
  }

  static func languageType(_ name: Name) -> Diagnostic {
    Diagnostic(
      .declaredTwice, "`\(name.text)` is a type of the language", at: name.range,
      help: "use another name")
  }

  /// - Parameter way: the types that refer to each other, from the first back to it.
  static func recursiveType(_ name: Name, way: [String]) -> Diagnostic {
    let what =
      way.count == 2
      ? "the type `\(name.text)` refers to itself"
      : "these types refer to each other: \(way.joined(separator: " → "))"
    return Diagnostic(
      .recursiveType, what, at: name.range,
      help: "write `any`, `list` or `object` for the part that may hold another one")
  }

  static func importedParameterType(_ type: TypeExpression) -> Diagnostic {
    Diagnostic(
      .unknownType, "a `param` cannot have the imported type `\(type.range.text)`", at: type.range,
      help: "declare the type in the script: the command line is read before other files are")
  }

  static func typeAsValue(_ name: Name) -> Diagnostic {
    Diagnostic(
      .unknownName, "`\(name.text)` is a type, not a value", at: name.range,
      help: "write it after `:`, `->` or `is`, as in `x is \(name.text)`")
  }

  static func badBound(_ bound: Expression) -> Diagnostic {
    Diagnostic(
      .unknownType, "a bound must be written out", at: bound.range,
      help: "write a number or a duration: a type is the same for every run")
  }

  // MARK: - Statements in the wrong place

  static func outsideLoop(_ statement: Statement) -> Diagnostic {
    Diagnostic(
      .outsideLoop, "`\(statement.range.text)` is only allowed inside a loop", at: statement.range,
      help: "it applies to the `for` or `while` around it, never to a `parallel` or `defer`")
  }

  static func unknownLoop(_ label: Name, known: [String]) -> Diagnostic {
    let near = NearNames.nearest(to: label.text, in: known)
    return Diagnostic(
      .outsideLoop, "no loop around this has the label `\(label.text)`", at: label.range,
      help: near.map { "did you mean `\($0)`?" }
        ?? "write it before the loop: `\(label.text): for x in xs { … }`")
  }

  static func misplacedReturn(_ statement: Statement, _ what: String) -> Diagnostic {
    Diagnostic(
      .misplacedReturn, "`return` \(what)", at: statement.range,
      help: "the value of a block is its last expression; `exit(0)` ends the script")
  }
}
