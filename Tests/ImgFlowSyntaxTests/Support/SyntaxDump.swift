import ImgFlowSyntax

/// Writes a syntax tree as indented text: a node a line, its parts below it.
struct SyntaxDump {
  private var lines: [String] = []
  private var depth = 0

  /// The dump of all statements of a tree.
  static func dump(_ tree: SyntaxTree) -> String {
    var dump = SyntaxDump()
    if let documentation = tree.documentation { dump.line("//! " + quoted(documentation)) }
    for item in tree.statements { dump.statement(item) }
    return dump.lines.joined(separator: "\n")
  }

  /// Adds a line, and what `parts` adds, indented below it.
  mutating func line(_ text: String, _ parts: (inout SyntaxDump) -> Void = { _ in }) {
    lines.append(String(repeating: "  ", count: depth) + text)
    depth += 1
    parts(&self)
    depth -= 1
  }

  static func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\n" ? "\\n" : $0 == "\"" ? "\\\"" : String($0) }.joined() + "\""
  }

  // MARK: - Statements

  mutating func statement(_ statement: Statement) {
    if let documentation = statement.documentation { line("/// " + Self.quoted(documentation)) }
    let export = statement.isExported ? "export " : ""
    switch statement.kind {
    case .expression(let value): expression(value)
    case .variable(let pattern, let type, let value, let isMutable):
      line(export + (isMutable ? "var" : "let")) {
        $0.pattern(pattern)
        $0.type(type)
        $0.expression(value)
      }
    case .function(let function): self.function(function, export + "fn")
    case .assignment(let place, let operation, let value):
      line("assign \(operation?.rawValue ?? "")=") {
        $0.expression(place)
        $0.expression(value)
      }
    case .patternAssignment(let pattern, let value):
      line("assign") {
        $0.pattern(pattern)
        $0.expression(value)
      }
    case .forIn(let head, let body): loop("for", head, body)
    case .whileLoop(let condition, let body, let label):
      line((label.map { "\($0.text): " } ?? "") + "while") {
        $0.expression(condition)
        $0.block(body)
      }
    default: simple(statement)
    }
  }

  private mutating func simple(_ statement: Statement) {
    switch statement.kind {
    case .breakLoop(let label): line("break" + (label.map { " \($0.text)" } ?? ""))
    case .continueLoop(let label): line("continue" + (label.map { " \($0.text)" } ?? ""))
    case .returnValue(let value): line("return") { if let value { $0.expression(value) } }
    case .throwError(let value): line("throw") { $0.expression(value) }
    case .deferBlock(let body): line("defer") { $0.block(body) }
    case .importModule(let module): line("import \(module.path) \(Self.names(module.binding))")
    case .useVendor(let name): line("use \(name.text)")
    case .parameter(let parameter):
      line("param \(parameter.name.text)") {
        $0.type(parameter.type)
        if let variable = parameter.environmentVariable { $0.line("env \(variable)") }
        if let value = parameter.defaultValue { $0.expression(value) }
      }
    case .permit(let permit):
      line("permit") {
        for grant in permit.grants { $0.line("\(grant.kind) \(Self.quoted(grant.text))") }
      }
    case .test(let name, let body): line("test \(Self.quoted(name))") { $0.block(body) }
    case .assertion(let condition, let message):
      line("assert") {
        $0.expression(condition)
        if let message { $0.expression(message) }
      }
    case .vendor(let vendor): line("vendor \(vendor.name.text)")
    case .type(let declaration):
      line("\(statement.isExported ? "export " : "")type \(declaration.name.text)") {
        $0.type(declaration.definition)
      }
    default: line("?")
    }
  }

  private static func names(_ binding: Import.Binding) -> String {
    switch binding {
    case .module(let name): "as \(name.text)"
    case .names(let names):
      names.map {
        $0.name.text == $0.alias.text ? $0.name.text : "\($0.name.text) as \($0.alias.text)"
      }
      .joined(separator: ", ")
    }
  }

  mutating func block(_ block: Block, _ title: String = "block") {
    line(title) { dump in for item in block.statements { dump.statement(item) } }
  }

  mutating func loop(_ title: String, _ head: LoopHead, _ body: Block) {
    line((head.label.map { "\($0.text): " } ?? "") + title) {
      if let index = head.index { $0.line("index \(index.text)") }
      $0.pattern(head.pattern)
      $0.expression(head.sequence)
      $0.block(body)
    }
  }

  mutating func function(_ function: Function, _ title: String) {
    line(title + (function.name.map { " \($0.text)" } ?? "")) { dump in
      for item in function.parameters { dump.parameter(item) }
      if let result = function.result { dump.line("->") { $0.type(result) } }
      dump.block(function.body)
    }
  }

  private mutating func parameter(_ parameter: Parameter) {
    line(parameter.isRest ? "rest" : "parameter") {
      $0.pattern(parameter.pattern)
      $0.type(parameter.type)
      if let value = parameter.defaultValue { $0.expression(value) }
    }
  }

  // MARK: - Patterns and types

  mutating func pattern(_ pattern: Pattern) { line(Self.text(pattern)) }

  mutating func type(_ type: TypeExpression?) {
    if let type { line(": " + Self.text(type)) }
  }

  static func text(_ pattern: Pattern) -> String {
    switch pattern.kind {
    case .wildcard: "_"
    case .binding(let name): name.text
    case .literal(let value): "== \(value.range.text)"
    case .range(let lower, let upper, let isClosed):
      "in \(lower.range.text)\(isClosed ? "..." : "..<")\(upper.range.text)"
    case .alternatives(let patterns): patterns.map(text).joined(separator: " | ")
    case .object(let fields, let rest):
      "{" + (fields.map(field) + restText(rest)).joined(separator: ", ") + "}"
    case .list(let before, let rest, let after):
      "[" + (before.map(element) + restText(rest) + after.map(element)).joined(separator: ", ")
        + "]"
    case .type(let name, let type): "\(name.map { $0.text + " " } ?? "")is \(text(type))"
    case .place(let place): "-> \(place.range.text)"
    }
  }

  private static func field(_ field: Pattern.Field) -> String {
    "\(field.key.text): \(text(field.pattern))\(field.defaultValue.map { " = \($0.range.text)" } ?? "")"
  }

  private static func element(_ element: Pattern.Element) -> String {
    text(element.pattern) + (element.defaultValue.map { " = \($0.range.text)" } ?? "")
  }

  private static func restText(_ rest: Pattern.Rest?) -> [String] {
    rest.map { ["...\($0.target.map(text) ?? "")"] } ?? []
  }

  static func text(_ type: TypeExpression) -> String {
    switch type.kind {
    case .named(let names): names.map(\.text).joined(separator: ".")
    case .bounded(let type, let lower, let upper, let isClosed):
      "\(text(type))(\(lower?.range.text ?? "")\(isClosed ? "..." : "..<")\(upper?.range.text ?? ""))"
    case .optional(let type): "(\(text(type)))?"
    case .map(let value): "{string: \(text(value))}"
    case .list(let type): "[\(text(type))]"
    case .object(let fields, let isOpen):
      "{"
        + (fields.map { "\($0.name.text)\($0.isOptional ? "?" : ""): \(text($0.type))" }
        + (isOpen ? ["..."] : [])).joined(separator: ", ") + "}"
    case .literal(let value): value.range.text
    case .union(let types): "(" + types.map(text).joined(separator: " | ") + ")"
    }
  }
}
