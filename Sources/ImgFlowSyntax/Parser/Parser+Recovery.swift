// Reporting mistakes, keeping the tree's depth in bounds, and going on after a mistake.
extension Parser {
  // MARK: - Reporting

  /// Keeps a diagnostic, unless the statement it is in is already known to be damaged.
  mutating func report(_ diagnostic: Diagnostic) {
    let end = max(diagnostic.range.start, previous?.start ?? 0)
    let isFollowUp = lexicalMistakes.contains { statementStart <= $0 && $0 <= end }
    guard !isFollowUp, diagnostics.count < Self.maximumDiagnostics else { return }
    diagnostics.append(diagnostic)
    if diagnostics.count == Self.maximumDiagnostics { stop() }
  }

  /// Reports a mistake that the statement cannot be read beyond; to be thrown.
  mutating func failure(_ diagnostic: Diagnostic) -> ParseFailure {
    report(diagnostic)
    return ParseFailure()
  }

  /// Reports that `expected` is expected here; to be thrown.
  mutating func unexpected(_ expected: String, help: String? = nil) -> ParseFailure {
    if let mistake = foreignMistake() { return failure(mistake) }
    let help = help ?? foreignHelp()
    let isFirst = current.start == statementStart
    let goesOn = previous?.kind.expectsMore == true
    if at(.endOfFile), goesOn, diagnostics.isEmpty { needsMore = true }
    // A line that cannot go on with a new statement's keyword has ended too early.
    let hasEnded = isAtLineEnd && !isFirst && (!goesOn || current.kind.beginsStatement)
    let isMissing = hasEnded || at(.endOfFile)
    let found = isMissing && !at(.endOfFile) ? "the end of the line" : describe(current)
    return failure(
      Diagnostic(
        .unexpectedToken, "expected \(expected), found \(found)",
        at: isMissing ? endOfPrevious : range(current), labels: openerLabels, help: help))
  }

  /// The bracket around the current token, if it is on another line: it may have been meant to be closed
  /// above.
  private var openerLabels: [Diagnostic.Label] {
    guard !context.lineEndsMatter, let opener = enclosingOpener,
      file.lineStart(at: tokens[opener].start) != file.lineStart(at: current.start)
    else { return [] }
    let place = range(tokens[opener])
    return [.init(place, "in the `\(place.text)` that is opened here")]
  }

  /// The innermost bracket that is open at the current token.
  private var enclosingOpener: Int? {
    var position = index - 1
    while position >= 0 {
      let partner = Int(partners[position])
      if partner >= 0, partner < position {
        position = partner - 1
      } else if tokens[position].kind.closer != nil {
        return position
      } else {
        position -= 1
      }
    }
    return nil
  }

  /// The empty range after the token before the current one, where something is missing.
  var endOfPrevious: SourceRange {
    let end = previous?.end ?? 0
    return SourceRange(file: file, start: end, end: end)
  }

  /// How a token is named in a message.
  func describe(_ token: Token) -> String {
    switch token.kind {
    case .endOfFile, .unknown: token.kind.rawValue
    case .number, .identifier: "`\(text(token))`"
    case .rawString, .stringStart, .stringText: "a string"
    case .stringEnd, .interpolationEnd: "the end of the interpolation"
    default: "`\(token.kind.rawValue)`"
    }
  }

  /// Gives up: the parser finds itself at the end of the file.
  private mutating func stop() { index = tokens.count - 1 }

  // MARK: - Depth

  /// What `leave` restores.
  struct Outer {
    let context: Context
    let height: Int
  }

  /// Goes one level down, into `context`; every call is paired with `leave`.
  mutating func enter(_ context: Context) throws(ParseFailure) -> Outer {
    guard depth < Self.maximumNesting else {
      throw tooDeep("this is nested more than \(Self.maximumNesting) levels deep")
    }
    guard !stack.isSpent else {
      throw tooDeep("this is nested too deeply for the parser's stack")
    }
    let outer = Outer(context: self.context, height: height)
    depth += 1
    height = 0
    self.context = context
    return outer
  }

  mutating func leave(_ outer: Outer) {
    depth -= 1
    height = max(outer.height, height + 1)
    context = outer.context
  }

  /// Counts a link of a chain, which makes the tree higher by one.
  mutating func addLink() throws(ParseFailure) {
    height += 1
    guard height > Self.maximumChain else { return }
    let diagnostic = Diagnostic(
      .tooDeep, "this expression is a chain of more than \(Self.maximumChain) links",
      at: current.kind == .endOfFile ? endOfPrevious : range(current),
      help: "split it into several `let`s, or build a list and `join` or `sum` it")
    throw abandon(diagnostic)
  }

  private mutating func tooDeep(_ message: String) -> ParseFailure {
    abandon(
      Diagnostic(
        .tooDeep, message, at: range(current),
        help: "move the inner parts to separate functions or `let`s"))
  }

  /// Reports a broken limit and stops parsing: the rest would only break it again.
  private mutating func abandon(_ diagnostic: Diagnostic) -> ParseFailure {
    if diagnostics.isEmpty || !diagnostics.contains(where: { $0.code == .tooDeep }) {
      diagnostics.append(diagnostic)
    }
    stop()
    return ParseFailure()
  }

  // MARK: - Recovery

  /// Moves from inside a damaged statement to its end, at or after the current token.
  ///
  /// The statement is traversed again from its first token, over whole pairs of brackets, so a line end
  /// inside brackets does not end it.
  mutating func recover(from start: Int) {
    let damaged = index
    var position = start
    while position < tokens.count - 1 {
      if position > start, position >= damaged, endsStatement(position) { break }
      position = (closer(of: position) ?? position) + 1
    }
    index = min(max(position, start + 1), tokens.count - 1)
  }

  private func endsStatement(_ position: Int) -> Bool {
    let token = tokens[position]
    return token.kind == .semicolon || token.isFirstOnLine && !token.kind.continuesLine
      || token.kind.isCloser && 0...max(blockOpener, 0) ~= Int(partners[position])
  }
}
