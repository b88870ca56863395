import Foundation
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// The program `imgflow-sandbox`, as a process of its own that can be killed.
struct SandboxProgram {
  let sandbox: TestSandbox
  private let running: RunningSandbox

  /// Starts it and waits until it listens.
  init(_ arguments: String...) throws {
    running = try RunningSandbox(arguments)
    sandbox = TestSandbox(url: running.url)
  }

  /// The most memory that it has had; 0 where the system does not say.
  var peakMegabytes: Int {
    let status = try? String(
      contentsOfFile: "/proc/\(running.processIdentifier)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0)
      / 1024
  }

  /// Ends it as a crash would: nothing of it runs any more.
  func kill() { running.kill() }
}

/// A folder for a store, removed at the end of a test.
final class StoreFolder: Sendable {
  private let folder: TemporaryFolder

  var url: URL { folder.url }
  var database: URL { url.appendingPathComponent("sandbox.db") }

  init() throws { folder = try TemporaryFolder() }

  /// How many files the sandbox keeps in a folder of its own.
  func count(_ folder: String) -> Int {
    let root = URL(fileURLWithPath: database.path + ".files").appendingPathComponent(folder)
    let files = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: [.isRegularFileKey])
    return files?.compactMap { $0 as? URL }.count { !$0.hasDirectoryPath } ?? 0
  }
}
