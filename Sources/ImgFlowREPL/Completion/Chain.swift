import ImgFlowSyntax

/// A value as it is written: `rows[0].image`, `client.getJob(12)`.
///
/// It is read backwards from where it ends, so that what precedes it does not matter.
struct Chain {
  enum Root {
    case name(String)
    /// Another chain in parentheses.
    indirect case chain(Chain)
    /// A literal, by its type.
    case literal(LiteralKind)
  }

  enum LiteralKind { case string, number, duration, period, list, object, bool }

  enum Step {
    case member(String)
    /// The arguments are between the brackets at these indices of the tokens.
    case call(opener: Int, closer: Int)
    case position(Int)
    case key(String)
    case slice
    /// An index that is known only at run time.
    case anyIndex
  }

  var root: Root
  var steps: [Step]
  /// The index of its first token.
  let start: Int
}

extension CursorContext {
  /// Reads the chain whose last token is at `end`; nil if there is none.
  func chain(endingAt end: Int) -> Chain? { chain(endingAt: end, depth: 0) }

  /// - Parameter depth: how many parentheses it is in: each takes stack.
  private func chain(endingAt end: Int, depth: Int) -> Chain? {
    var steps: [Chain.Step] = []
    var index = end
    while depth < 50, let kind = kind(at: index) {
      if kind == .rightBracket || kind == .rightParen, let opener = opener(of: index),
        isPostfix(opener)
      {
        steps.append(
          kind == .rightParen ? .call(opener: opener, closer: index) : step(opener, index))
        index = opener - 1
      } else if let name = word(at: index), isDot(index - 1) {
        steps.append(.member(name))
        index -= 2
      } else {
        guard let (root, start) = root(at: index, depth) else { return nil }
        return Chain(root: root, steps: steps.reversed(), start: start)
      }
    }
    return nil
  }

  private func isDot(_ index: Int) -> Bool { [.dot, .questionDot].contains(kind(at: index)) }

  /// Whether what the bracket opens goes with the value before it: a call or an index.
  private func isPostfix(_ opener: Int) -> Bool {
    guard opener > 0 else { return false }
    let before = tokens[opener - 1].kind
    // On a new line a bracket begins something new, but where lines do not end anything.
    if tokens[opener].isFirstOnLine, self.opener(of: opener) == nil { return false }
    return before == .identifier || before == .rightParen || before == .rightBracket
      || tokens[opener - 1].isWord && isDot(opener - 2)
  }

  private func step(_ opener: Int, _ closer: Int) -> Chain.Step {
    let inside = tokens[(opener + 1)..<closer]
    guard let first = inside.first else { return .anyIndex }
    let text = file.text(from: first.start, to: tokens[closer].start)
    if inside.contains(where: { [.ellipsis, .halfOpenRange].contains($0.kind) }) { return .slice }
    if let position = Int(text.filter { $0 != " " }) { return .position(position) }
    if inside.count == 3, first.kind == .stringStart {
      return .key(self.text(of: tokens[opener + 2]))
    }
    if inside.count == 1, first.kind == .rawString {
      return .key(String(self.text(of: first).dropFirst().dropLast()))
    }
    return .anyIndex
  }

  private func root(at index: Int, _ depth: Int) -> (Chain.Root, start: Int)? {
    switch tokens[index].kind {
    case .identifier: return (.name(text(of: tokens[index])), index)
    case .number:
      let text = text(of: tokens[index])
      let isPeriod = text.hasSuffix("mo") || text.hasSuffix("y")
      let isDuration = text.last?.isLetter ?? false
      return (.literal(isPeriod ? .period : isDuration ? .duration : .number), index)
    case .rawString: return (.literal(.string), index)
    case .true, .false: return (.literal(.bool), index)
    case .stringEnd: return opener(of: index).map { (.literal(.string), $0) }
    case .rightBracket: return opener(of: index).map { (.literal(.list), $0) }
    case .rightBrace:
      // A block has a value too, but then a name seldom comes after it.
      return opener(of: index).map { (.literal(.object), $0) }
    case .rightParen:
      guard let opener = opener(of: index),
        let inner = chain(endingAt: index - 1, depth: depth + 1),
        inner.start == opener + 1
      else { return nil }
      return (.chain(inner), opener)
    default: return nil
    }
  }
}
