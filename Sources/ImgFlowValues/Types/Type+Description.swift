extension Type: CustomStringConvertible {
  /// The type as a vendor's declaration writes it; named types by their name.
  package var description: String { text(\.name) }

  /// The type as a script writes it: resources are named with their vendors.
  package var sourceText: String { text(\.qualifiedName) }

  fileprivate func text(_ name: (ResourceReference) -> String) -> String {
    switch form {
    case .any: "any"
    case .scalar(let scalar): scalar.rawValue
    case .literal(let value): value.shortDescription(limit: 60)
    case .bounded(let type, let bounds): "\(type.text(name))(\(bounds))"
    case .matching(let type, let pattern): "\(type.text(name)) matching '\(pattern.text)'"
    case .stream(let type): "stream \(type.text(name))"
    case .optional(let type): type.isUnion ? "(\(type.text(name)))?" : "\(type.text(name))?"
    case .list(let type): "[\(type.text(name))]"
    case .map(let value): "{string: \(value.text(name))}"
    case .object(let type): type.text(name)
    case .union(let members) where members.isEmpty: "never"
    case .union(let members): members.map { $0.text(name) }.joined(separator: " | ")
    case .function: "function"
    case .named(let type): type.name
    case .resource(let reference): name(reference)
    case .derived(let type): type.description
    }
  }

  private var isUnion: Bool { if case .union = form { true } else { false } }
}

extension ObjectType {
  fileprivate func text(_ name: (ResourceReference) -> String) -> String {
    let parts = fields.map { "\($0.name)\($0.isRequired ? "" : "?"): \($0.type.text(name))" }
    return "{" + (parts + (isOpen ? ["..."] : [])).joined(separator: ", ") + "}"
  }
}

extension DerivedType: CustomStringConvertible {
  /// What documentation shows for it: only its kind is known without a call.
  package var description: String {
    switch self {
    case .receiver, .argument, .item, .value, .result, .done: "any"
    case .list: "list"
    case .stream: "stream"
    case .optional: "any?"
    }
  }
}

// MARK: - In messages

extension Type {
  /// The type with its article: `an int`, `one of "a", "b"`.
  package var phrase: String {
    let words = alternatives
    if case .union(let members) = resolved.form, words.count == members.count {
      return "one of " + words.map { $0.shortDescription() }.joined(separator: ", ")
    }
    return switch form {
    case .any, .derived: "anything"
    case .scalar(let scalar): scalar.phrase
    case .literal(let value): value.shortDescription()
    case .bounded(let type, _), .matching(let type, _): type.phrase
    case .optional(let type): "\(type.phrase) or null"
    case .list: "a list"
    case .map, .object: "an object"
    case .union(let members): Self.phrase(of: members)
    case .function: "a function"
    case .stream: "a stream"
    case .named(let type): type.definition.phrase
    case .resource(let reference): "an object (\(reference.name))"
    }
  }
}

extension Type {
  /// Alternatives in words: ``a string, bytes or a secret``.
  private static func phrase(of members: [Type]) -> String {
    let takesStrings = members.contains { $0.isScalar(.string) }
    return members.formatted(and: "or") { member in
      takesStrings && member.isScalar(.secret) ? "a secret" : member.phrase
    }
  }

  private func isScalar(_ scalar: ScalarType) -> Bool {
    if case .scalar(scalar) = form { true } else { false }
  }
}

extension ScalarType {
  fileprivate var phrase: String {
    switch self {
    case .null: "null"
    case .int, .object, .error: "an \(rawValue)"
    case .bytes: "bytes"
    case .secret: "a string or a secret"
    case .email: "an email address"
    case .url: "an absolute URL (https://…)"
    case .uuid: "a UUID"
    case .date: "a date such as \"2026-11-23\""
    case .path: "a path"
    case .file: "the path of a file"
    case .folder: "the path of a folder"
    default: "a \(rawValue)"
    }
  }
}

extension Value {
  /// The value with its type, for messages: ``an int (`3`)``.
  package var described: String {
    switch self {
    case .null: "null"
    case _ where asStringObject?.byteCount == 0: "an empty string"
    default: "\(type.nameWithArticle) (`\(shortDescription())`)"
    }
  }
}
