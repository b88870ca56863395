import ImgFlowHelp
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Finds what a chain leads to: through values that have been computed, and otherwise through declarations.
/// Nothing is ever called.
struct ChainResolver {
  let scope: NameScope
  let context: CursorContext
  let locals: Locals
  /// How many names may lead to each other.
  private static let depth = 20

  init(_ scope: NameScope, _ context: CursorContext) {
    self.scope = scope
    self.context = context
    locals = Locals(context)
  }

  func known(_ chain: Chain) -> Known { known(chain, 0) }

  func known(name: String) -> Known { known(name: name, 0) }

  private func known(_ chain: Chain, _ depth: Int) -> Known {
    guard depth < Self.depth else { return .nothing }
    var (known, receiver, method) = (root(chain.root, depth), Known.nothing, "")
    for step in chain.steps {
      switch step {
      case .member(let name):
        (receiver, method) = (known, name)
        known = known.member(name)
      case .call(let opener, _):
        known = result(known, receiver, method, opener, depth)
      case .position(let position): known = known.item(at: position)
      case .key(let key): known = known.member(key)
      case .slice: break
      case .anyIndex: known = known.element
      }
    }
    return known
  }

  private func root(_ root: Chain.Root, _ depth: Int) -> Known {
    switch root {
    case .name(let name): known(name: name, depth + 1)
    case .chain(let chain): known(chain, depth + 1)
    case .literal(let kind): .type(kind.type)
    }
  }

  private func known(name: String, _ depth: Int) -> Known {
    guard depth < Self.depth, let origin = locals.origin(of: name) else { return scope.known(name) }
    return switch origin {
    case .value(let chain): known(chain, depth + 1)
    case .element(let chain): known(chain, depth + 1).element
    case .field(let chain, let key): known(chain, depth + 1).member(key)
    case .error: .type(.error)
    case .unknown: .nothing
    }
  }

  // MARK: - Calls

  /// What calling something gives: `function`, or else the method of that name of `receiver`.
  private func result(
    _ function: Known, _ receiver: Known, _ method: String, _ opener: Int, _ depth: Int
  ) -> Known {
    if case .nothing = function { return receiver.result(ofMethod: method) }
    if case .callable(let callable) = function, callable.name == "waitFor" {
      return waited(opener, depth)
    }
    return function.result
  }

  /// What waiting gives: the resource as its poll shows it.
  private func waited(_ opener: Int, _ depth: Int) -> Known {
    guard let end = endOfFirstArgument(after: opener),
      let argument = context.chain(endingAt: end - 1), argument.start == opener + 1
    else { return .nothing }
    let subject = known(argument, depth + 1)
    return subject.type.resource?.whenDone.map(Known.type) ?? subject
  }

  private func endOfFirstArgument(after opener: Int) -> Int? {
    ((opener + 1)..<max(opener + 1, context.tokens.count)).first { index in
      let kind = context.kind(at: index)
      return context.opener(of: index) == opener && (kind == .comma || kind == .rightParen)
    }
  }
}

extension Known {
  /// The item at a position, or any of them.
  fileprivate func item(at position: Int) -> Known {
    guard case .value(let value) = self, let items = value.asList?.items else { return element }
    let index = position < 0 ? items.count + position : position
    return items.indices.contains(index) ? .value(items[index]) : .nothing
  }
}

extension Chain.LiteralKind {
  fileprivate var type: Type {
    switch self {
    case .string: .string
    case .number: .int
    case .duration: .duration
    case .period: .period
    case .list: .list
    case .object: .object
    case .bool: .bool
    }
  }
}
