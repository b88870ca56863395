import Foundation
import TestSupport

/// Programs in an environment that says nothing of the machine.
enum Programs {
  /// Runs a program in a folder that is its user's home, and gives what it printed.
  ///
  /// - Throws: `ProgramRun.Failure` when it does not end well.
  static func run(_ program: String, _ arguments: [String], home: URL) throws -> String {
    try ProgramRun.output(
      of: program, arguments, in: home,
      environment: ["HOME": home.path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"])
  }
}
