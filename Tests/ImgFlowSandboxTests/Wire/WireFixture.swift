import Foundation
import TestSupport
import Testing

/// A file of `Fixtures/wire`: requests and answers, written from the vendors' documents alone. Its
/// README says how.
struct WireFixture: Sendable, CustomTestStringConvertible {
  let vendor: String
  let name: String

  static let folder = Repository.fixture("wire")

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
  /// What a program of `Fixtures/wire` prints: a line for each difference.
  static func differences(_ program: String, _ arguments: [String]) async throws -> [String] {
    let program = "\(WireFixture.folder.path)/\(program)"
    let run = try await OwnThread.run { () throws -> ProgramRun in
      try ProgramRun(Python.path, ["-B", program] + arguments)
    }
    let lines = (run.output + run.errors).split(separator: "\n")
    return run.status == 0 ? [] : lines.map(String.init)
  }
}
