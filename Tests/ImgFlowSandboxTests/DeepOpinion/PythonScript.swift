import Foundation
import ImgFlowValues

/// Scripts of `Tests/Fixtures/documents`, which print JSON.
enum PythonScript {
  /// Runs a script with a file of input, or with arguments.
  static func run(
    _ script: String, _ arguments: String..., input: String? = nil
  ) throws -> [Value] {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/documents")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-B", fixtures.appending(path: script).path] + arguments
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    if let input {
      try Data(input.utf8).write(to: file)
      process.arguments?.append(file.path)
    }
    defer { try? FileManager.default.removeItem(at: file) }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return items(try JSON.parse(Array(printed)))
  }

  static func table(_ value: Value?) -> [[String]] {
    items(value).map { row in items(row).map { $0.asString ?? "" } }
  }

  private static func items(_ value: Value?) -> [Value] {
    value?.asList.map { Array($0.items) } ?? []
  }
}
