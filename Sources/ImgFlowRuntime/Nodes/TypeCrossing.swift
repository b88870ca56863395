import ImgFlowSyntax
import ImgFlowValues

extension Type {
  /// The value as the type wants it, where it crosses an annotation.
  ///
  /// - Parameter name: what the value is, such as ``the result of `f` ``.
  /// - Throws: a `type` error at `range` that says what part of the value is wrong.
  func convert(
    _ value: Value, _ e: Evaluator, at range: SourceRange, what name: @autoclosure () -> String
  ) throws -> Value {
    if takesPlainly(value) { return value }
    do {
      if let result = try converted(value, in: e) { return result }
      let found = try violations(of: value, by: .annotation, limit: 1)
      let sentence = found.first?.sentence(about: name()) ?? "\(name()) must be \(phrase)"
      throw ValueError(.type, sentence, help: found.first?.hint)
    } catch { throw RuntimeError.located(error, at: range) }
  }
}

extension Evaluator: TypeSurroundings {
  package func absolutePath(_ path: String) throws -> String { try host.files.absolute(path) }

  package func requireFile(at path: String) throws {
    switch try host.files.look(at: path)?.kind {
    case .folder?: throw ValueError(.io, "`\(path)` is a folder, not a file")
    // A device or a pipe can be read as well.
    case .some: break
    case nil: throw Self.missing("file", path)
    }
  }

  package func requireFolder(at path: String) throws {
    switch try host.files.look(at: path)?.kind {
    case .folder?: break
    case let kind?: throw ValueError(.io, "`\(path)` is \(kind.rawValue), not a folder")
    case nil: throw Self.missing("folder", path)
    }
  }

  private static func missing(_ what: String, _ path: String) -> ValueError {
    ValueError(
      .io, "no such \(what): \(path)",
      help: "relative paths start at the current folder; `here(…)` is a path next to the script")
  }

  package func registerSecret(_ text: String) { interpreter.redactor.register(text) }
}
