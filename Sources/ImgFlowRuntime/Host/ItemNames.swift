import ImgFlowValues

/// What an item of some work may be called in a message.
package enum ItemNames {
  /// More than these are not looked for.
  private static let most = 20

  /// The scalars that a value is, or has as its parts, and the last parts of paths.
  package static func of(_ value: Value) -> [String] {
    let parts = value.asItems ?? value.asRecord.map { Array($0.values) } ?? [value]
    return complete(parts.prefix(most).compactMap { $0.asString ?? $0.asInt.map(String.init) })
  }

  /// The strings among the arguments of a call, as messages show them.
  package static func of(arguments: String) -> [String] {
    let pieces = arguments.split(separator: "\"", omittingEmptySubsequences: false)
    return complete(pieces.indices.filter { $0 % 2 == 1 }.prefix(most).map { String(pieces[$0]) })
  }

  private static func complete(_ names: [String]) -> [String] {
    let ends = names.compactMap(\.pathNames.last)
    // The longest one first: it may contain others.
    return Set(names + ends).filter { !$0.isEmpty }.sorted {
      ($1.count, $0) < ($0.count, $1)
    }
  }

  /// Returns a message with `…` instead of names that are not a part of a longer word.
  package static func removed(_ names: [String], from message: String) -> String {
    names.reduce(message) { text, name in
      let pieces = text.components(around: name)
      return pieces.joined(separator: "…")
    }
  }
}

extension String {
  /// The pieces between the places where a word is.
  fileprivate func components(around word: String) -> [Substring] {
    var pieces: [Substring] = []
    var start = startIndex
    for range in ranges(of: word) where isWord(range) {
      pieces.append(self[start..<range.lowerBound])
      start = range.upperBound
    }
    return pieces + [self[start...]]
  }

  private func isWord(_ range: Range<Index>) -> Bool {
    let goesOn = { (a: Character?, b: Character?) in
      [a, b].allSatisfy { $0.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false }
    }
    let before = range.lowerBound > startIndex ? self[index(before: range.lowerBound)] : nil
    let after = range.upperBound < endIndex ? self[range.upperBound] : nil
    let word = self[range]
    return !goesOn(before, word.first) && !goesOn(word.last, after)
  }
}
