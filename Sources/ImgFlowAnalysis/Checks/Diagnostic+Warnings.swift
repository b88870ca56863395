import ImgFlowSyntax

/// The wording of all warnings, in one place.
extension Diagnostic {
  static func unused(_ variable: Variable, _ role: Resolver.Role) -> Diagnostic {
    let name = variable.name.text
    let (code, message, help): (DiagnosticCode, String, String) =
      switch role {
      case .variable where variable.isAssigned:
        (
          .unusedVariable, "`\(name)` is assigned but never read",
          "remove it and its assignments, or read it"
        )
      case .variable:
        (.unusedVariable, "`\(name)` is never used", "remove it, or call it `_\(name)`")
      case .function:
        (
          .unusedVariable, "the function `\(name)` is never called",
          variable.owner == nil ? "remove it, or `export` it" : "remove it"
        )
      case .parameter:
        (.unusedVariable, "unused parameter `\(name)`", "use it, or remove it")
      case .imported:
        (.unusedImport, "`\(name)` is imported but never used", "remove it from the `import`")
      case .module:
        (.unusedImport, "the module `\(name)` is never used", "remove the `import`")
      }
    return Diagnostic(code, message, at: variable.name.range, severity: .warning, help: help)
  }

  static func unusedType(_ name: Name, isImported: Bool) -> Diagnostic {
    isImported
      ? Diagnostic(
        .unusedImport, "`\(name.text)` is imported but never used", at: name.range,
        severity: .warning, help: "remove it from the `import`")
      : Diagnostic(
        .unusedVariable, "the type `\(name.text)` is never used", at: name.range,
        severity: .warning, help: "remove it, or `export` it")
  }

  static func unusedVendor(_ vendor: Name) -> Diagnostic {
    Diagnostic(
      .unusedImport, "`use \(vendor.text)` is not needed: none of its names are used",
      at: vendor.range,
      severity: .warning,
      help: "remove the line; `\(vendor.text).…` works without it")
  }

  // MARK: - Results

  static func unusedResult(_ expression: Expression, method: Name?) -> Diagnostic {
    let what = method.map { "the result of `\($0.text)`" } ?? "this value"
    return Diagnostic(
      .unusedResult, "\(what) is not used", at: expression.range, severity: .warning,
      help: method.map { "`\($0.text)` changes nothing: assign its result, or remove the line" }
        ?? "assign it, print it, or remove the line")
  }

  static func unusedComparison(
    _ expression: Expression, of left: Expression, _ right: Expression
  ) -> Diagnostic {
    var help = "use it in an `if` or `assert`, or remove the line"
    if case .name(let name) = left.kind {
      help = "to assign, write `\(name.text) = \(right.range.text)`"
    }
    return Diagnostic(
      .unusedResult, "the result of this comparison is not used", at: expression.range,
      severity: .warning, help: help)
  }

  static func unthrownError(_ expression: Expression) -> Diagnostic {
    Diagnostic(
      .unusedResult, "this error is created but never thrown", at: expression.range,
      severity: .warning,
      help: "write `throw \(expression.range.text)`")
  }

  // MARK: - Patterns

  static func hiddenConstant(_ name: Name, declaration: Name) -> Diagnostic {
    Diagnostic(
      .hiddenConstant, "this `\(name.text)` matches any value and hides the constant",
      at: name.range, severity: .warning,
      labels: [Label(declaration.range, "the constant it hides")],
      help: "to compare with it, write `_ if … == \(name.text)`; otherwise choose another name")
  }

  // MARK: - What is never reached

  static func unreachable(_ statement: Statement, after end: Statement) -> Diagnostic {
    Diagnostic(
      .unreachableCode, "this never runs", at: statement.range, severity: .warning,
      labels: [Label(end.range, "the block always ends here")],
      help: "remove it, or move it up")
  }

  static func unreachableArm(_ pattern: Pattern, takenBy earlier: Pattern) -> Diagnostic {
    Diagnostic(
      .unreachableArm, "this arm is never reached", at: pattern.range, severity: .warning,
      labels: [Label(earlier.range, "matches everything that this arm would")],
      help: "remove it, or move it above")
  }
}
