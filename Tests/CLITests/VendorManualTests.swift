import Foundation
import ImgFlow
import ImgFlowCatalogue
import TestSupport
import Testing

/// What the program tells about vendors, and the manuals that are made of it.
@Suite(.blocking) struct VendorManualTests {
  /// `docs/vendors/NAME.md` is what the program writes; `IMGFLOW_RECORD=1` writes it anew, and fails,
  /// so that nobody records by accident.
  @Test(arguments: BuiltInVendors.names)
  func `the manual is up to date`(_ name: String) throws {
    let folder = try TemporaryFolder()
    let run = try Shell.run("imgflow doc \(name) --markdown > manual.md", in: folder.url)
    // Else what would be recorded is the page of a declaration that does not load.
    try #require(run.status == 0, "\(run.errors)")
    let manual = try String(
      contentsOf: folder.url.appendingPathComponent("manual.md"), encoding: .utf8)
    try #require(manual.hasPrefix("# \(name)\n"))
    let file = Repository.root.appendingPathComponent("docs/vendors/\(name).md")
    if GoldenFile.isRecording {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try manual.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name).md")
      return
    }
    let isUpToDate = try manual == String(contentsOf: file, encoding: .utf8)
    #expect(isUpToDate, "docs/vendors/\(name).md is another: run with IMGFLOW_RECORD=1")
  }

  private struct Listed: Decodable {
    let vendor, name, method, path: String
    let source: Source

    struct Source: Decodable { let kind: String }
  }

  /// The table of documented operations: vendor, resource, binding, method, path, source of the path.
  @Test func `every documented operation is listed`() throws {
    let folder = try TemporaryFolder()
    let run = try Shell.run("imgflow ops --json", in: folder.url)
    let listed = try JSONDecoder().decode([Listed].self, from: Data(run.output.utf8))
    let operations = Set(
      listed.map { [$0.vendor, $0.name, $0.method, Self.anonymous($0.path), $0.source.kind] })
    let table = Repository.fixture("vendors/operations.tsv")
    let rows = try String(contentsOf: table, encoding: .utf8).split(separator: "\n").dropFirst()
    #expect(rows.count == 131)
    for row in rows {
      let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let documented = [
        columns[0], columns[2], columns[3], Self.anonymous(columns[4]), columns[5],
      ]
      #expect(operations.contains(documented), "\(columns[0]).\(columns[2]) is not listed so")
    }
  }

  /// The path without the names of its placeholders, which are ours to choose.
  private static func anonymous(_ path: String) -> String {
    path.replacing(/\{[^}]*\}/, with: "{}")
  }
}
