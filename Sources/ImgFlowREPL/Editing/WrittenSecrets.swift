import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// The secrets that are written out in statements, found by their tree: as the value of a name of a
/// credential, as a string of the type `secret`, or by the look of the string.
struct WrittenSecrets {
  /// Whether there is one.
  private(set) var isAny = false
  /// The names whose values are used as secrets here: a string that was assigned to them before is one.
  private(set) var names: Set<String> = []
  /// The names whose values later statements use as secrets.
  private let knownNames: Set<String>
  /// Whether a string has become a secret while it ran.
  private let isKnown: (String) -> Bool
  /// The types that annotations may name.
  private let types: [String: NamedType]

  /// Looks for them in statements.
  init(
    in text: String, names: Set<String> = [], types: [String: NamedType] = [:],
    isKnown: @escaping (String) -> Bool = { _ in false }
  ) {
    knownNames = names
    self.isKnown = isKnown
    let file = SourceFile(name: "", text: text)
    let parsed = Parser.parse(file)
    self.types = DeclaredTypes(parsed.tree.statements, known: types).named
    let comments = Lexer.tokenize(file).comments.map(\.range.text)
    isAny = isKnown(text) || comments.contains(where: SecretText.isIn)
    if parsed.diagnostics.contains(where: { $0.severity == .error }) {
      // What it means is not known: it is a secret's place as soon as it could be one.
      isAny = isAny || text.contains { $0 == "\"" || $0 == "'" } || SecretText.isIn(text)
    }
    for statement in parsed.tree.statements { visit(.statement(statement)) }
  }

  // MARK: - The walk

  private mutating func visit(_ element: SyntaxElement) {
    switch element {
    case .statement(let statement): look(at: statement)
    case .expression(let expression): look(at: expression)
    case .pattern(let pattern): look(at: pattern)
    case .function(let function):
      for parameter in function.parameters where isSecret(parameter.pattern, parameter.type) {
        if let value = parameter.defaultValue { take(value) }
      }
    case .block, .parallelBody: break
    }
    for child in element.children { visit(child) }
  }

  private mutating func look(at statement: Statement) {
    switch statement.kind {
    case .variable(let pattern, let type, let value, _):
      if isSecret(pattern, type) { take(value) }
    case .assignment(let place, _, let value): if isCredential(place) { take(value) }
    case .patternAssignment(let pattern, let value): if holdsCredential(pattern) { take(value) }
    case .parameter(let parameter):
      if isSecret(parameter) || isCredential(parameter.name), let value = parameter.defaultValue {
        take(value)
      }
    case .expression, .function, .forIn, .whileLoop, .breakLoop, .continueLoop, .returnValue,
      .throwError, .deferBlock, .importModule, .useVendor, .permit, .test, .assertion, .vendor,
      .type:
      break
    }
  }

  private mutating func look(at expression: Expression) {
    switch expression.kind {
    case .string(let text): check(text)
    case .interpolation(let parts):
      for case .text(let text) in parts { check(text) }
    case .object(let entries):
      for entry in entries {
        switch entry {
        case .pair(let key, let value): if isCredential(key) { take(value, of: key) }
        case .computed(let key, let value): if isCredential(key) { take(value) }
        case .shorthand(let name): if isCredential(name) { names.insert(name.text) }
        case .spread: break
        }
      }
    case .list(let elements):
      followNames(
        elements.map {
          if case .item(let value) = $0 { value } else { nil }
        })
    case .call(_, let arguments), .pipe(_, into: _, let arguments): look(at: arguments)
    case .binary(let left, .equal, _, let right), .binary(let left, .notEqual, _, let right):
      if isCredential(left) { take(right) }
      if isCredential(right) { take(left) }
    case .match(let construct):
      guard isCredential(construct.subject) else { return }
      for arm in construct.arms { take(arm.pattern) }
    case .ifElse(let construct):
      if let binding = construct.binding, isSecret(binding, nil) { take(construct.condition) }
    case .parallel(let construct): look(at: construct.arguments)
    case .guarded(let construct): look(at: construct.arguments)
    case .null, .bool, .integer, .float, .duration, .name, .member, .index, .chain, .unary,
      .binary, .typeTest, .range, .function, .block, .tryCatch, .tryOptional:
      break
    }
  }

  private mutating func look(at arguments: [Argument]) {
    for argument in arguments {
      if let label = argument.label, isCredential(label) { take(argument.value, of: label) }
    }
    followNames(arguments.map(\.value))
  }

  private mutating func look(at pattern: Pattern) {
    guard case .object(let fields, _) = pattern.kind else { return }
    for field in fields where isCredential(field.key) || isSecret(field.pattern, nil) {
      if let value = field.defaultValue { take(value) }
    }
  }

