import Testing

@testable import ImgFlowSandbox

/// A hundred at once on every operation that changes something.
@Suite struct ParallelWriterTests {
  @Test func expoze() async throws {
    try await TestSandbox.with { sandbox in
      try await Self.run(try await ExpozeCases(sandbox).all, "expoze")
    }
  }

  @Test func assetzen() async throws {
    try await TestSandbox.with { sandbox in
      try await Self.run(AssetZenCases(sandbox: sandbox).all, "assetzen")
    }
  }

  @Test func pixoneye() async throws {
    try await TestSandbox.with { sandbox in
      try await Self.run(PixoneyeCases(sandbox: sandbox).all, "pixoneye")
    }
  }

  @Test func hautai() async throws {
    try await TestSandbox.with { sandbox in
      try await Self.run(try await HautaiCases(sandbox).all, "hautai")
    }
  }

  @Test func deepopinion() async throws {
    try await Studio.with { studio in
      try await Self.run(try await DeepOpinionCases(studio).all, "deepopinion")
    }
  }

  /// Runs the cases one after the other; each operation that is not a look must be in one.
  private static func run(_ cases: [ParallelCase], _ vendor: String) async throws {
    let kind = try #require(EmulatorTable.kinds.first { $0.name == vendor })
    let changing = try kind.declaration().operations.filter { $0.method != "GET" }.map(\.name)
    let covered = cases.reduce(into: Set<String>()) { $0.formUnion($1.operations) }
    let missing = Set(changing).subtracting(covered).sorted()
    #expect(missing == [], "no case of these operations")
    for item in cases { try await item.run() }
  }
}
