/// Goes through the words of a command line.
struct ArgumentCursor {
  private var words: ArraySlice<String>

  init(_ words: some Sequence<String>) { self.words = Array(words)[...] }

  /// The words that have not been read.
  var rest: [String] { Array(words) }

  mutating func next() -> String? { words.popFirst() }

  /// A flag as it was written, with its value when they are joined: `--name=value`.
  struct Flag {
    let written: String
    let name: String
    let value: String?
    let isShort: Bool

    /// Reads a word as a flag; nil if it is not one: `file`, `-`, `-5`.
    init?(_ word: String) {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      written = String(parts[0])
      if word.hasPrefix("--"), word.count > 2 {
        (name, isShort) = (String(written.dropFirst(2)), false)
        value = parts.count > 1 ? String(parts[1]) : nil
      } else if word.hasPrefix("-"), let letter = word.dropFirst().first, letter.isLetter {
        (name, value, isShort) = (String(word.dropFirst()), nil, true)
      } else {
        return nil
      }
    }
  }

  /// The value of a flag: what is joined to it, else the next word.
  ///
  /// - Parameter example: what it should be, such as `<url>`.
  /// - Throws: `UsageError` if there is none.
  mutating func value(of flag: Flag, example: String) throws -> String {
    if let value = flag.value { return value }
    if let word = words.first, word == "-" || Flag(word) == nil, word != "--" {
      words.removeFirst()
      return word
    }
    throw UsageError(
      "`\(flag.written)` needs a value", help: "write `\(flag.written) \(example)`")
  }

  /// Applies a flag that every script takes; returns false if it is none of them.
  ///
  /// - Throws: `UsageError` if its value is missing or wrong.
  mutating func apply(_ flag: Flag, to options: inout RunOptions) throws -> Bool {
    if flag.isShort {
      // `-qv` is `-q -v`.
      let flags = flag.name.map { letter in CommonFlag.all.first { $0.short == letter } }
      guard !flags.contains(where: { $0 == nil }) else { return false }
      for found in flags { try found?.apply(&options, "") }
      return true
    }
    guard let found = CommonFlag.all.first(where: { $0.name == flag.name }) else { return false }
    guard let placeholder = found.placeholder else {
      if let value = flag.value {
        throw UsageError("`\(flag.written)` takes no value, but was given `\(value)`")
      }
      try found.apply(&options, "")
      return true
    }
    try found.apply(&options, value(of: flag, example: "<\(placeholder.lowercased())>"))
    return true
  }
}
