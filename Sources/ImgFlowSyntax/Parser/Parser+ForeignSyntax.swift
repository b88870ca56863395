// Syntax of other languages, known by the tokens around the place where reading stopped.
extension Parser {
  /// What is wrong at the current token, when another language would go on here.
  func foreignMistake() -> Diagnostic? {
    foreignWord() ?? prefixedString() ?? foreignInfix() ?? misspeltKeyword()
  }

  // MARK: - Strings

  /// `f"…"`, `r'…'` and the like: a word that touches a string.
  private func prefixedString() -> Diagnostic? {
    guard isAtString, let previous, previous.kind == .identifier, previous.end == current.start
    else { return nil }
    let help: String? =
      switch text(previous).lowercased() {
      case "f", "s", "rf", "fr": "write `\"… \\(name) …\"`"
      case "r": "write raw strings as `'…'`"
      case "b", "rb", "br": "write `\"…\".bytes()`"
      case "u", "l", "n": "leave it out"
      default: nil
      }
    return help.map {
      Diagnostic(
        .foreignWord, "strings have no prefix `\(text(previous))`", at: range(previous), help: $0)
    }
  }

  // MARK: - Keywords

  /// A word that is nearly a keyword and is followed by what can only follow a keyword; or one after a block
  /// that is nearly `else`.
  private func misspeltKeyword() -> Diagnostic? {
    if let word = wordBefore, !isAtLineEnd, startsOperand(current) || current.kind == .leftBrace {
      let isFirst = word.start == statementStart
      return misspelt(word, isFirst ? Self.firstWords : ["if", "match", "try", "parallel", "not"])
    }
    guard at(.identifier), let previous, previous.end < current.start else { return nil }
    return misspelt(
      current, previous.kind == .rightBrace ? ["else", "catch"] : ["in", "as", "is"])
  }

  private func misspelt(_ word: Token, _ keywords: [String]) -> Diagnostic? {
    NearNames.nearest(to: text(word), in: keywords).map {
      unknownWord(word, "did you mean `\($0)`?")
    }
  }

  /// The words that a statement can begin with and that something must follow.
  private static let firstWords =
    Token.Kind.keywords.filter { $0.beginsStatement && $0 != .break && $0 != .continue }
    .map(\.rawValue) + ["if", "match", "try", "parallel"] + DeclarationWord.allCases.map(\.rawValue)

  // MARK: - Expressions

  /// What to write instead of something that only the token here gives away.
  func foreignHelp() -> String? {
    guard let previous else { return nil }
    switch current.kind {
    case .arrow: return "write lambdas with `=>`: `x => …`"
    case .rawString, .stringStart:
      let isText = [.stringEnd, .rawString, .dot].contains(previous.kind)
      return isText && !current.isFirstOnLine ? "join strings with `+`" : nil
    case .for:
      return "write `xs.map(x => …)`, with `.filter(x => …)` before it to choose"
    case .leftParen where [.let, .var, .for].contains(previous.kind):
      return "take a list apart with `[a, b]`, an object with `{a, b}`"
    case .identifier, .number:
      guard previous.kind == .identifier, previous.start == statementStart, !isAtLineEnd else {
        return nil
      }
      return "a call needs parentheses: `\(text(previous))(…)`"
    default: return nil
    }
  }

  /// What to write instead of a sign that no value begins with.
  func foreignOperandHelp() -> String? {
    switch current.kind {
    case .bar, .orOr: "write lambdas as `x => …` or `(a, b) => …`"
    case .star: "spread a list with `...xs`"
    case .less where peek().kind == .less: "write multiline strings between `\"\"\"`"
    case .colon where peek().kind == .identifier && peek().start == current.end:
      "write a string: `\"\(text(peek()))\"`"
    default: foreignHelp()
    }
  }

  /// `xs[0:2]`: what is between the brackets, as a range.
  func sliceMistake(_ opener: Int) -> Diagnostic? {
    guard at(.colon), let closer = closer(of: opener) else { return nil }
    let colons = (opener..<closer).filter { tokens[$0].kind == .colon }
    let low = file.text(from: tokens[opener].end, to: current.start)
    let high = file.text(from: current.end, to: tokens[closer].start)
    let help =
      if colons.count > 1 {
        "a range has no step; write `range(low, high, step).map(i => xs[i])`"
      } else if high.allSatisfy({ $0 == " " }) {
        "write `[\(low.isEmpty ? "0" : low)...]`"
      } else {
        "write `[\(low)..<\(high.drop { $0 == " " })]`"
      }
    return Diagnostic(
      .foreignOperator, "a part of a list is written with a range, not with `:`",
      at: range(current), help: help)
  }

  // MARK: - Types

  /// `x is None`, `x is not null`: comparisons of other languages.
  func foreignTypeTest(isNegated: Bool) -> Diagnostic? {
    let word = text(current)
    let isNot = word == "not" && startsOperand(peek())
    let value = isNot ? text(peek()) : word
    guard isNot || Self.foreignValues[word] != nil || at(.true) || at(.false) else { return nil }
    let sign = isNot != isNegated ? "!=" : "=="
    let right = Self.foreignValues[value] ?? value
    let isValue = ["null", "true", "false"].contains(right)
    return Diagnostic(
      .foreignOperator, "`is` tests a type", at: range(current),
      help: isValue || !isNot
        ? "write `\(sign) \(right)`"
        : "write `\(isNegated ? "is" : "!is") \(value)` for a type, `\(sign) \(value)` for a value")
  }

  /// What to write instead of a type in the form of another language.
  func foreignTypeHelp() -> String? {
    switch current.kind {
    case .less: "a list of ints is `[int]`, an object `{name: string}`"
    case .leftBracket: "a list of ints is `[int]`"
    case .equal where previous?.kind == .colon:
      "write `let x = …` for a new name, `x = …` for a variable"
    default: nil
    }
  }
}
