import Foundation
import Testing

/// A file of `Fixtures/wire`: requests and answers, written from the vendors' documents alone. Its
/// README says how.
struct WireFixture: Sendable, CustomTestStringConvertible {
  let vendor: String
  let name: String

  static let folder = TestImages.fixture("wire")

  static let all: [WireFixture] = files(in: folder.path).filter { !$0.contains(".") }
    .flatMap { vendor in
      files(in: "\(folder.path)/\(vendor)").filter { $0.hasSuffix(".wire") }
        .map { WireFixture(vendor: vendor, name: $0) }
    }

  private static func files(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
  }

  var path: String { "\(Self.folder.path)/\(vendor)/\(name)" }
  var testDescription: String { "\(vendor)/\(name)" }

  /// The operations of its requests, and which of those are known to differ.
  var requests: [(operation: String, isKnown: Bool)] {
    get throws {
      try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        .filter { $0.hasPrefix("== ") }.compactMap { heading in
          heading.dropFirst(3).split { " ,·".contains($0) }.first
            .map { (String($0), heading.contains(" · known: ")) }
        }
    }
  }
}

/// Python's own modules, which know nothing of the project.
enum WireJudge {
  static let python = "/usr/bin/python3"

  /// What a program of `Fixtures/wire` prints: a line for each difference.
  static func differences(_ program: String, _ arguments: [String]) async throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = ["\(WireFixture.folder.path)/\(program)"] + arguments
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, output)
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            try process.run()
            let printed = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            let lines = String(decoding: printed, as: UTF8.self).split(separator: "\n")
            return process.terminationStatus == 0 ? [] : lines.map(String.init)
          })
      }
    }
  }
}
