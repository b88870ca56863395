import ImgFlow
import ImgFlowCommandLine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The command line of a run up to the script; what follows it is read when its parameters are known.
struct RunArguments {
  enum Source {
    case file(String)
    case standardInput
    case expression(String)
    /// No script was named.
    case none

    var isFile: Bool { if case .file = self { true } else { false } }
  }

  private(set) var options = RunOptions()
  private(set) var source = Source.none
  /// What follows the script, with what has been read before it.
  private(set) var cursor: ArgumentCursor

  /// - Parameter readsInput: whether the script is that on standard input if none is named and no one types there.
  /// - Throws: `UsageError`.
  init(_ words: [String], readsInput: Bool = true) throws {
    cursor = ArgumentCursor(words.first == "run" ? words.dropFirst() : words[...])
    while let word = cursor.next() {
      if word == "--" {
        source = cursor.next().map { .file($0) } ?? .none
        break
      }
      if word == "-" {
        source = .standardInput
        break
      }
      guard let flag = ArgumentCursor.Flag(word) else {
        source = .file(word)
        break
      }
      if flag.written == "-e" {
        source = .expression(try cursor.value(of: flag, example: "'1 + 1'"))
        break
      }
      guard try cursor.apply(flag, of: CommonFlags.all, to: &options) else {
        throw UsageError.unknown(
          flag, in: CommonFlags.all.map(\.name),
          help: "parameters of a script come after its name; `imgflow run --help` lists the flags"
        )
      }
    }
    if readsInput, case .none = source, !options.wantsHelp, isatty(STDIN_FILENO) == 0 {
      source = .standardInput
    }
  }
}
