import ImgFlowValues

extension FieldType {
  /// The type with its article, for messages: `an int`, `one of "a", "b"`.
  var phrase: String {
    let alternatives = alternatives
    if case .union(let members) = resolved, alternatives.count == members.count {
      return "one of " + alternatives.map { $0.shortDescription() }.joined(separator: ", ")
    }
    return switch self {
    case .any: "anything"
    case .scalar(let scalar): scalar.phrase
    case .literal(let value): value.shortDescription()
    case .bounded(let type, _), .matching(let type, _), .stream(let type): type.phrase
    case .optional(let type): "\(type.phrase) or null"
    case .list: "a list"
    case .object: "an object"
    case .union(let members): members.map(\.phrase).joined(separator: " or ")
    case .named(let type): type.definition.phrase
    case .resource(let name): "an object (\(name))"
    }
  }
}

extension ScalarType {
  var phrase: String {
    switch self {
    case .null: "null"
    case .int, .object: "an \(rawValue)"
    case .email: "an e-mail address"
    case .url: "an absolute URL (https://…)"
    case .uuid: "a UUID"
    case .date: "a date such as \"2026-11-23\""
    case .path, .file: "the path of a file"
    case .secret: "a string"
    default: "a \(rawValue)"
    }
  }
}

extension Bounds {
  /// The bounds in words: `from 0 to 1`, `at least 1`.
  var phrase: String {
    let top = upper.map { (isClosed ? "" : "less than ") + Self.text($0) }
    return switch (lower.map(Self.text), top) {
    case (let lower?, let top?): "from \(lower) to \(top)"
    case (let lower?, nil): "at least \(lower)"
    case (nil, let top?): isClosed ? "at most \(top)" : top
    case (nil, nil): "anything"
    }
  }
}

extension Value {
  /// The value for messages that say what was found: `the string "640"`, `null`, `2`.
  var phrase: String {
    switch type {
    case .null, .int, .float, .bool: shortDescription()
    case .string: "the string \(shortDescription())"
    case .secret: "a secret"
    default: type.nameWithArticle
    }
  }
}
