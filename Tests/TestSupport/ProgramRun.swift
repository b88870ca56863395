import Foundation

/// A program that ran to its end.
public struct ProgramRun: Sendable {
  /// What it wrote to standard output.
  public let output: String
  /// What it wrote to standard error.
  public let errors: String
  /// Its exit status; 128 and the number of the signal when one ended it.
  public let status: Int32

  /// Runs a program to its end, and kills it after ten minutes.
  ///
  /// - Parameters:
  ///   - folder: Where it runs; the tests' own when nil.
  ///   - environment: All that it sees of the environment; that of the tests when nil.
  ///   - input: What it reads from standard input.
  public init(
    _ program: String, _ arguments: [String] = [], in folder: URL? = nil,
    environment: [String: String]? = nil, input: String = ""
  ) throws {
    // Files hold any amount; of pipes one would be full while the other is read.
    let files = try TemporaryFolder()
    // What a program keeps of its runs is kept with the output, unless the test says where.
    let state = ["XDG_STATE_HOME": files.path]
    let variables = (environment ?? ProcessInfo.processInfo.environment).merging(state) { own, _ in
      own
    }
    try files.write(input, to: "input")
    for name in ["output", "errors"] { try files.write("", to: name) }
    let process = try RunningProgram(
      program, arguments, in: folder, environment: variables,
      input: FileHandle(forReadingFrom: files.url.appending(path: "input")),
      output: FileHandle(forWritingTo: files.url.appending(path: "output")),
      errors: FileHandle(forWritingTo: files.url.appending(path: "errors")))
    let watchdog = DispatchWorkItem { process.signal(SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 600, execute: watchdog)
    status = process.wait()
    watchdog.cancel()
    output = try files.text("output")
    errors = try files.text("errors")
  }

  /// What a program printed that ended with status 0.
  ///
  /// - Throws: `Failure` when it ended otherwise.
  public static func output(
    of program: String, _ arguments: [String] = [], in folder: URL? = nil,
    environment: [String: String]? = nil, input: String = ""
  ) throws -> String {
    let run = try ProgramRun(
      program, arguments, in: folder, environment: environment, input: input)
    guard run.status == 0 else {
      throw Failure("\(program) ended with \(run.status): \(run.output)\(run.errors)")
    }
    return run.output
  }

  /// A program that did not end well.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
  }
}
