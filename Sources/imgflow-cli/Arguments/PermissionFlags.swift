import ImgFlow
import ImgFlowCommandLine
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// `--deny-KIND` and `--allow-KIND=VALUE`: what scripts may do, as far as the command line decides it.
enum PermissionFlags {
  static let all: [CommandFlag<RunOptions>] = [
    denial(.denyNet, .net, "Denies the script all requests but those to a sandbox."),
    denial(.denyRun, .run, "Denies the script to run programs."),
    CommonFlags.flag(
      .denyWrite, mayTake: "path", "Denies the script to write files, or those in PATH."
    ) { options, path in
      if let path {
        options.confinement.deniedPaths.append(path)
      } else {
        options.confinement.denied.append(.write)
      }
    },
    denial(.denyEnv, .env, "Denies the script to read environment variables."),
    allowance(.allowNet, .net, "host", "Lets a confined script connect to HOST too."),
    allowance(.allowRead, .read, "path", "Lets a confined script read PATH too."),
    allowance(.allowWrite, .write, "path", "Lets a confined script write PATH too."),
    allowance(.allowRun, .run, "program", "Lets a confined script run PROGRAM too."),
    allowance(.allowEnv, .env, "name", "Lets a confined script read the variable NAME too."),
  ]

  private static func denial(
    _ flag: ScriptFlag, _ kind: PermissionKind, _ help: String
  ) -> CommandFlag<RunOptions> {
    CommonFlags.flag(flag, help) { options in options.confinement.denied.append(kind) }
  }

  private static func allowance(
    _ flag: ScriptFlag, _ kind: PermissionKind, _ placeholder: String, _ help: String
  ) -> CommandFlag<RunOptions> {
    CommonFlags.flag(flag, takes: placeholder, repeats: true, help) { options, text in
      if let mistake = kind.mistake(in: text) {
        throw UsageError("`--\(flag.rawValue)`: \(mistake.message)", help: mistake.help)
      }
      options.confinement.allowances.append(Confinement.Allowance(kind, text))
    }
  }
}
