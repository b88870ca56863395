import ImgFlowSyntax

/// The wording of everything name resolution finds, beside each other.
extension Diagnostic {
  static func unknownName(
    _ name: Name, near: String?, declaration: SourceRange?, ownersOfMember: [String]
  ) -> Diagnostic {
    var help: String?
    if let near {
      help =
        declaration.map { "did you mean `\(near)`, declared on line \($0.position.line)?" }
        ?? "did you mean `\(near)`?"
    } else if let owner = ownersOfMember.first {
      help = "write `\(owner).\(name.text)`, or `use \(owner)` at the top"
    }
    return Diagnostic(
      "E0101", "nothing is called `\(name.text)` here", at: name.range, label: "not defined",
      help: help)
  }

  static func usedTooEarly(_ name: Name, declaration: Name) -> Diagnostic {
    Diagnostic(
      "E0102", "`\(name.text)` is used before it is declared", at: name.range,
      labels: [Label(declaration.range, "declared here")],
      help: "move the declaration above its first use")
  }

  static func redeclared(_ name: Name, earlier: Name) -> Diagnostic {
    Diagnostic(
      "E0103", "`\(name.text)` is declared twice in the same block", at: name.range,
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
      "E0104", "\(verb) \(what) `\(name.text)`", at: name.range,
      labels: [Label(variable.name.range, "declared here")], help: help)
  }

  static func builtInNotAssignable(_ name: Name, isWhole: Bool) -> Diagnostic {
    let verb = isWhole ? "cannot assign to" : "cannot change a part of"
    return Diagnostic(
      "E0104", "\(verb) `\(name.text)`, which is built in", at: name.range,
      help: "declare a variable of your own: `var \(name.text) = …`")
  }

  static func sliceNotAssignable(_ place: Expression) -> Diagnostic {
    Diagnostic(
      "E0114", "a slice cannot be assigned to", at: place.range,
      help: "build a new list: `xs[..<a] + [x, y] + xs[b...]`")
  }

  static func assignedInParallel(_ name: Name, declaration: Name) -> Diagnostic {
    Diagnostic(
      "E0105", "a `parallel` body cannot change `\(name.text)`, which is declared outside it",
      at: name.range, labels: [Label(declaration.range, "declared outside the body")],
      help: "give the value back from the body: `parallel … for` is the list of its bodies' values")
  }

  static func ambiguous(_ name: Name, vendors: [String]) -> Diagnostic {
    let list = vendors.map { "`\($0).\(name.text)`" }.joined(separator: " or ")
    return Diagnostic(
      "E0106", "several vendors in use have an operation `\(name.text)`", at: name.range,
      help: "write \(list)")
  }

  static func unknownVendor(_ name: Name, known: [String]) -> Diagnostic {
    let near = NearNames.nearest(to: name.text, in: known)
    return Diagnostic(
      "E0107", "there is no vendor called `\(name.text)`", at: name.range,
      help: near.map { "did you mean `\($0)`?" }
        ?? "the vendors are \(known.joined(separator: ", "))")
  }

  static func unknownMember(_ member: Name, of owner: String, known: [String]) -> Diagnostic {
    let near = NearNames.nearest(to: member.text, in: known)
    return Diagnostic(
      "E0108", "`\(owner)` has nothing called `\(member.text)`", at: member.range,
      help: near.map { "did you mean `\(owner).\($0)`?" })
  }

  // MARK: - Statements in the wrong place

  static func outsideLoop(_ statement: Statement) -> Diagnostic {
    Diagnostic(
      "E0110", "`\(statement.range.text)` stands outside a loop", at: statement.range,
      help: "it ends or continues a `for` or `while` around it, never a `parallel` or `defer`")
  }

  static func misplacedReturn(_ statement: Statement, _ what: String) -> Diagnostic {
    Diagnostic(
      "E0111", "`return` \(what)", at: statement.range,
      help: "the value of a block is its last expression; `exit(0)` ends the script")
  }
}

extension Diagnostic {
  // MARK: - Calls

  static func unknownArgument(_ label: Name, of signature: CallSignature) -> Diagnostic {
    let names = signature.parameters.filter { !$0.isRest }.compactMap(\.name)
    let near = NearNames.nearest(to: label.text, in: names)
    return Diagnostic(
      "E0201", "`\(signature.name)` has no parameter `\(label.text)`", at: label.range,
      label: "unknown",
      help: near.map { "did you mean `\($0):`?" }
        ?? (names.isEmpty
          ? "it takes no arguments" : "its parameters are \(names.joined(separator: ", "))"))
  }

  static func repeatedArgument(_ label: Name, of signature: CallSignature) -> Diagnostic {
    Diagnostic(
      "E0202", "`\(label.text)` is given twice to `\(signature.name)`", at: label.range,
      help: "remove one of the two")
  }

  static func tooManyArguments(
    _ argument: Argument, of signature: CallSignature, given: Int
  ) -> Diagnostic {
    let count = signature.parameters.count
    let takes = count == 0 ? "no arguments" : count == 1 ? "1 argument" : "\(count) arguments"
    return Diagnostic(
      "E0203", "`\(signature.name)` takes \(takes), but \(given) are given", at: argument.range,
      label: "one too many")
  }

  static func missingArguments(
    _ missing: [CallSignature.Parameter], of signature: CallSignature, at range: SourceRange
  ) -> Diagnostic {
    let names = missing.map { "`\($0.name ?? "…")`" }.joined(separator: " and ")
    let types = missing.compactMap { parameter in
      parameter.name.map { $0 + (parameter.typeText.isEmpty ? "" : ": \(parameter.typeText)") }
    }
    return Diagnostic(
      "E0204", "`\(signature.name)` needs \(names)", at: range,
      label: "required and not given: \(types.joined(separator: ", "))",
      help: missing.first?.name.map { "add `\($0): …`" })
  }
}
