import ImgFlow
import ImgFlowHelp
import ImgFlowSyntax
import ImgFlowValues

// What can appear in a string: modules and files, the values of enums, keys.
extension CompletionQuery {
  /// - Parameter quote: what ends the string.
  func texts(quote: Character) -> [Candidate] {
    let last = context.tokens.count - 1
    if isImport(last) { return modules(quote) + paths(quote, ending: ".imgflow") }
    if let keys = keys(last) { return keys.map { text($0, "key", quote) } }
    let values = CallSite(context, resolver).flatMap { $0.isAtStart ? $0.parameter : nil }
    if let parameter = values, !parameter.alternatives.isEmpty {
      return parameter.alternatives.compactMap(\.asString).map {
        text($0, "\"\($0)\"" == parameter.defaultText ? "the default" : "value", quote)
      }
    }
    if let values = comparedValues(last) { return values.map { text($0, "value", quote) } }
    return paths(quote)
  }

  private func isImport(_ last: Int) -> Bool {
    context.kind(at: last) == .import || context.word(at: last) == "from"
  }

  /// A string with its closing quote, unless it has one already.
  private func text(
    _ text: String, _ type: String, _ quote: Character, summary: String = ""
  ) -> Candidate {
    let isClosed = context.rest.first == quote
    return Candidate(
      Self.escaped(text, quote), suffix: isClosed ? "" : String(quote), type: type,
      summary: summary)
  }

  private static func escaped(_ text: String, _ quote: Character) -> String {
    if quote == "'" { return text.replacing("'", with: "''") }
    return text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  private func modules(_ quote: Character) -> [Candidate] {
    scope.moduleNames.map { name in
      text(name, "module", quote, summary: ModuleText.summary(of: name) ?? "")
    }
  }

  /// The keys of what is indexed.
  private func keys(_ last: Int) -> [String]? {
    guard [.leftBracket, .questionBracket].contains(context.kind(at: last)),
      let chain = context.chain(endingAt: last - 1)
    else { return nil }
    switch resolver.known(chain) {
    case .value(let value):
      return (value.asRecord ?? value.asError?.fields)?.keys.map(\.text)
    case .type(let type): return type.fields?.map(\.name)
    default: return nil
    }
  }

  /// The values of the enum that the string is compared with.
  private func comparedValues(_ last: Int) -> [String]? {
    guard [.equalEqual, .notEqual].contains(context.kind(at: last)),
      let chain = context.chain(endingAt: last - 1),
      case .type(let type) = resolver.known(chain)
    else { return nil }
    let values = type.alternatives.compactMap(\.asString)
    return values.isEmpty ? nil : values
  }

  // MARK: - Files

  /// The files and folders whose paths begin with what has been typed.
  ///
  /// - Parameter ending: which files are wanted; folders always are.
  private func paths(_ quote: Character, ending: String = "") -> [Candidate] {
    guard !context.prefix.contains("\\") else { return [] }
    return PathCandidates(scope.files, endings: [ending]).candidates(for: context.prefix).map {
      path, isFolder, summary in
      guard isFolder else { return text(path, "file", quote, summary: summary) }
      return Candidate(Self.escaped(path, quote), type: "folder")
    }
  }
}
