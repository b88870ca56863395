import ImgFlowSyntax
import ImgFlowValues

/// `param name: type = default`: what was given, else the environment, else the default.
final class ParameterNode: Node, @unchecked Sendable {
  let name: String
  let check: TypeCheck?
  let environmentVariable: String?
  let defaultValue: Node?

  init(
    name: String, check: TypeCheck?, environmentVariable: String?, defaultValue: Node?,
    _ range: SourceRange
  ) {
    self.name = name
    self.check = check
    self.environmentVariable = environmentVariable
    self.defaultValue = defaultValue
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    guard let given = try given(e) else {
      if let defaultValue { return try checked(defaultValue.evaluate(e, slots), e) }
      throw MissingParameter(name: name, environmentVariable: environmentVariable, range: range)
    }
    return try checked(given, e)
  }

  private func given(_ e: Evaluator) throws -> Value? {
    switch e.interpreter.options.parameters[name] {
    case .value(let value): return value
    case .text(let text): return try ParameterText.value(of: text, check: check, name: name)
    case .texts(let texts):
      let element = (check as? ListTypeCheck)?.element
      return try .list(texts.map { try ParameterText.value(of: $0, check: element, name: name) })
    case nil:
      guard let variable = environmentVariable, let text = e.host.environment(variable) else {
        return nil
      }
      return try ParameterText.value(of: text, check: check, name: name)
    }
  }

  private func checked(_ value: Value, _ e: Evaluator) throws -> Value {
    guard let check else { return value }
    return try check.convert(value, e, at: range, what: "the parameter `\(name)`")
  }
}

/// A parameter without default was not given: wrong usage, not an error of the script.
public struct MissingParameter: Error, Sendable {
  public let name: String
  public let environmentVariable: String?
  public let range: SourceRange
}

/// Reading parameters from the command line or the environment, where everything is text.
enum ParameterText {
  static func value(of text: String, check: TypeCheck?, name: String) throws -> Value {
    guard let check, !check.accepts(.string(text)) else { return .string(text) }
    if check is PathTypeCheck || check is SecretTypeCheck { return .string(text) }
    if let optional = check as? OptionalTypeCheck {
      return try value(of: text, check: optional.inner, name: name)
    }
    if let duration = duration(text), check.accepts(duration) { return duration }
    if let parsed = try? JSON.parse(text) { return parsed }
    throw UnreadableParameter(name: name, text: text, type: check.text)
  }

  /// Reads `1h30m` as a script would.
  private static func duration(_ text: String) -> Value? {
    let result = Parser.parse(SourceFile(name: "parameter", text: text))
    guard result.diagnostics.isEmpty, result.tree.statements.count == 1,
      case .expression(let expression) = result.tree.statements[0].kind,
      case .duration(let milliseconds) = expression.kind
    else { return nil }
    return .duration(milliseconds: milliseconds)
  }
}

/// A parameter's text cannot be read as its type: wrong usage.
public struct UnreadableParameter: Error, Sendable {
  public let name: String
  public let text: String
  public let type: String
}
