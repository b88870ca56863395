import Foundation

/// Programs in Python, an independent judge of what ImgFlow does.
public enum Python {
  /// The system's own: the packages that the tests need install their modules for it.
  public static let path = "/usr/bin/python3"

  /// Runs the text of a program and returns what it prints.
  ///
  /// - Throws: `ProgramRun.Failure` when it fails.
  public static func run(
    _ program: String, _ arguments: [String] = [], in folder: URL? = nil, input: String = ""
  ) throws -> String {
    try run(["-c", program] + arguments, in: folder, input: input)
  }

  /// Runs a program of `Tests/Fixtures` and returns what it prints.
  ///
  /// - Throws: `ProgramRun.Failure` when it fails.
  public static func run(
    fixture: String, _ arguments: [String] = [], input: String = ""
  ) throws -> String {
    try run([Repository.fixture(fixture).path] + arguments, in: nil, input: input)
  }

  /// Runs a program of `scripts/lib` and returns what it prints.
  ///
  /// - Throws: `ProgramRun.Failure` when it fails.
  public static func run(
    script: String, _ arguments: [String] = [], in folder: URL? = nil, input: String = ""
  ) throws -> String {
    let path = Repository.root.appending(path: "scripts/lib/\(script)").path
    return try run([path] + arguments, in: folder, input: input)
  }

  private static func run(_ words: [String], in folder: URL?, input: String) throws -> String {
    try ProgramRun.output(
      of: path, ["-B"] + words, in: folder,
      environment: ["PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin"], input: input)
  }
}
