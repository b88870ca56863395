/// What someone types into a search: words that must all occur, `"a phrase"` whose words must follow each
/// other, and `har*` for words that begin so. Nothing else has a meaning; `AND` is a word.
struct SearchQuery: Sendable {
  /// Each a phrase of FTS5, none twice.
  private let terms: [String]

  init(_ text: String) {
    var seen: Set<String> = []
    terms = Self.parts(of: text).compactMap { part in
      let words = SearchWords.of(part.text)
      guard !words.isEmpty else { return nil }
      let term = "\"\(words.joined(separator: " "))\"" + (part.isPrefix ? " *" : "")
      return seen.insert(term).inserted ? term : nil
    }
  }

  /// Patterns of FTS5, all of which must match: each is small enough for its parser. Empty if there is
  /// nothing to search for.
  var patterns: [String] {
    stride(from: 0, to: terms.count, by: 50).map { start in
      terms[start..<min(start + 50, terms.count)].joined(separator: " ")
    }
  }

  private typealias Part = (text: String, isPrefix: Bool)

  private static let quotes: Set<Unicode.Scalar> = ["\"", "“", "”", "„", "‟"]

  /// The words and phrases, as they are written; a phrase without an end extends to the last word.
  private static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var part = String.UnicodeScalarView()
    var isQuoted = false
    func end() {
      let isPrefix = !isQuoted && part.last == "*"
      if isPrefix, part.count == 1, !parts.isEmpty {
        parts[parts.count - 1].isPrefix = true
      } else if !part.isEmpty {
        parts.append((String(part), isPrefix))
      }
      part = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      if quotes.contains(scalar) {
        end()
        isQuoted.toggle()
      } else if !isQuoted, scalar.properties.isWhitespace {
        end()
      } else {
        part.append(scalar)
      }
    }
    end()
    return parts
  }
}
