import ImgFlowAnalysis
import ImgFlowHelp
import ImgFlowRuntime
import ImgFlowSyntax

/// A call whose arguments the cursor is among.
struct CallSite {
  let callable: Callable
  /// The names of the arguments that are given elsewhere in the call.
  private(set) var given: Set<String> = []
  /// How many positional arguments come before the one at the cursor.
  private(set) var position = 0
  /// The name of the argument at the cursor.
  private(set) var label: String?
  /// Whether nothing but a word, or a string, has been typed of the argument.
  private(set) var isAtStart = false

  /// Finds the call that the cursor is in; nil outside of arguments.
  init?(_ context: CursorContext, _ resolver: ChainResolver) {
    guard let opener = context.openers.last, context.kind(at: opener) == .leftParen,
      let callee = context.chain(endingAt: opener - 1),
      context.kind(at: callee.start - 1) != .fn,
      let callable = resolver.callable(callee)
    else { return nil }
    self.callable = callable
    if context.kind(at: callee.start - 1) == .pipe { position = 1 }
    var first = opener + 1
    for index in first..<max(first, context.tokens.count)
    where context.kind(at: index) == .comma && context.opener(of: index) == opener {
      if let label = Self.label(at: first, context) {
        given.insert(label)
      } else {
        position += 1
      }
      first = index + 1
    }
    label = Self.label(at: first, context)
    isAtStart = context.tokens.count == first + (label == nil ? 0 : 2)
    given.formUnion(Self.labels(in: context.rest))
  }

  private static func label(at index: Int, _ context: CursorContext) -> String? {
    context.kind(at: index + 1) == .colon ? context.word(at: index) : nil
  }

  /// The names of the arguments after the cursor.
  private static func labels(in rest: String) -> [String] {
    guard rest.contains(":") else { return [] }
    let file = SourceFile(name: "<prompt>", text: rest)
    var labels: [String] = []
    var depth = 0
    let tokens = Lexer.tokenize(file).tokens
    for (index, token) in tokens.enumerated() {
      if token.kind.isCloser { depth -= 1 } else if token.kind.closer != nil { depth += 1 }
      if depth < 0 { break }
      if depth == 0, token.kind == .colon, index > 0, tokens[index - 1].isWord {
        labels.append(file.text(from: tokens[index - 1].start, to: tokens[index - 1].end))
      }
    }
    return labels
  }

  /// The parameter that the argument at the cursor is for.
  var parameter: Callable.Parameter? {
    guard let label else { return callable.parameter(at: position) }
    return callable.parameters.first { $0.name == label }
  }

  /// The parameters that could still be named, those that are required first.
  var missing: [Callable.Parameter] {
    let open = callable.parameters.dropFirst(position).filter {
      $0.isNamed && !given.contains($0.name) && !$0.takesRest
    }
    return open.filter(\.isRequired) + open.filter { !$0.isRequired }
  }
}

extension ChainResolver {
  /// What a chain that is called is; nil if that is not known.
  func callable(_ chain: Chain) -> Callable? {
    if case .name(let name) = chain.root, chain.steps.isEmpty,
      let construct = Construct.all.first(where: { $0.name == name })
    {
      return Callable(construct)
    }
    switch known(chain) {
    case .callable(let callable): return callable
    case .value(let value): return Callable(value)
    default: break
    }
    guard case .member(let method)? = chain.steps.last,
      let kind = known(Chain(root: chain.root, steps: chain.steps.dropLast(), start: chain.start))
        .kind
    else { return nil }
    return BuiltinCatalogue.method(method, on: kind).map { Callable($0) }
  }
}
