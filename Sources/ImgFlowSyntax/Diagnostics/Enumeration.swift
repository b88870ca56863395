extension [String] {
  /// The items in a sentence: `a, b and c`.
  package func formatted(and word: String) -> String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