  /// A string that is a name of a credential, and after it its value: `set("Authorization", "Bearer x")`.
  private mutating func followNames(_ values: [Expression?]) {
    for (name, value) in zip(values, values.dropFirst()) {
      guard case .string(let text) = name?.kind, text.lowercased() != "key",
        CredentialName.matches(text), let value
      else { continue }
      take(value)
    }
  }

  private mutating func check(_ text: String) {
    if SecretText.isIn(text) || isKnown(text) { isAny = true }
  }

  // MARK: - Names

  private func isCredential(_ name: Name) -> Bool {
    knownNames.contains(name.text) || CredentialName.matches(name.text)
  }

  /// Whether what an expression is about is a credential, by its last name.
  private func isCredential(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name(let name), .member(_, let name, _): isCredential(name)
    case .index(_, let key, _): isCredential(key)
    case .string(let text): CredentialName.matches(text)
    case .interpolation(let parts):
      parts.contains { part in
        switch part {
        case .text(let text): CredentialName.matches(text)
        case .expression(let value): isCredential(value)
        }
      }
    case .chain(let inner): isCredential(inner)
    case .null, .bool, .integer, .float, .duration, .list, .object, .call, .unary, .binary,
      .typeTest, .range, .pipe, .function, .block, .ifElse, .match, .tryCatch, .tryOptional,
      .parallel, .guarded:
      false
    }
  }

  private func type(_ annotation: TypeExpression) -> Type {
    .annotation(annotation, declared: types)
  }

  private func isSecret(_ parameter: ScriptParameter) -> Bool {
    parameter.type.map { type($0).isGivenAsSecret } ?? false
  }

  private func isSecret(_ pattern: Pattern, _ type: TypeExpression?) -> Bool {
    type.map { self.type($0).holdsSecret } ?? false
      || pattern.boundNames.contains(where: isCredential)
  }

  /// Whether a credential is among the places that a pattern holds.
  private func holdsCredential(_ pattern: Pattern) -> Bool {
    SyntaxElement.pattern(pattern).contains {
      if case .expression(let place) = $0 { isCredential(place) } else { false }
    } entering: {
      if case .pattern = $0 { true } else { false }
    }
  }

  // MARK: - Values that are secrets

  private mutating func take(_ value: Expression, of name: Name) {
    take(value)
    // Passwords are numbers too; an `id` of a key is not a secret.
    let isPassword = ["pass", "pwd"].contains { name.text.lowercased().contains($0) }
    if isPassword, case .integer = value.kind { isAny = true }
  }

  /// Finds the strings that a secret value is made of, and the names.
  private mutating func take(_ value: Expression) {
    switch value.kind {
    case .string(let text): if isSecret(text) { isAny = true }
    case .interpolation(let parts):
      for part in parts {
        switch part {
        case .text(let text): if isSecret(text) { isAny = true }
        case .expression(let value): take(value)
        }
      }
    case .name(let name): names.insert(name.text)
    case .list(let elements):
      for case .item(let value) in elements { take(value) }
    case .object(let entries):
      for case .pair(_, let value) in entries { take(value) }
    case .unary(_, let inner), .chain(let inner), .tryOptional(let inner): take(inner)
    case .binary(let left, .add, _, let right), .binary(let left, .coalesce, _, let right):
      take(left)
      take(right)
    case .call(let callee, let arguments): takeCall(callee, arguments)
    case .pipe(let value, _, _): take(value)
    case .block(let block): take(block)
    case .ifElse(let construct):
      take(construct.then)
      construct.otherwise.map { take($0) }
    case .match(let construct): for arm in construct.arms { take(arm.body) }
    case .tryCatch(let construct):
      take(construct.body)
      for handler in construct.catches { take(handler.body) }
    case .guarded(let construct): take(construct.body)
    case .null, .bool, .integer, .float, .duration, .member, .index, .typeTest, .range, .binary,
      .function,
      .parallel:
      break
    }
  }

  /// Of a call's parts only those that become its result: `"abc".trim()`, `base64.decode("YWJj")`.
  private mutating func takeCall(_ callee: Expression, _ arguments: [Argument]) {
    guard case .member(let base, _, _) = callee.kind else { return }
    if case .name(let namespace) = base.kind, ["base64", "url", "json"].contains(namespace.text) {
      for argument in arguments { take(argument.value) }
    } else {
      take(base)
    }
  }

  private mutating func take(_ block: Block) {
    if case .expression(let value)? = block.statements.last?.kind { take(value) }
  }

  private mutating func take(_ pattern: Pattern) {
    switch pattern.kind {
    case .literal(let value): take(value)
    case .alternatives(let patterns): for pattern in patterns { take(pattern) }
    case .wildcard, .binding, .range, .object, .list, .type, .place: break
    }
  }

  /// Whether a part of a credential gives it away, as `Bearer ` does not.
  private func isSecret(_ text: String) -> Bool {
    let word = text.filter { $0.isLetter || $0.isNumber }.lowercased()
    return !word.isEmpty && !SecretText.schemes.contains(word)
  }
}
