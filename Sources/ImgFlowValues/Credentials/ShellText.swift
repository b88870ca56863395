/// A string for a POSIX shell, in which secrets are variables.
package struct ShellText: Sendable {
  package enum Piece: Sendable {
    case text(String)
    /// The name of a variable.
    case variable(String)
  }

  private var pieces: [Piece]

  package init(_ text: String) { pieces = [.text(text)] }

  package init(pieces: [Piece]) { self.pieces = pieces }

  /// A string whose secrets are masked: `variable` replaces each mask.
  package init(masked text: String, variable: String) {
    let parts = text.split(separator: SecretObject.mask, omittingEmptySubsequences: false)
    pieces = Array(parts.map { [.text(String($0))] }.joined(separator: [.variable(variable)]))
  }

  package static func + (a: ShellText, b: ShellText) -> ShellText {
    var pieces = a.pieces
    for piece in b.pieces {
      if case .text(let end) = piece, case .text(let start)? = pieces.last {
        pieces[pieces.count - 1] = .text(start + end)
      } else {
        pieces.append(piece)
      }
    }
    return ShellText(pieces: pieces)
  }

  package var isEmpty: Bool { word == "''" }

  /// One word of the shell that means the string.
  package var word: String {
    let words = pieces.compactMap { piece -> String? in
      switch piece {
      case .text(""): nil
      case .text(let text): "'\(text.replacing("'", with: #"'\''"#))'"
      case .variable(let name): "\"$\(name)\""
      }
    }
    return words.isEmpty ? "''" : words.joined()
  }

  /// The names of its variables, in order.
  package var variables: [String] {
    pieces.compactMap { if case .variable(let name) = $0 { name } else { nil } }
  }
}
