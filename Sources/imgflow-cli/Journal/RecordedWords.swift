import ImgFlowCommandLine

/// The words of the command line that started a run, as they are stored, and as a resumed run reads them.
enum RecordedWords {
  private static let end = "--"

  /// Returns the words without those for secret parameters. A `--` is the one that ends the flags of the script.
  static func of(
    _ words: [String], after start: RunArguments, _ parsed: ScriptArguments
  ) -> [String] {
    words.dropLast(start.cursor.rest.count).filter { $0 != end } + parsed.publicWords
  }

  /// Returns the recorded words together with those that are given when the run goes on.
  static func joined(_ recorded: [String], with given: [String]) -> [String] {
    let (flags, operands) = split(without(flagsIn: given, recorded))
    let (newFlags, newOperands) = split(given)
    return flags + newFlags + [end] + operands + newOperands
  }

  /// The words before the first `--`, and those after it.
  private static func split(_ words: [String]) -> (flags: [String], operands: [String]) {
    let parts = words.split(separator: end, maxSplits: 1, omittingEmptySubsequences: false)
    return (Array(parts[0]), parts.count > 1 ? Array(parts[1]) : [])
  }

  /// Returns the words without the flags of runs that are given anew, which count then.
  private static func without(flagsIn given: [String], _ recorded: [String]) -> [String] {
    let names = Set(given.compactMap { ArgumentCursor.Flag($0)?.name })
    var kept: [String] = []
    var cursor = ArgumentCursor(recorded)
    while let word = cursor.next() {
      guard let flag = ArgumentCursor.Flag(word), names.contains(flag.name),
        let known = CommonFlags.all.first(where: { $0.name == flag.name && !$0.repeats })
      else {
        kept.append(word)
        continue
      }
      if known.placeholder != nil { _ = try? cursor.value(of: flag, example: "") }
    }
    return kept
  }
}
