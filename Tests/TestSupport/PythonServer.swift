import Foundation
import Synchronization

/// A server of `Tests/Fixtures/servers`, which ends with this object.
public final class PythonServer: Sendable {
  public let port: Int
  public var place: String { "127.0.0.1:\(port)" }
  private let process: RunningProgram
  private let input = Pipe()
  private let output = Pipe()
  private let printed = Printed()

  private final class Printed: Sendable {
    private let text = Mutex("")
    var lines: [String] { text.withLock { $0.split(separator: "\n").map(String.init) } }
    func append(_ data: Data) { text.withLock { $0 += String(decoding: data, as: UTF8.self) } }
  }

  /// - Parameter arguments: Of the script; names of files in `Tests/Fixtures/certificates` are paths.
  public init(_ script: String, _ arguments: [String] = []) throws {
    process = try RunningProgram(
      Python.path,
      [Repository.fixture("servers/\(script)").path]
        + arguments.map { $0.hasSuffix(".pem") ? Self.certificate($0) : $0 },
      input: input.fileHandleForReading, output: output.fileHandleForWriting)
    try output.fileHandleForWriting.close()
    try input.fileHandleForReading.close()
    var line = ""
    while !line.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      line += String(decoding: data, as: UTF8.self)
    }
    port = Int(line.dropLast()) ?? 0
    Self.collect(from: output.fileHandleForReading, in: printed)
  }

  /// Reads until the server ends.
  ///
  /// The thread keeps the file open. A handler that Foundation calls must not outlive it: that the file was closed
  /// while it was watched ended the whole process at times.
  private static func collect(from output: FileHandle, in printed: Printed) {
    Thread.detachNewThread {
      while case let data = output.availableData, !data.isEmpty { printed.append(data) }
    }
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.wait()
  }

  /// The path of a file in `Tests/Fixtures/certificates`.
  public static func certificate(_ name: String) -> String {
    Repository.fixture("certificates/\(name)").path
  }

  /// What it has printed after its port, once that are `count` lines.
  public func lines(_ count: Int) -> [String] {
    for _ in 0..<200 where printed.lines.count < count { OwnThread.pause(milliseconds: 10) }
    return printed.lines
  }
}
