extension Collection {
  /// The items in a sentence, each as `text` writes it: `a, b and c`.
  ///
  /// - Parameter limit: how many there may be; of more, the last ones are counted: `a, b and 7 more`.
  package func formatted(
    and word: String, limit: Int = .max, _ text: (Element) -> String
  ) -> String {
    let isCut = count > limit
    let shown = prefix(isCut ? limit - 1 : limit).map(text)
    let parts = isCut ? shown + ["\(count - shown.count) more"] : shown
    guard let last = parts.last, parts.count > 1 else { return parts.joined() }
    return parts.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}

extension Collection<String> {
  /// The items in a sentence: `a, b and c`.
  package func formatted(and word: String, limit: Int = .max) -> String {
    formatted(and: word, limit: limit) { $0 }
  }
}
