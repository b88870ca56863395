import Foundation
import ImgFlowCatalogue
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// The sandbox answers as the vendors' documents say, by a judge that shares nothing with it: no
/// declaration, no client, no reader of JSON.
@Suite
struct WireTests {
  @Test(arguments: WireFixture.all)
  func theSandboxAnswersAsDocumented(_ fixture: WireFixture) async throws {
    let differences = try await TestSandbox.with { sandbox in
      try await WireJudge.differences("replay.py", [sandbox.url, fixture.path])
    }
    for difference in differences { Issue.record(Comment(rawValue: difference)) }
  }

  /// Nothing that is documented or declared lacks a request here.
  @Test(arguments: Set(WireFixture.all.map(\.vendor)).sorted())
  func everyOperationHasARequest(_ name: String) throws {
    let vendor = try #require(try BuiltInVendors.vendor(name))
    let table = try String(
      contentsOf: Repository.fixture("vendors/operations.tsv"), encoding: .utf8)
    let documented = table.split(separator: "\n").map { $0.split(separator: "\t") }
      .filter { $0[0] == name }.map { String($0[2]) }
    let declared = vendor.operations.filter { !$0.isInternal }.map(\.name)
    let fixtures = WireFixture.all.filter { $0.vendor == name }
    let requests = try fixtures.flatMap { try $0.requests }
    #expect(!documented.isEmpty)
    let lacking = Set(documented + declared).subtracting(requests.map(\.operation))
    #expect(lacking.isEmpty, "no request: \(lacking.sorted())")
    let functions = vendor.functions.compactMap { $0.function.name?.text }
    let held = Set(requests.filter { !$0.isKnown }.map(\.operation))
    let unknown = held.subtracting(vendor.operations.map(\.name) + functions + ["sandbox"])
    #expect(unknown.isEmpty, "no operation: \(unknown.sorted())")
  }
}
