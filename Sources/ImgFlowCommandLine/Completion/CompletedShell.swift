/// A shell that can complete what is typed.
package enum CompletedShell: String, CaseIterable, Sendable {
  case bash, zsh, fish

  package static var names: [String] { allCases.map(\.rawValue) }

  /// Returns the script that makes the shell complete the words of a program.
  package func script(for program: ProgramPages) -> String {
    switch self {
    case .bash: BashCompletion(program).script
    case .zsh: ZshCompletion(program).script
    case .fish: FishCompletion(program).script
    }
  }

  /// Returns a text in single quotes, as bash and zsh read it.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// Returns the summary of a command or flag, without the marks around code.
  static func plain(_ text: String) -> String { text.replacing("`", with: "") }
}
