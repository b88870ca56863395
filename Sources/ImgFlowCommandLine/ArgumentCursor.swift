/// Goes through the words of a command line.
package struct ArgumentCursor {
  private var words: ArraySlice<String>
  /// The flags with one value that have been read.
  private var given: Set<String> = []

  package init(_ words: some Sequence<String>) { self.words = Array(words)[...] }

  /// The words that have not been read.
  package var rest: [String] { Array(words) }

  package mutating func next() -> String? { words.popFirst() }

  /// A flag as it was written, with its value when they are joined: `--name=value`.
  package struct Flag {
    package let written: String
    package let name: String
    package let value: String?
    package let isShort: Bool

    /// Reads a word as a flag; nil if it is not one: `file`, `-`, `-5`.
    package init?(_ word: String) {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      written = String(parts[0])
      value = parts.count > 1 ? String(parts[1]) : nil
      if word.hasPrefix("--"), word.count > 2 {
        (name, isShort) = (String(written.dropFirst(2)), false)
      } else if word.hasPrefix("-"), let letter = word.dropFirst().first, letter.isLetter {
        (name, isShort) = (String(written.dropFirst()), true)
      } else {
        return nil
      }
    }
  }

  /// The value of a flag: what is joined to it, else the next word.
  ///
  /// - Parameter example: what it should be, such as `<url>`.
  /// - Throws: `UsageError` if there is none.
  package mutating func value(of flag: Flag, example: String) throws -> String {
    if let value = flag.value { return value }
    if let word = words.first, word == "-" || Flag(word) == nil, word != "--" {
      words.removeFirst()
      return word
    }
    throw UsageError(
      "`\(flag.written)` needs a value", help: "write `\(flag.written) \(example)`")
  }

  /// Applies a flag to settings; returns false if it is none of `flags`.
  ///
  /// - Throws: `UsageError` if its value is missing or wrong, or if it has one already.
  package mutating func apply<Settings>(
    _ flag: Flag, of flags: [CommandFlag<Settings>], to settings: inout Settings
  ) throws -> Bool {
    // `-qv` is `-q -v`.
    let found =
      flag.isShort
      ? flag.name.map { letter in flags.first { $0.short == letter } }
      : [flags.first { $0.name == flag.name }]
    guard !found.contains(where: { $0 == nil }) else { return false }
    for found in found.compactMap({ $0 }) {
      if found.isValueOptional {
        guard flag.value != "" else {
          throw UsageError(
            "`\(flag.written)=` has no value", help: "leave the `=` out, or write a value after it")
        }
        try found.apply(&settings, flag.value ?? "")
      } else if let placeholder = found.placeholder {
        let value = try value(of: flag, example: "<\(placeholder)>")
        guard found.repeats || given.insert(found.name).inserted else {
          throw UsageError("`\(flag.written)` is given twice")
        }
        try found.apply(&settings, value)
      } else if let value = flag.value {
        throw UsageError("`\(flag.written)` takes no value, but was given `\(value)`")
      } else {
        try found.apply(&settings, "")
      }
    }
    return true
  }
}
