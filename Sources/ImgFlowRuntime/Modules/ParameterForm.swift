import ImgFlowSyntax
import ImgFlowValues

/// How a value of a type is written on the command line and in the environment.
package struct ParameterForm: Sendable, CustomStringConvertible {
  /// What it is, in words.
  package let meaning: String
  /// How one looks; nil where the words say it.
  private let example: String?
  /// What the name of the type does not say by itself; nil if it says everything.
  package let hint: String?

  private init(_ meaning: String, _ example: String? = nil, hint: String? = nil) {
    (self.meaning, self.example) = (meaning, example)
    self.hint = hint ?? example.map { "such as \($0)" }
  }

  /// - Parameter type: the type that is written; nil if the default implies one.
  package init(_ parameter: ScriptParameter, _ type: Type?) {
    self.init(type ?? Self.impliedType(of: parameter.defaultValue) ?? .any)
  }

  package var description: String { meaning + (example.map { ", such as \($0)" } ?? "") }

  /// The type of a default that says it by itself, which replaces a type that is not written.
  package static func impliedType(of value: Expression?) -> Type? {
    switch value?.kind {
    case .bool: .bool
    case .integer: .int
    case .float: .float
    case .string, .interpolation: .string
    case .duration(.exact): .duration
    case .duration(.calendar): .period
    case .list: .list
    case .object: .object
    case .range: .range
    case .unary(.negate, let operand): impliedType(of: operand)
    case .call(let function, _):
      if case .name(let name) = function.kind, name.text == "time" { .time } else { nil }
    default: nil
    }
  }

  private init(_ type: Type) {
    switch type.form {
    case .any: self.init("any text")
    case .scalar(let scalar): self.init(scalar)
    case .bounded(let inner, _), .matching(let inner, _): self.init(ParameterForm(inner).meaning)
    case .optional(let inner): self = ParameterForm(inner)
    case .named(let named): self = ParameterForm(named.definition)
    case .list(let element):
      let form = ParameterForm(element)
      self.init(
        "\(form), once for each item; from the environment a list in JSON",
        hint: form.hint.map { "each \($0)" })
    case .map: self.init("an object in JSON")
    case .object(let object):
      let keys = object.fields.map { "\"\($0.name)\"" }.joined(separator: ", ")
      self.init("an object in JSON" + (keys.isEmpty ? "" : " with \(keys)"))
    case .literal(let value): self.init(value.displayText)
    case .union(let members):
      let forms = members.map { ParameterForm($0) }
      var texts: [String] = []
      for form in forms where !texts.contains(form.description) { texts.append(form.description) }
      let text = texts.formatted(and: "or")
      self.init(text, hint: forms.contains { $0.hint != nil } ? text : nil)
    case .resource(let reference): self.init(withoutText: reference.qualifiedName)
    case .function, .stream, .derived: self.init(withoutText: type.description)
    }
  }

  private init(withoutText type: String) { self.init("nothing: \(type) cannot be given as text") }

  private init(_ scalar: ScalarType) {
    switch scalar {
    case .null: self.init("null")
    case .bool: self.init("true or false")
    case .int: self.init("a whole number", "12")
    case .float, .number: self.init("a number", "0.5")
    case .string, .secret: self.init("any text")
    case .path: self.init("a path")
    case .file: self.init("the path of a file")
    case .folder: self.init("the path of a folder")
    case .bytes: self.init("bytes in base64", "aGVsbG8=")
    case .list: self.init("a list in JSON", "[1, 2]")
    case .object: self.init("an object in JSON", "{\"name\": \"a\"}")
    case .duration: self.init("a duration", "90s or 1h30m")
    case .period: self.init("months or years", "1mo or 1y6mo")
    case .time: self.init("a date or time", "2026-11-23 or 2026-11-23T10:30:00Z")
    case .range: self.init("a range", "1...10")
    case .date: self.init("a date", "2026-11-23")
    case .email: self.init("an email address", "ada@example.com")
    case .url: self.init("an absolute URL", "https://example.com/a.jpg")
    case .uuid: self.init("a UUID", "123e4567-e89b-12d3-a456-426614174000")
    case .function, .stream, .error: self.init(withoutText: scalar.rawValue)
    }
  }
}
