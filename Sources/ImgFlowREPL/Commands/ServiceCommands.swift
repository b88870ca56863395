import ImgFlow

/// `:sandbox on`.
struct SandboxCommand: Command {
  let name = "sandbox"
  let arguments = "[on|off]"
  let summary = "turn the emulator of the vendors on this machine on or off"
  let argument = CommandArgument.words { ["on", "off"] }

  func run(_ text: String, in repl: REPL) throws {
    switch text {
    case "": repl.write(repl.choice.isSandbox ? "the sandbox is on\n" : "the sandbox is off\n")
    case "on": repl.move(to: .sandbox)
    case "off": repl.move(to: .real(profile: nil))
    default: throw CommandError("`:sandbox` takes `on` or `off`, not `\(text)`")
    }
  }
}

/// `:profile staging`.
struct ProfileCommand: Command {
  let name = "profile"
  let arguments = "[NAME]"
  let summary = "use the session of `imgflow login --profile NAME`"
  let argument = CommandArgument.words { ProfileCommand.names }

  private static var names: [String] {
    ((try? CredentialsFile.standard.read()) ?? [:]).keys.sorted()
  }

  func run(_ text: String, in repl: REPL) throws {
    guard !text.isEmpty else {
      guard case .real(let name) = repl.choice else {
        return repl.write("the sandbox is on, which needs no profile\n")
      }
      return repl.write("\(name ?? Profile.standardName)\n")
    }
    _ = try Profile(text, mustExist: true)
    repl.move(to: .real(profile: text))
  }
}

extension REPL {
  /// Finds vendors elsewhere from now on.
  func move(to choice: ServiceChoice) {
    guard choice != self.choice else { return }
    self.choice = choice
    session.use(services.library(for: choice))
    let isLeft = session.bindings.contains { $0.value.type == .object || $0.value.type == .list }
    note(
      choice.isSandbox
        ? "vendors are emulated from now on" : "vendors are the real services from now on")
    if isLeft { note(dim("values from before still belong to where they came from")) }
  }

  /// Starts the sandbox anew when it has ended by itself.
  func lookAfterSandbox() {
    guard choice == .sandbox, services.hasLostSandbox else { return }
    session.use(services.library(for: choice))
    note("the sandbox has ended; a new, empty one starts when a vendor is called")
  }
}
