import ImgFlowValues

/// The values of `multipart:` and `form:` of `http` as they are sent.
enum HTTPForm {
  /// The parts of a multipart form: a list repeats its field, null is left out.
  static func parts(_ form: RecordObject) throws -> [HTTPRequest.Part] {
    try zip(form.keys, form.values).flatMap { key, value in
      try (value.asItems ?? [value]).filter { !$0.isNull }.map { try part(key.text, $0) }
    }
  }

  private static func part(_ name: String, _ value: Value) throws -> HTTPRequest.Part {
    guard let file = FileReference(value) else {
      let what = "`\(name)` of the form"
      guard let text = try text(value) else {
        throw ValueError(
          .type,
          "\(what) must be a string, number, bool, time or file, but is \(value.described)",
          help: "pass a file as `file(\"photo.jpg\")`")
      }
      return HTTPRequest.Part(name: name, content: .text(text))
    }
    if let type = file.type, !type.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      throw ValueError(.validation, "the type of `\(name)` of the form is not a content type")
    }
    return HTTPRequest.Part(
      name: name, content: .file(path: file.path, contentType: file.type), fileName: file.name)
  }

  /// The text of a value in a header or form; nil for what has none.
  static func text(_ value: Value) throws -> String? {
    switch value.type {
    case .secret: value.asSecret?.text ?? ""
    case .string, .int, .float, .bool, .time: value.displayText
    default: nil
    }
  }
}
