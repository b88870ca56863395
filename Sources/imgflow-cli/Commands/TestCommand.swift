import ImgFlow
import ImgFlowCommandLine

/// `imgflow test [FILE or FOLDER …]`.
struct TestCommand: ImgFlowCommand {
  var options = RunOptions()
  /// Scripts and folders; the current folder when none is named.
  private var named: [String] = []
  /// Only tests run whose names contain it, whatever the case of its letters.
  private(set) var filter: String?
  /// Where the results go as JUnit's XML.
  private(set) var junitPath: String?
  /// Whether the results are written as the Test Anything Protocol.
  private(set) var writesTAP = false
  var wantsHelp = false

  var paths: [String] { named.isEmpty ? ["."] : named }

  static let name = "imgflow test"
  static let summary = "Runs the tests in scripts."
  static let usage = "[FILE or FOLDER …] [flags]"
  static let discussion = """
    Each block `test "name" { … }` runs separately: with the declarations of the script that it needs, \
    and without its other statements.

    Without a path it searches the current folder and its subfolders. The exit status is 0 when all \
    tests pass, 1 when one fails, 2 when none are found, and 3 when a script has errors.
    """

  static var flags: [CommandFlag<Self>] {
    [
      CommandFlag("filter", takes: "text", "Runs only tests whose names contain TEXT.") {
        $0.filter = $1
      },
      CommandFlag("junit", takes: "file", "Also writes the results as JUnit XML.") {
        $0.junitPath = $1
      },
      CommandFlag("tap", "Writes the results in the Test Anything Protocol.") {
        $0.writesTAP = true
      },
    ] + CommonFlags.ofCommands.map { $0.within(\.options) }
  }

  static var operand: CommandOperand<Self>? {
    CommandOperand("FILE or FOLDER", .any, offer: .scripts) { $0.named.append($1) }
  }

  /// Whether a test of this name is to run.
  func selects(_ name: String) -> Bool {
    filter.map { name.lowercased().contains($0.lowercased()) } ?? true
  }

  func run() throws -> Int32 { try TestRun.execute(self) }
}
