import Testing

@testable import ImgFlowSandbox

/// A sandbox that stops while connections come.
@Suite struct StoppingTests {
  /// The server accepts some connections before a task handles them.
  @Test(arguments: 1...20) func connectionsThatComeAtTheEndAreClosed(_ round: Int) async throws {
    let connections = try await TestSandbox.with { sandbox in
      try (0..<100).map { _ in try RawConnection(port: sandbox.port) }
    }
    for connection in connections { #expect(await connection.receive() == "") }
  }
}
