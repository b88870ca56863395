import ImgFlowSyntax

/// A comment that says something to the test runner: `// expect error @+1: nothing is called`.
///
/// A `//` comment is a directive when it begins with up to three lower-case words and a colon, so a
/// mistyped directive is an unknown one rather than prose.
struct Directive {
  let name: String
  /// What follows the colon and one space.
  let text: String
  /// The line it stands on.
  let line: Int
  /// The line it is about: its own, or the one that `@+n` or `@-n` counts to.
  let target: Int

  /// - Throws: `InvalidDirective` for one that cannot be read.
  static func all(in source: SourceFile) throws -> [Directive] {
    try Lexer.tokenize(source).comments.compactMap { comment in
      guard comment.kind == .line else { return nil }
      let text = comment.range.text.trimmingSuffix(while: \.isNewline).dropFirst(2)
      let line = comment.range.position.line
      let form = /\ ?(?<name>[a-z]+(?: [a-z]+){0,2})(?: @(?<offset>[-+]\d+))?:(?: (?<text>.*))?/
      if let match = try form.wholeMatch(in: text) {
        let target = line + (match.offset.flatMap { Int($0) } ?? 0)
        return Directive(
          name: String(match.name), text: String(match.text ?? ""), line: line, target: target)
      }
      if text.drop(while: \.isWhitespace).lowercased().hasPrefix("expect") {
        throw InvalidDirective(line: line, message: "`//\(text)` is no directive")
      }
      return nil
    }
  }

  /// Reads the text as `NAME = VALUE`.
  func assignment() throws -> (name: String, value: String) {
    let parts = text.split(separator: " = ", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw invalid("takes NAME = VALUE") }
    return (String(parts[0]), String(parts[1]))
  }

  func invalid(_ what: String) -> InvalidDirective {
    InvalidDirective(line: line, message: "the directive `\(name)` \(what)")
  }
}

/// A comment that looks like a directive and is none.
struct InvalidDirective: Error, CustomStringConvertible {
  let line: Int
  let message: String

  var description: String { "line \(line): \(message)" }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> SubSequence {
    var rest = self[...]
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return rest
  }
}
