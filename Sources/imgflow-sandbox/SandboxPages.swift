import ImgFlowCommandLine
import ImgFlowSyntax

/// What the sandbox prints of itself instead of serving.
enum SandboxPages {
  /// `imgflow-sandbox completions SHELL`.
  struct Completions: CompletionsProviding {
    var shell: String?
    var wantsHelp = false

    static let name = "imgflow-sandbox completions"
    static var pages: ProgramPages { SandboxPages.pages }
  }

  /// `imgflow-sandbox man`.
  struct Man: ProgramCommand {
    var wantsHelp = false

    static let name = "imgflow-sandbox man"
    static let summary = "Prints its page of the manual for `man`."
    static let usage = ""
  }

  static var pages: ProgramPages {
    ProgramPages(
      root: SandboxCommand.help, commands: [Completions.help, Man.help], version: Version.text,
      released: Version.released,
      statuses: [
        (ExitStatus.success, "It was asked to end, and everything is stored."),
        (ExitStatus.failure, "It cannot listen or open its files."),
        (ExitStatus.usage, "A flag is wrong."),
      ])
  }

  /// What the words of a command line ask to print; nil if they ask it to serve.
  ///
  /// - Throws: `UsageError`.
  static func text(for words: [String]) throws -> String? {
    let rest = Array(words.dropFirst())
    switch words.first {
    case "completions":
      let command = try Completions(reading: rest)
      return command.wantsHelp ? Completions.helpText : try command.script()
    case "man":
      let command = try Man(reading: rest)
      return command.wantsHelp ? Man.helpText : ManualPage(of: pages).text
    case "--version" where rest.isEmpty: return "imgflow-sandbox \(Version.text)\n"
    default: return nil
    }
  }
}
