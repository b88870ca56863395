import Foundation
import ImgFlowCommandLine
import ImgFlowSandbox
import ImgFlowSyntax

/// The emulator's program: see `SandboxCommand`. It fails in the words, and with the statuses, of
/// `imgflow`.
@main
enum Program {
  static func main() async {
    // What people upload, and the tokens of sessions, belong to no one else.
    umask(0o077)
    ProgramSignals.prepare()
    // The sandbox starts itself again for files that could bring it down.
    let words = CommandLine.arguments.dropFirst()
    if words.first == PDFProcess.command { exit(PDFProcess.serve()) }
    if words.first == ImageProcess.command { exit(ImageProcess.serve(Array(words.dropFirst()))) }
    exit(await execute())
  }

  private static func execute() async -> Int32 {
    do {
      let words = Array(CommandLine.arguments.dropFirst())
      if let text = try SandboxPages.text(for: words) {
        print(text, terminator: "")
        return ExitStatus.success
      }
      let command = try SandboxCommand(reading: words)
      guard !command.wantsHelp else {
        print(SandboxCommand.helpText, terminator: "")
        return ExitStatus.success
      }
      try await command.run()
      return ExitStatus.success
    } catch let problem as StartProblem {
      note(problem.message, help: problem.help)
      return ExitStatus.failure
    } catch is Announcement.Unheard {
      return 128 + SIGPIPE
    } catch let error as UsageError {
      note(error.message, help: error.help)
      return ExitStatus.usage
    } catch {
      note("\(error)", help: nil)
      return ExitStatus.failure
    }
  }

  /// Writes an error to standard error.
  private static func note(_ message: String, help: String?) {
    let text = DiagnosticRenderer().render(error: message, help: help)
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }
}
