import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Finds what could stand at a place of a statement, without running any of it.
struct Completer {
  let scope: NameScope
  /// Takes secrets out of a text.
  let masked: (String) -> String

  init(session: Session) {
    scope = NameScope(session)
    masked = session.masked
  }

  func completions(in text: String, at offset: Int) -> Completions {
    if let completions = commandCompletions(in: text, at: offset) { return completions }
    let context = CursorContext(text, cursor: offset)
    let query = CompletionQuery(context, Knowledge(scope, context), scope, masked)
    let candidates =
      switch context.place {
      case .nowhere: [Completions.Candidate]()
      case .string(let quote): query.texts(quote: quote)
      case .code: query.words()
      }
    return Completions(
      start: context.start, candidates: Self.matching(context.prefix, candidates))
  }

  /// The candidates that begin with what has been typed; in any case when none does in this one.
  static func matching(
    _ prefix: String, _ candidates: [Completions.Candidate]
  ) -> [Completions.Candidate] {
    var seen: Set<String> = []
    let candidates = candidates.filter { seen.insert($0.text).inserted }
    let exact = candidates.filter { $0.text.hasPrefix(prefix) }
    guard exact.isEmpty, !prefix.isEmpty else { return exact }
    let folded = prefix.lowercased()
    return candidates.filter { $0.text.lowercased().hasPrefix(folded) }
  }
}

/// What is asked for at one place.
struct CompletionQuery {
  let context: CursorContext
  let knowledge: Knowledge
  let scope: NameScope
  let masked: (String) -> String

  init(
    _ context: CursorContext, _ knowledge: Knowledge, _ scope: NameScope,
    _ masked: @escaping (String) -> String
  ) {
    self.context = context
    self.knowledge = knowledge
    self.scope = scope
    self.masked = masked
  }

  /// What could stand where code does.
  func words() -> [Completions.Candidate] {
    let last = context.tokens.count - 1
    switch context.kind(at: last) {
    case .dot, .questionDot:
      return context.chain(endingAt: last - 1).map { members(of: knowledge.known($0)) } ?? []
    case .use: return vendors()
    case .let, .var, .fn, .for, .as, .param, .import, .catch: return []
    case .is, .notIs: return types()
    case .colon where isAnnotation(last): return types()
    default: return arguments() ?? names()
    }
  }

  /// Whether a colon stands behind a name that is being declared.
  private func isAnnotation(_ colon: Int) -> Bool {
    guard context.word(at: colon - 1) != nil else { return false }
    return [.let, .var, .param].contains(context.kind(at: colon - 2))
  }

  /// A candidate that is called.
  func function(_ name: String, _ callable: Callable) -> Completions.Candidate {
    let isCalled = context.rest.hasPrefix("(")
    let needsNothing = callable.parameters.isEmpty
    return Completions.Candidate(
      name, suffix: isCalled ? "" : needsNothing ? "()" : "(",
      type: callable.shape + (callable.result.isEmpty ? "" : " -> \(callable.result)"),
      summary: callable.summary)
  }

  /// A candidate that is a value of its own.
  func value(_ name: String, _ value: Value, documentation: String? = nil) -> Completions.Candidate
  {
    if let callable = Callable(value) { return function(name, callable) }
    return Completions.Candidate(
      name, type: TypeText.short(value),
      summary: documentation?.firstSentence ?? masked(Preview.text(of: value)))
  }
}
