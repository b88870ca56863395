import ImgFlow
import ImgFlowHelp
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Finds what could appear at a place in a statement, without running any of it.
struct Completer {
  let scope: NameScope
  /// Masks the secrets in a string.
  let masked: (String) -> String

  func completions(in text: String, at offset: Int) -> Completions {
    if let completions = commandCompletions(in: text, at: offset) { return completions }
    let context = CursorContext(text, cursor: offset)
    let query = CompletionQuery(context, ChainResolver(scope, context), scope, masked)
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

extension Completer {
  init(session: Session) { self.init(scope: NameScope(session), masked: session.masked) }
}

/// What is requested at one place.
struct CompletionQuery {
  let context: CursorContext
  let resolver: ChainResolver
  let scope: NameScope
  let masked: (String) -> String

  init(
    _ context: CursorContext, _ resolver: ChainResolver, _ scope: NameScope,
    _ masked: @escaping (String) -> String
  ) {
    self.context = context
    self.resolver = resolver
    self.scope = scope
    self.masked = masked
  }

  /// What could appear where code does.
  func words() -> [Completions.Candidate] {
    let last = context.tokens.count - 1
    switch context.kind(at: last) {
    case .dot, .questionDot:
      guard let chain = context.chain(endingAt: last - 1) else { return [] }
      return resources(after: chain) ?? members(of: resolver.known(chain))
    case .use: return vendors()
    case .let, .var, .fn, .for, .as, .param, .import, .catch: return []
    case .is, .notIs: return types()
    case .colon where isAnnotation(last): return types()
    default: return arguments() ?? names()
    }
  }

  /// The resources of a vendor, where a type is expected; nil elsewhere.
  private func resources(after chain: Chain) -> [Completions.Candidate]? {
    let before = chain.start - 1
    let isType = [.is, .notIs].contains(context.kind(at: before)) || isAnnotation(before)
    guard isType, case .vendor(let vendor) = resolver.known(chain) else { return nil }
    return vendor.resources.values.sorted { $0.name < $1.name }.map {
      Completions.Candidate(
        $0.name, type: "resource", summary: $0.documentation?.firstSentence ?? "")
    }
  }

  /// Whether a colon comes after a name that is being declared.
  private func isAnnotation(_ colon: Int) -> Bool {
    guard context.kind(at: colon) == .colon, context.word(at: colon - 1) != nil else {
      return false
    }
    return [.let, .var, .param].contains(context.kind(at: colon - 2))
  }

  /// A candidate that is called.
  func function(_ name: String, _ callable: Callable) -> Completions.Candidate {
    let isCalled = context.rest.hasPrefix("(")
    let needsNothing = callable.parameters.isEmpty
    return Completions.Candidate(
      name, suffix: isCalled ? "" : needsNothing ? "()" : "(",
      type: String(callable.shape.dropFirst(2))
        + (callable.result.isEmpty ? "" : " -> \(callable.result)"),
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
