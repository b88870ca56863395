/// Which bracket closes which, found before parsing, so that the parser can look past a pair of
/// brackets in one step and an unclosed bracket is reported where it opens.
struct Brackets {
  /// For each token that opens or closes something the index of its partner; -1 for all others.
  private(set) var partners: [Int32]
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether a bracket is still open where the file ends.
  private(set) var isOpenAtEnd = false

  private let lexed: LexedFile
  private var open: [Int] = []
  private var openCounts: [Token.Kind: Int] = [:]
  /// The innermost block whose `}` is further left than the line it opens on.
  private var misindented: (opener: Int, closer: Int)?

  init(_ lexed: LexedFile) {
    self.lexed = lexed
    self.partners = Array(repeating: -1, count: lexed.tokens.count)
    for (index, token) in lexed.tokens.enumerated() {
      if let closer = token.kind.closer {
        open.append(index)
        openCounts[closer, default: 0] += 1
      } else if token.kind.isCloser {
        close(index)
      }
      if diagnostics.count >= Parser.maximumDiagnostics { break }
    }
    reportOpenAtEnd()
  }

  private var tokens: [Token] { lexed.tokens }

  private func range(of index: Int) -> SourceRange {
    SourceRange(file: lexed.file, start: tokens[index].start, end: tokens[index].end)
  }

  private mutating func pop() -> Int? {
    guard let index = open.popLast() else { return nil }
    if let closer = tokens[index].kind.closer { openCounts[closer, default: 1] -= 1 }
    return index
  }

  private mutating func pair(_ opener: Int, _ closer: Int) {
    partners[opener] = Int32(closer)
    partners[closer] = Int32(opener)
  }

  /// Pairs the closer with the nearest opener of its kind; those in between were never closed.
  private mutating func close(_ closer: Int) {
    let kind = tokens[closer].kind
    guard openCounts[kind, default: 0] > 0, isReachable(kind) else { return closeNothing(closer) }
    while let opener = pop() {
      if tokens[opener].kind.closer == kind {
        pair(opener, closer)
        noteIndentation(opener, closer)
        return
      }
      // What stays open in a string that was cut off has been reported with the string.
      if kind != .stringEnd, tokens[opener].kind != .interpolationStart, !isCutOff(opener) {
        diagnostics.append(
          commentedOut(opener)
            ?? .unclosedBracket(
              range(of: opener), spelling(opener), foundInstead: range(of: closer))
        )
      }
    }
  }

  /// A bracket in an interpolation closes nothing outside it.
  private func isReachable(_ kind: Token.Kind) -> Bool {
    guard kind != .stringEnd, kind != .interpolationEnd else { return true }
    for index in open.reversed() {
      if tokens[index].kind.closer == kind { return true }
      if tokens[index].kind == .interpolationStart { return false }
    }
    return false
  }

  private mutating func closeNothing(_ closer: Int) {
    if let opener = open.last, let expected = tokens[opener].kind.closer, expected.isBracket {
      _ = pop()
      pair(opener, closer)
      diagnostics.append(
        .mismatchedBracket(
          range(of: closer), opener: range(of: opener), write: expected.rawValue))
    } else {
      diagnostics.append(.strayBracket(range(of: closer)))
    }
  }

  /// Whether the line of an opener ends in a string that is never closed, which took the closer.
  private func isCutOff(_ opener: Int) -> Bool {
    let start = tokens[opener].start
    return lexed.diagnostics.contains {
      $0.code == .unterminatedString && $0.range.start > start
        && lexed.file.lineStart(at: $0.range.start) == lexed.file.lineStart(at: start)
    }
  }

  /// The mistake of an opener whose line ends in a comment that took the closer: `print(10 // 3)`.
  private func commentedOut(_ opener: Int) -> Diagnostic? {
    let start = tokens[opener].start
    let line = lexed.file.lineStart(at: start)
    let comment = lexed.comments.first { $0.kind == .line && $0.range.start > start }
    guard let comment, lexed.file.lineStart(at: comment.range.start) == line,
      comment.range.text.contains(spelling(opener).closer)
    else { return nil }
    return .unclosedBracket(
      range(of: opener), spelling(opener), commentedOut: comment.range)
  }

  private func spelling(_ index: Int) -> (opener: String, closer: String) {
    let kind = tokens[index].kind
    return (kind.rawValue, kind.closer?.rawValue ?? "")
  }

  // MARK: - Indentation

  private mutating func noteIndentation(_ opener: Int, _ closer: Int) {
    guard misindented == nil, tokens[closer].kind == .rightBrace, tokens[closer].isFirstOnLine
    else {
      return
    }
    if indentation(of: closer) < indentation(of: opener) { misindented = (opener, closer) }
  }

  /// The number of white-space bytes at the start of the line that contains the token.
  private func indentation(of index: Int) -> Int {
    lexed.file.indentation(at: tokens[index].start)
  }

  /// Blames the first bracket that indentation shows to be open too long, else the innermost one.
  private mutating func reportOpenAtEnd() {
    let brackets = open.filter { tokens[$0].kind.closer?.isBracket == true && !isCutOff($0) }
    guard let last = brackets.last else { return }
    isOpenAtEnd = true
    let end = SourceRange(
      file: lexed.file, start: lexed.file.bytes.count, end: lexed.file.bytes.count)
    if tokens[last].kind == .leftBrace, let found = misindented, found.opener > last {
      diagnostics.append(
        .unclosedBracket(
          range(of: found.opener), ("{", "}"), misindented: range(of: found.closer)))
    } else {
      diagnostics.append(
        commentedOut(last)
          ?? .unclosedBracket(
            range(of: last), spelling(last), at: end,
            belongsBefore: firstOutdentedToken(after: last)))
    }
  }

  /// The first token after an opener that begins a line as far left as the opener's own line.
  private func firstOutdentedToken(after opener: Int) -> SourceRange? {
    let limit = indentation(of: opener)
    let next = tokens[(opener + 1)...].firstIndex { token in
      token.isFirstOnLine && token.kind != .endOfFile
        && lexed.file.indentation(at: token.start) <= limit
    }
    return next.map(range(of:))
  }
}

extension Token.Kind {
  /// Whether it is one of `)`, `]` and `}`.
  fileprivate var isBracket: Bool {
    self == .rightParen || self == .rightBracket || self == .rightBrace
  }
}
