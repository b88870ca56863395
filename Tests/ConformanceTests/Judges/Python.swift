import Foundation
import Testing

/// Programs in Python, an independent judge of what scripts give.
enum Python {
  /// The system's own: the packages that the tests need install their modules for it.
  static let path = "/usr/bin/python3"

  /// Runs a program and returns what it prints.
  ///
  /// - Parameter input: What it reads from its standard input.
  static func run(_ program: String, input: String = "") throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "imgflow-judge-\(UUID().uuidString)")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = ["-c", program]
    process.environment = ["PYTHONIOENCODING": "utf-8"]
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "the program in Python failed")
    return String(decoding: printed, as: UTF8.self)
  }
}
