/// The command line of `imgflow repl`.
struct ReplArguments {
  private(set) var options = RunOptions()
  /// The script to start with.
  private(set) var script: String?

  /// - Throws: `UsageError`.
  init(_ words: [String]) throws {
    var cursor = ArgumentCursor(words)
    while let word = cursor.next() {
      guard let flag = ArgumentCursor.Flag(word) else {
        throw UsageError(
          "`imgflow repl` takes no file", help: "write `imgflow repl --load \(word)`")
      }
      if flag.written == "--load" {
        script = try cursor.value(of: flag, example: "<file>")
      } else if try !cursor.apply(flag, to: &options) {
        throw UsageError.unknown(
          flag, others: ["load"], help: "`imgflow repl --help` lists the flags")
      }
    }
  }

  static let helpText = """
    Reads statements at a prompt, evaluates them one after another, and shows their values.

    Usage: imgflow [repl] [flags]

    Type `:help` at the prompt for help. Statements may also come from a file or a pipe; the
    exit status is then 1 if one of them fails.

    Flags:
    \(CommonFlag.help(after: [("    --load <file>", "Runs a script first and keeps its variables.")]))

    """
}
