extension ForeignName {
  /// What to write instead, in terms of what was written where that can be told.
  ///
  /// - Parameter range: the call or member that was written, such as `names.append("Ada")`.
  package func help(for range: SourceRange?) -> String {
    let isCode = Parser.parse(SourceFile(name: "", text: ours)).diagnostics.isEmpty
    guard isCode else { return ours }
    return "write `\(range.flatMap(adapted) ?? ours)`"
  }

  /// ImgFlow's way with the receiver and arguments of a call in place of the sample values; nil if they do
  /// not correspond or are not simple values.
  private func adapted(to range: SourceRange) -> String? {
    guard let actual = Self.values(in: range.text, isMember: type != nil) else { return nil }
    guard actual.count == parameters.count else { return nil }
    let values = Dictionary(zip(parameters, actual)) { first, _ in first }
    let lexed = Lexer.tokenize(SourceFile(name: "", text: ours))
    var text = ""
    var end = 0
    for (index, token) in lexed.tokens.enumerated() {
      text += lexed.file.text(from: end, to: token.start)
      let word = lexed.file.text(from: token.start, to: token.end)
      let isMember = index > 0 && lexed.tokens[index - 1].kind == .dot
      let isName = token.kind == .identifier && !isMember && lexed.tokens[index + 1].kind != .colon
      text += isName ? values[word] ?? word : word
      end = token.end
    }
    return text
  }

  /// The receiver, if there is one, and the arguments of a call, when all are short and simple.
  private static func values(in text: String, isMember: Bool) -> [String]? {
    guard text.utf8.count <= 80, !text.contains("\n"),
      case .expression(let expression)? =
        Parser.parse(SourceFile(name: "", text: text)).tree.statements.first?.kind
    else { return nil }
    var values: [Expression] = []
    var callee = expression
    if case .chain(let inner) = callee.kind { callee = inner }
    if case .call(let called, let arguments) = callee.kind {
      guard arguments.allSatisfy({ $0.label == nil && !$0.isSpread }) else { return nil }
      values = arguments.map(\.value)
      callee = called
    }
    if isMember {
      guard case .member(let base, _, isOptional: false) = callee.kind else { return nil }
      values.insert(base, at: 0)
    }
    let texts = values.compactMap { $0.isSimple ? $0.range.text : nil }
    return texts.count == values.count ? texts : nil
  }
}

extension Expression {
  /// Whether it can be written wherever a name can, and means the same there.
  fileprivate var isSimple: Bool {
    guard range.text.utf8.count <= 30 else { return false }
    switch kind {
    case .null, .bool, .integer, .float, .duration, .string, .interpolation, .list, .object, .name,
      .member, .index, .call:
      return true
    default: return false
    }
  }
}

extension ForeignNames {
  /// What to write instead of a call or member that one of `rows` knows; nil if there are none.
  package static func help(_ rows: [ForeignName], for range: SourceRange?) -> String? {
    guard let first = rows.first else { return nil }
    let fitting = range.flatMap { range in rows.first { $0.help(for: range) != $0.help(for: nil) } }
    return (fitting ?? first).help(for: range)
  }
}
