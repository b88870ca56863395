import Foundation
import Testing

@testable import ImgFlowSandbox

/// The program `imgflow-sandbox`, as a process of its own that can be killed.
struct SandboxProgram {
  let sandbox: TestSandbox
  private let process: Process

  /// Where it is, beside the tests; nil where it was not built.
  static let path: String? = {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let built = tests.deletingLastPathComponent().appendingPathComponent("imgflow-sandbox").path
    let path = ProcessInfo.processInfo.environment["IMGFLOW_SANDBOX_BIN"] ?? built
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }()

  /// Starts it and waits until it listens.
  init(_ arguments: String...) async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.path))
    process.arguments = arguments + ["--parent", "\(getpid())"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    self.process = process
    let line = output.fileHandleForReading.availableData
    let address = try JSONDecoder().decode([String: String].self, from: line)["url"]
    sandbox = TestSandbox(url: try #require(address))
  }

  /// The most memory that it has had; 0 where the system does not say.
  var peakMegabytes: Int {
    let status = try? String(
      contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0)
      / 1024
  }

  /// Ends it as a crash would: nothing of it runs any more.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Runs it with arguments with which it does not start, and gives its status and what it says.
  static func failure(_ arguments: String...) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(path))
    process.arguments = arguments
    let errors = Pipe()
    (process.standardError, process.standardOutput) = (errors, FileHandle.nullDevice)
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}

/// A folder that is removed at the end of a test.
final class StoreFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("imgflow-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var database: URL { url.appendingPathComponent("sandbox.db") }

  /// How many files the sandbox keeps in a folder of its own.
  func count(_ folder: String) -> Int {
    let root = URL(fileURLWithPath: database.path + ".files").appendingPathComponent(folder)
    let files = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: [.isRegularFileKey])
    return files?.compactMap { $0 as? URL }.count { !$0.hasDirectoryPath } ?? 0
  }
}
