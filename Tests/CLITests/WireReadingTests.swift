import Foundation
import ImgFlow
import ImgFlowCatalogue
import TestSupport
import Testing

/// The client reads what the vendors' documents show, by a server that shares nothing with it: each
/// documented answer, each that contradicts it, and each form of an error.
@Suite(.blocking)
struct WireReadingTests {
  private static let folder = Repository.fixture("wire").path

  @Test(arguments: BuiltInVendors.names)
  func `answers are read as documented`(_ vendor: String) throws {
    let home = try TemporaryFolder()
    let program = BuiltPrograms.imgflow
    let run = try Shell.run(
      "python3 '\(Self.folder)/read.py' '\(program)' '\(Self.folder)/\(vendor)/reading.wire' 2>&1",
      in: home.url)
    if run.status == 0 { return }
    for line in run.output.split(separator: "\n") { Issue.record(Comment(rawValue: String(line))) }
  }

  /// Every documented operation has an answer that is read: here, or among the documents' own samples.
  @Test(arguments: BuiltInVendors.names)
  func `every documented operation has an answer`(_ vendor: String) throws {
    let fixtures = Repository.fixture("")
    let table = try Self.text(fixtures, "vendors/operations.tsv")
    let documented = table.split(separator: "\n").map { $0.split(separator: "\t") }
      .filter { $0[0] == vendor }.map { String($0[2]) }
    let readings = try Self.text(fixtures, "wire/\(vendor)/reading.wire")
    let read = readings.matches(of: /(?m)^:: (\w+)/).map { String($0.1) }
    let samples = fixtures.appendingPathComponent("vendors/samples/\(vendor).json")
    let sampled =
      try JSONSerialization.jsonObject(
        with: (try? Data(contentsOf: samples)) ?? Data("{}".utf8)) as? [String: Any] ?? [:]
    let lacking = Set(documented).subtracting(read).subtracting(sampled.keys)
    #expect(!documented.isEmpty && lacking.isEmpty, "no answer: \(lacking.sorted())")
  }

  private static func text(_ folder: URL, _ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }
}
