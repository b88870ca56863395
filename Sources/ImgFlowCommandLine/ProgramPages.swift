/// A program as shells and the manual show it.
package struct ProgramPages: Sendable {
  /// What it says of itself, with what it takes where no command is named.
  package let root: CommandHelp
  package let commands: [CommandHelp]
  /// Its version and the day of its release, as `2026-11-30`.
  package let version: String
  package let released: String
  /// What the exit statuses mean.
  package let statuses: [(status: Int32, meaning: String)]

  package init(
    root: CommandHelp, commands: [CommandHelp], version: String, released: String,
    statuses: [(status: Int32, meaning: String)]
  ) {
    self.root = root
    self.commands = commands
    self.version = version
    self.released = released
    self.statuses = statuses
  }

  /// The name of the program, as it is typed.
  package var name: String { root.name }

  /// The name of a function of shells.
  var functionName: String { "_" + name.map { $0 == "-" ? "_" : String($0) }.joined() }
}
