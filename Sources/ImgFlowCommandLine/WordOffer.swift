/// What a shell offers where a value of a flag, or an argument, is typed.
package struct WordOffer: Sendable, Equatable {
  /// Which files.
  package enum Files: Sendable { case none, any, scripts }

  /// The words of a known set.
  package let words: [String]
  /// The files, and the folders on the way to them.
  package let files: Files

  /// Offers nothing: only the user knows the word.
  package static let nothing = WordOffer(words: [], files: .none)
  package static let files = WordOffer(words: [], files: .any)
  package static let scripts = WordOffer(words: [], files: .scripts)

  /// Offers words of a known set.
  package static func words(_ words: [String]) -> WordOffer {
    WordOffer(words: words, files: .none)
  }

  /// Offers scripts, and words that may be written instead.
  package static func scripts(or words: [String]) -> WordOffer {
    WordOffer(words: words, files: .scripts)
  }

  /// Returns what is offered for a value of which only the placeholder is known: files for `file` and `path`.
  static func usual(for placeholder: String?) -> WordOffer {
    ["file", "path"].contains(placeholder) ? .files : .nothing
  }
}
