import ImgFlow
import ImgFlowCommandLine
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where `imgflow-sandbox` is: a separate program, because only it links an image library.
enum SandboxProgram {
  static let name = "imgflow-sandbox"

  /// What `imgflow` says of it; the rest it says itself.
  static var help: CommandHelp {
    var help = CommandHelp(
      "imgflow sandbox",
      summary: "Serves the emulator of the vendors and its dashboard until you stop it.",
      usage: ["imgflow sandbox [flags]"])
    help.program = name
    return help
  }

  /// Replaces this process by the sandbox, which reads the arguments; returns the exit status if it cannot.
  static func execute(_ arguments: [String]) -> Int32 {
    do { try become(arguments) } catch { return DiagnosticPrinter(Console()).report(error) }
  }

  private static func become(_ arguments: [String]) throws -> Never {
    let path = try find()
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    words.append(nil)
    execv(path, &words)
    throw SetupError("cannot run \(path): \(String(cString: strerror(errno)))")
  }

  /// The path of the program: `$IMGFLOW_SANDBOX_BIN`, else next to this one, else in `$PATH`.
  static func find() throws -> String {
    if let path = try variable("IMGFLOW_SANDBOX_BIN") {
      guard isProgram(path) else {
        throw SetupError("`IMGFLOW_SANDBOX_BIN` names \(path), which is not a program")
      }
      return path
    }
    let folders = [executableFolder].compactMap { $0 } + (try path).map(String.init)
    guard let folder = folders.first(where: { isProgram("\($0)/\(name)") }) else {
      throw SetupError(
        "the program `\(name)`, which emulates vendors and decodes images, is neither next to `imgflow` "
          + "nor in PATH",
        help: "install it next to `imgflow`, or set `IMGFLOW_SANDBOX_BIN` to its path")
    }
    return "\(folder)/\(name)"
  }

  private static var path: [Substring] {
    get throws { try variable("PATH")?.split(separator: ":") ?? [] }
  }

  private static func variable(_ name: String) throws -> String? {
    try SystemText.variable(name)
  }

  private static func isProgram(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// The folder of this program, links followed.
  private static var executableFolder: String? {
    #if os(Linux)
      let start = "/proc/self/exe"
    #else
      let start = CommandLine.arguments.first ?? ""
    #endif
    guard let real = realpath(start, nil) else { return nil }
    defer { free(real) }
    let path = String(cString: real)
    return path.partsAtLastSlash.map { String($0.folder) }
  }
}
