import Foundation
import Synchronization

/// A server of `Tests/Fixtures/servers`, which ends with this object.
final class PythonServer: Sendable {
  static let python = "/usr/bin/python3"

  let port: Int
  var place: String { "127.0.0.1:\(port)" }
  private let process: Process
  private let input = Pipe()
  private let printed = Printed()

  private final class Printed: Sendable {
    private let text = Mutex("")
    var lines: [String] { text.withLock { $0.split(separator: "\n").map(String.init) } }
    func append(_ data: Data) { text.withLock { $0 += String(decoding: data, as: UTF8.self) } }
  }

  /// - Parameter arguments: Of the script; names of files in `Tests/Fixtures/certificates` are paths.
  init(_ script: String, _ arguments: [String] = []) throws {
    process = Process()
    process.executableURL = URL(filePath: Self.python)
    process.arguments =
      [Fixture.path("servers/\(script)")]
      + arguments.map { $0.hasSuffix(".pem") ? Fixture.certificate($0) : $0 }
    process.standardInput = input
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var line = ""
    while !line.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      line += String(decoding: data, as: UTF8.self)
    }
    port = Int(line.dropLast()) ?? 0
    output.fileHandleForReading.readabilityHandler = { [printed] handle in
      let data = handle.availableData
      if data.isEmpty { handle.readabilityHandler = nil }
      printed.append(data)
    }
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// What it has printed after its port, once that are `count` lines.
  func lines(_ count: Int) -> [String] {
    for _ in 0..<200 where printed.lines.count < count { OwnThread.pause(milliseconds: 10) }
    return printed.lines
  }
}

/// Files of `Tests/Fixtures`.
enum Fixture {
  static func path(_ name: String) -> String {
    let tests = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(tests)/Fixtures/\(name)"
  }

  static func certificate(_ name: String) -> String { path("certificates/\(name)") }
}

/// Runs a script of Python's that reads JSON and prints JSON.
enum Python {
  static func run(_ script: String, input: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: PythonServer.python)
    let path = TextFile.temporary(Array(input.utf8), named: "input.json")
    process.arguments = ["-c", script, path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: printed, as: UTF8.self)
  }
}
