import ImgFlowSyntax
import ImgFlowValues

/// `param name: type = default`: what was given, else the environment, else the default.
final class ParameterNode: Node, @unchecked Sendable {
  let name: String
  let check: TypeCheck?
  let environmentVariable: String?
  let isSecret: Bool
  let defaultValue: Node?

  init(
    _ parameter: ScriptParameter, check: TypeCheck?, defaultValue: Node?, _ range: SourceRange
  ) {
    name = parameter.name.text
    environmentVariable = parameter.environmentVariable
    isSecret = parameter.isSecret
    self.check = check
    self.defaultValue = defaultValue
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    switch e.interpreter.options.parameters[name] {
    case .value(let value): return try checked(value, e)
    case .text(let text): return try read([text], e) { try $0(check, text) }
    case .texts(let texts):
      let element = check.flatMap(Self.element)
      return try read(texts, e) { read in try .list(texts.map { try read(element, $0) }) }
    case nil: break
    }
    if let environmentVariable,
      let text = try e.host.text(of: environmentVariable, forSecret: isSecret)
    {
      return try read([text], from: environmentVariable, e) { try $0(check, text) }
    }
    guard let defaultValue else {
      throw MissingParameter(name: name, environmentVariable: environmentVariable, range: range)
    }
    return try checked(defaultValue.evaluate(e, slots), e)
  }

  private func checked(_ value: Value, _ e: Evaluator) throws -> Value {
    guard let check else { return value }
    return try check.convert(value, e, at: range, what: "the parameter `\(name)`")
  }

  /// Makes a value of texts, with a function that reads one of them as a type.
  ///
  /// - Throws: `UnreadableParameter` when they do not fit the type: that is wrong usage, not an error
  ///   of the script.
  private func read(
    _ texts: [String], from variable: String? = nil, _ e: Evaluator,
    _ make: ((TypeCheck?, String) throws -> Value) throws -> Value
  ) throws -> Value {
    do {
      let value = try make { check, text in
        let check = check ?? defaultValue.flatMap(Self.typeOfLiteral)
        guard let value = try ParameterText.value(of: text, check: check, e) else {
          throw unreadable(text, check?.text ?? "any", from: variable)
        }
        return value
      }
      guard let check else { return value }
      guard let result = try check.converted(value, e) else {
        throw unreadable(texts.joined(separator: " "), check.text, from: variable)
      }
      return result
    } catch { throw RuntimeError.located(error, at: range) }
  }

  private func unreadable(
    _ text: String, _ type: String, from variable: String?
  ) -> UnreadableParameter {
    UnreadableParameter(
      name: name, text: isSecret ? SecretObject.mask : text, type: type,
      environmentVariable: variable)
  }

  /// The check for the items of a list.
  private static func element(of check: TypeCheck) -> TypeCheck? {
    switch check {
    case let list as ListTypeCheck: list.element
    case let bounded as BoundedTypeCheck: element(of: bounded.inner)
    case let optional as OptionalTypeCheck: element(of: optional.inner)
    default: nil
    }
  }

  /// The type of a default such as `2` or `5s`, which stands for a type that is not written.
  private static func typeOfLiteral(_ node: Node) -> TypeCheck? {
    guard let value = (node as? ConstantNode)?.value, !value.isNull else { return nil }
    return SetTypeCheck(TypeSet(value.type), value.type.name)
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
  /// The value that a text stands for, as its type says; nil when it cannot be one of that type.
  static func value(of text: String, check: TypeCheck?, _ e: Evaluator) throws -> Value? {
    if let optional = check as? OptionalTypeCheck {
      return try value(of: text, check: optional.inner, e)
    }
    guard let check, try check.converted(.string(text), e) == nil else { return .string(text) }
    if let duration = duration(text), check.accepts(duration) { return duration }
    guard let parsed = try? JSON.parse(text) else { return nil }
    return try check.converted(parsed, e) == nil ? nil : parsed
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
  /// What was given; never the text of a secret.
  public let text: String
  public let type: String
  /// The variable that the text came from; nil when it was given on the command line.
  public let environmentVariable: String?
}

extension Host {
  /// The text of an environment variable that a parameter takes its value from; nil when there is none.
  /// An empty variable holds no secret: that is how one is taken away.
  public func text(of variable: String, forSecret isSecret: Bool) throws -> String? {
    let text = try environment(variable)
    return isSecret && text?.isEmpty == true ? nil : text
  }
}
