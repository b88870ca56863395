import ArgumentParser

/// The emulator's program: see `ServeCommand`.
@main
struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imgflow-sandbox",
    abstract: "An emulator of the vendors that ImgFlow scripts talk to.",
    subcommands: [ServeCommand.self],
    defaultSubcommand: ServeCommand.self)
}
