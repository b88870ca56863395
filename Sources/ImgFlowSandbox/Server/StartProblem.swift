import Foundation
import GRDB
import NIOCore

/// Why a sandbox cannot start, in the words of a command line.
package struct StartProblem: Error, Sendable {
  /// What is wrong: `port 8080 is taken`.
  package let message: String
  /// What to do about it.
  package let help: String?

  init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }

  /// Says why a server cannot listen, or a store cannot be opened.
  init(_ error: any Error, configuration: SandboxConfiguration) {
    self =
      switch error {
      case let problem as StartProblem: problem
      case let error as IOError: Self.listening(errno: error.errnoCode, configuration)
      case is SocketAddressError, is SocketAddressError.UnknownHost:
        StartProblem(
          "unknown host `\(configuration.host)`",
          help: "`--host` takes an address or a name of this machine")
      case let error as DatabaseError: Self.store(error, configuration)
      case let error as CocoaError: Self.folder(error, configuration)
      default: StartProblem("the sandbox cannot start: \(error)")
      }
  }

  private static func listening(
    errno code: Int32, _ configuration: SandboxConfiguration
  ) -> StartProblem {
    let (host, port) = (configuration.host, configuration.port)
    return switch code {
    case EADDRINUSE:
      StartProblem(
        "port \(port) is in use", help: "choose another port with `--port`; 0 uses any free port")
    case EACCES, EPERM:
      StartProblem(
        "port \(port) is for administrators only", help: "choose one from 1024 with `--port`")
    case EADDRNOTAVAIL:
      StartProblem(
        "`\(host)` is not an address of this machine",
        help: "`--host 0.0.0.0` listens on all of its addresses")
    default:
      StartProblem(
        "cannot listen on \(host), port \(port): \(String(cString: strerror(code)))")
    }
  }

  private static func store(
    _ error: DatabaseError, _ configuration: SandboxConfiguration
  ) -> StartProblem {
    let path = configuration.database?.path ?? "the temporary database"
    if (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil {
      return StartProblem("\(path) is a folder", help: "use the path of a file in it for `--db`")
    }
    return switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      StartProblem(
        "\(path) is not a database of the sandbox",
        help: "`--db` creates a file that does not exist")
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_IOERR:
      StartProblem(
        "cannot open or write \(path)",
        help: "`--db` needs a writable file in a writable folder")
    case .SQLITE_FULL: StartProblem("cannot write \(path): no space is left")
    default: StartProblem("cannot open \(path): \(error.message ?? error.description)")
    }
  }

  /// Foundation's own description of its errors is a dump.
  private static func folder(
    _ error: CocoaError, _ configuration: SandboxConfiguration
  ) -> StartProblem {
    let path = error.filePath ?? configuration.database?.path ?? "a folder"
    let reason = (error.underlying as? POSIXError).map {
      String(cString: strerror($0.code.rawValue))
    }
    return StartProblem(
      "cannot create or write \(path)" + (reason.map { ": \($0)" } ?? ""),
      help: "`--db` needs a writable folder")
  }
}
