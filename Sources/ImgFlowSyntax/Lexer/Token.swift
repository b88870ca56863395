/// A token: its kind, its place, and what is in the gap before it.
///
/// Token texts and the gaps between them rebuild the source. What a number or string means is
/// decoded by the parser from the token's bytes, so a token stays 12 bytes long.
package struct Token: Sendable {
  /// What the gap between the token before and this one holds.
  struct Gap: OptionSet, Sendable {
    let rawValue: UInt8

    /// At least one line end.
    static let lineEnd = Gap(rawValue: 1)
    /// A `///` comment.
    static let documentation = Gap(rawValue: 2)
  }

  package let kind: Kind
  let gap: Gap
  private let lower: Int32
  private let upper: Int32

  init(_ kind: Kind, start: Int, end: Int, after gap: Gap) {
    self.kind = kind
    self.gap = gap
    self.lower = Int32(clamping: start)
    self.upper = Int32(clamping: end)
  }

  /// The offset of the first byte.
  package var start: Int { Int(lower) }
  /// The offset after the last byte.
  package var end: Int { Int(upper) }
  /// Whether a line ends between the token before and this one.
  package var isFirstOnLine: Bool { gap.contains(.lineEnd) }
}

/// A comment; the lexer keeps them in order alongside the tokens.
package struct Comment: Sendable {
  package enum Kind: Sendable {
    /// `// to the end of the line`.
    case line
    /// `/* nested */`.
    case block
    /// `/// about the declaration below`.
    case documentation
    /// `//! about the file`.
    case fileDocumentation
  }

  package let kind: Kind
  package let range: SourceRange

  /// What the comment says: without its slashes, the space after them, and the line end.
  var content: String {
    let text = range.text.dropFirst(3)
    return String(text.first == " " ? text.dropFirst() : text)
  }
}

/// What the lexer makes of a file.
package struct LexedFile: Sendable {
  package let file: SourceFile
  /// The tokens in order; the last one is `.endOfFile`.
  package let tokens: [Token]
  /// The comments in order.
  package let comments: [Comment]
  package let diagnostics: [Diagnostic]
  /// Whether the source ends inside a multi-line string or a block comment.
  package let endsInsideOpenText: Bool
}
