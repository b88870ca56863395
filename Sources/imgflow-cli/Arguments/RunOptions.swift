import ImgFlow
import ImgFlowCommandLine
import ImgFlowRuntime
import ImgFlowVendors

/// What the flags that every script takes have said.
struct RunOptions {
  /// The sandbox that emulates the vendors; nil for the services themselves.
  var sandbox: ServiceChoice?
  var timeScale: String?
  /// What is to go wrong with the sandbox.
  var chaos: String?
  /// Whose credentials; nil for the usual ones.
  var profile: String?
  /// A JSON file with values of parameters; nil for none.
  var parameterFile: String?
  /// A file of variables; nil for `.env`, where there is one.
  var environmentFile: String?
  /// Files with certificates of authorities that are trusted in addition to the system's.
  var authorityFiles: [String] = []
  /// How much calls of vendors may cost.
  var budgets: [Spending.Unit: Int] = [:]
  /// The longest time that the run may take, in milliseconds.
  var timeout: Int?
  /// How many bytes the process may hold.
  var maxMemory: Int?
  /// How many calls and turns of loops there may be.
  var maxSteps: Int?
  /// How many calls may be inside each other.
  var maxDepth: Int?
  /// Whether the effects of the run are recorded, so that it can be resumed.
  var keepsJournal = true
  /// Whether the run is not to start while another one of the same script is not finished.
  var isExclusive = false
  /// Whether `once` ignores what is kept.
  var isFresh = false
  /// Whether the run is only rehearsed.
  var isPlan = false
  /// The file that events are appended to, `-` for standard error; nil for none.
  var events: String?
  /// The file that messages are appended to; nil for none.
  var logFile: String?
  var isQuiet = false
  var isVerbose = false
  var allowsColour = true
  var allowsInput = true
  var allowsReveal = false
  /// What scripts may do beyond and below what they permit themselves.
  var confinement = Confinement()
  var wantsJSON = false
  var wantsHelp = false
  var skin = DiagnosticSkin.terminal
  /// The text of `-e`.
  var expression: String?
}

extension RunOptions {
  /// Where the vendors are.
  var choice: ServiceChoice { sandbox ?? .real(profile: profile) }

  /// The flags that can be read, of words that may have mistakes in them.
  init(readableIn words: [String]) { readFlags(in: words) }

  /// Reads the flags that every script takes, and passes over everything else.
  mutating func readFlags(in words: [String]) {
    var cursor = ArgumentCursor(words)
    while let word = cursor.next(), word != "--" {
      if let flag = ArgumentCursor.Flag(word) {
        _ = try? cursor.apply(flag, of: CommonFlags.all, to: &self)
      }
    }
  }
}
