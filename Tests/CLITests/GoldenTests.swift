import Foundation
import TestSupport
import Testing

/// What people see when they use the program, and above all when something goes wrong: each file in
/// `Tests/Golden/cli`.
@Suite(.blocking) struct GoldenTests {
  static let files: [GoldenFile] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: Repository.golden("cli").path)
    return (names ?? []).filter { $0.hasSuffix(".txt") }.sorted().map { GoldenFile("cli/\($0)") }
  }()

  @Test(arguments: files)
  func `commands look as recorded`(_ file: GoldenFile) throws {
    let found = try file.cases.map { try CommandCase($0).run() }
    let differences = try file.differences(from: found)
    #expect(differences == [])
  }
}
