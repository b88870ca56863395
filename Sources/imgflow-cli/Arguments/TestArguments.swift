/// The command line of `imgflow test`: which tests, and the flags that every script takes.
struct TestArguments {
  private(set) var options = RunOptions()
  /// Scripts and folders; the current folder when none is named.
  private(set) var paths: [String] = []
  /// Only tests run whose names contain it, whatever the case of its letters.
  private(set) var filter: String?
  /// Where the results go as JUnit's XML.
  private(set) var junitPath: String?
  /// Whether the results are written as the Test Anything Protocol.
  private(set) var writesTAP = false

  /// - Throws: `UsageError`.
  init(_ words: [String]) throws {
    var cursor = ArgumentCursor(words)
    while let word = cursor.next() {
      if word == "--" {
        paths += cursor.rest
        break
      }
      guard let flag = ArgumentCursor.Flag(word) else {
        paths.append(word)
        continue
      }
      if flag.written == "--filter" {
        filter = try cursor.value(of: flag, example: "<text>")
      } else if flag.written == "--junit" {
        junitPath = try cursor.value(of: flag, example: "<file>")
      } else if flag.written == "--tap" {
        writesTAP = true
      } else if try !cursor.apply(flag, to: &options) {
        throw UsageError.unknown(
          flag, others: ["filter", "junit", "tap"], help: "`imgflow test --help` lists the flags")
      }
    }
    if paths.isEmpty { paths = ["."] }
  }

  /// Whether a test of this name is to run.
  func selects(_ name: String) -> Bool {
    filter.map { name.lowercased().contains($0.lowercased()) } ?? true
  }

  private static let ownFlags = [
    ("    --filter <text>", "Runs only tests whose names contain TEXT."),
    ("    --junit <file>", "Also writes the results as JUnit XML."),
    ("    --tap", "Writes the results in the Test Anything Protocol."),
  ]

  static let helpText = """
    Runs the blocks `test "name" { … }` of scripts separately: each with the declarations
    of the script that it needs, and without its other statements.

    Usage: imgflow test [FILE or FOLDER …] [flags]

    Without a path it searches the current folder and its subfolders. The exit status is 0 when
    all tests pass, 1 when one fails, 2 when none are found, and 3 when a script has errors.

    Flags:
    \(CommonFlag.help(after: ownFlags))

    """
}
