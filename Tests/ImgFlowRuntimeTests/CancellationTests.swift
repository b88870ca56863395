import ImgFlowSyntax
import Testing

@testable import ImgFlowRuntime

@Suite("A cancellation on its way out")
struct CancellationTests {
  private static let place = SourceRange(
    file: SourceFile(name: "a", text: "b"), start: 0, end: 1)

  private static let ways: [@Sendable (ImgFlowRuntime.CancellationError) -> any Error] = [
    { RuntimeError.located($0, at: place) }, { $0.passing("f", at: place) }, { $0.afterSending() },
  ]

  @Test("keeps its reason, and that a request was sent", arguments: ways.indices)
  func keepsWhatItKnows(_ way: Int) throws {
    for reason in [Cancellation.Reason.sibling, .deadline, .interrupt] {
      let stop = ImgFlowRuntime.CancellationError(reason: reason, isAfterSending: true)
      let passed = try #require(Self.ways[way](stop) as? ImgFlowRuntime.CancellationError)
      #expect(passed.reason == reason)
      #expect(passed.isAfterSending)
    }
  }
}
