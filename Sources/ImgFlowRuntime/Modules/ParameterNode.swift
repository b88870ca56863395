import ImgFlowSyntax
import ImgFlowValues

/// `param name: type = default`: what was given, else the environment, else the default.
final class ParameterNode: Node, @unchecked Sendable {
  let name: String
  let type: Type?
  let environmentVariable: String?
  let isSecret: Bool
  let defaultValue: Node?
  private let form: ParameterForm
  /// A type that is not written, but that follows from the default.
  private let impliedType: Type?

  init(
    _ parameter: ScriptParameter, type: Type?, defaultValue: Node?, _ range: SourceRange
  ) {
    name = parameter.name.text
    environmentVariable = parameter.environmentVariable
    isSecret = type?.isGivenAsSecret ?? false
    form = ParameterForm(parameter, type)
    impliedType = ParameterForm.impliedType(of: parameter.defaultValue)
    self.type = type
    self.defaultValue = defaultValue
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    switch e.interpreter.options.parameters[name] {
    case .value(let value):
      grant(value, as: type, e)
      return try checked(value, e)
    case .text(let text):
      grant(.string(text), as: type, e)
      return try read([text], e) { try $0(type, text) }
    case .texts(let texts):
      for text in texts { grant(.string(text), as: type?.element, e) }
      let element = type?.element
      return try read(texts, e) { read in try .list(texts.map { try read(element, $0) }) }
    case .json(let json, let file):
      grant(json, as: type, e)
      return try read(json, of: file, e)
    case nil: break
    }
    if let environmentVariable, let text = try text(of: environmentVariable, e) {
      grant(.string(text), as: type, e)
      return try read([text], from: environmentVariable, e) { try $0(type, text) }
    }
    guard let defaultValue else {
      throw MissingParameter(name: name, environmentVariable: environmentVariable, range: range)
    }
    return try checked(defaultValue.evaluate(e, slots), e)
  }

  private func text(of variable: String, _ e: Evaluator) throws -> String? {
    do { return try e.host.text(of: variable, forSecret: isSecret) } catch {
      throw RuntimeError.located(error, at: range)
    }
  }

  private func checked(_ value: Value, _ e: Evaluator) throws -> Value {
    guard let type else { return value }
    return try type.convert(value, e, at: range, what: "the parameter `\(name)`")
  }

  /// Makes a value from strings, with a function that reads one of them as a type.
  ///
  /// - Throws: `UnreadableParameter` if they do not fit the type: that is wrong usage, not an error of the
  ///   script.
  private func read(
    _ texts: [String], from variable: String? = nil, _ e: Evaluator,
    _ make: ((Type?, String) throws -> Value) throws -> Value
  ) throws -> Value {
    do {
      let value = try make { type, text in
        let type = type ?? impliedType
        guard let value = try ParameterText.value(of: text, type, e) else {
          throw unreadable(text, type ?? .any, from: variable)
        }
        return value
      }
      guard let type else { return value }
      guard let result = try type.converted(value, in: e) else {
        throw unreadable(texts.joined(separator: " "), type, from: variable)
      }
      return result
    } catch { throw RuntimeError.located(error, at: range) }
  }

  /// Makes a value from one of a JSON file.
  ///
  /// - Throws: `UnreadableParameter` if it does not fit the type.
  private func read(_ json: Value, of file: String, _ e: Evaluator) throws -> Value {
    let type = type ?? impliedType ?? .any
    do {
      guard let value = try ParameterText.value(ofJSON: json, type, e),
        let result = try type.converted(value, in: e)
      else { throw unreadable(json.shortDescription(), type, from: nil, file: file) }
      return result
    } catch { throw RuntimeError.located(error, at: range) }
  }

  private func unreadable(
    _ text: String, _ type: Type, from variable: String?, file: String? = nil
  ) -> UnreadableParameter {
    UnreadableParameter(
      name: name, text: isSecret ? SecretObject.mask : text, type: "\(type)", form: "\(form)",
      environmentVariable: variable, file: file)
  }
}

/// A parameter without default was not given: wrong usage, not an error of the script.
package struct MissingParameter: Error, Sendable {
  package let name: String
  package let environmentVariable: String?
  package let range: SourceRange
}

/// A parameter's string cannot be read as its type: wrong usage.
public struct UnreadableParameter: Error, Sendable {
  public let name: String
  /// What was given; never the content of a secret.
  public let text: String
  public let type: String
  /// What it could be, such as `2026-11-23`.
  public let form: String
  /// The variable that the string came from; nil if it was given on the command line.
  public let environmentVariable: String?
  /// The JSON file that the value came from; nil if it did not come from one.
  public let file: String?
}

extension ParameterNode {
  /// Lets the run use the paths that a person gave, not those of a default, which the script chose.
  private func grant(_ value: Value, as type: Type?, _ e: Evaluator) {
    guard let permissions = e.permissions, let type else { return }
    var paths = type.paths(in: value)
    if let text = value.asString, let json = try? JSON.parse(text) { paths += type.paths(in: json) }
    for path in paths { permissions.grantParameter(path) }
  }
}

extension Type {
  /// The strings in a value that it takes for paths.
  fileprivate func paths(in value: Value) -> [String] {
    switch form {
    case .scalar(let scalar) where scalar.isPath: value.asString.map { [$0] } ?? []
    case .optional(let inner), .bounded(let inner, _), .matching(let inner, _):
      inner.paths(in: value)
    case .named(let named): named.definition.paths(in: value)
    case .union(let members): members.flatMap { $0.paths(in: value) }
    case .list(let element): (value.asItems ?? []).flatMap { element.paths(in: $0) }
    case .map(let element):
      (value.asRecord.map { Array($0.values) } ?? []).flatMap { element.paths(in: $0) }
    case .object(let object):
      object.fields.flatMap { field in
        (value.asRecord?[field.key]).map { field.type.paths(in: $0) } ?? []
      }
    case .any, .scalar, .literal, .resource, .function, .stream, .derived: []
    }
  }
}

extension Host {
  /// The text of an environment variable that a parameter takes its value from; nil if there is none. An
  /// empty variable holds no secret: that is how one is removed.
  package func text(of variable: String, forSecret isSecret: Bool) throws -> String? {
    let text = try environment(variable, for: .parameter)
    return isSecret && text?.isEmpty == true ? nil : text
  }
}
