import Foundation

/// The program `imgflow-sandbox`, as a process of its own that ends with this object.
public final class RunningSandbox: Sendable {
  /// Where it listens.
  public let url: String
  private let process: RunningProgram
  private let output = Pipe()

  public var processIdentifier: Int32 { process.processIdentifier }

  /// Starts it and waits until it listens.
  public init(_ arguments: [String] = []) throws {
    process = try RunningProgram(
      BuiltPrograms.sandbox,
      arguments + ["--parent", "\(ProcessInfo.processInfo.processIdentifier)"],
      output: output.fileHandleForWriting, errors: .standardError)
    try output.fileHandleForWriting.close()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let address = line.firstMatch(of: /"url":"([^"]*)"/)?.1 else {
      throw ProgramRun.Failure("the sandbox said \(line)")
    }
    url = String(address)
  }

  deinit {
    process.terminate()
    process.wait()
  }

  /// Ends it as a crash would: nothing of it runs any more.
  public func kill() {
    process.signal(SIGKILL)
    process.wait()
  }
}
