import ImgFlowSyntax
import ImgFlowValues

/// `param name: type = default`: what was given, else the environment, else the default.
final class ParameterNode: Node, @unchecked Sendable {
  let name: String
  let check: TypeCheck?
  let environmentVariable: String?
  let isSecret: Bool
  let defaultValue: Node?
  private let form: ParameterForm
  /// The check of a type that is not written, but that the default stands for.
  private let impliedCheck: TypeCheck?

  init(
    _ parameter: ScriptParameter, check: TypeCheck?, defaultValue: Node?, _ range: SourceRange
  ) {
    name = parameter.name.text
    environmentVariable = parameter.environmentVariable
    isSecret = parameter.isSecret
    form = ParameterForm(parameter)
    impliedCheck = ParameterForm.impliedType(of: parameter.defaultValue).map { type in
      type == .float ? FloatTypeCheck(type.name) : SetTypeCheck(TypeSet(type), type.name)
    }
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
        let check = check ?? impliedCheck
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
      name: name, text: isSecret ? SecretObject.mask : text, type: type, form: "\(form)",
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
}

/// A parameter without default was not given: wrong usage, not an error of the script.
public struct MissingParameter: Error, Sendable {
  public let name: String
  public let environmentVariable: String?
  public let range: SourceRange
}

/// A parameter's text cannot be read as its type: wrong usage.
public struct UnreadableParameter: Error, Sendable {
  public let name: String
  /// What was given; never the text of a secret.
  public let text: String
  public let type: String
  /// What it could be, such as `2026-11-23`.
  public let form: String
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
