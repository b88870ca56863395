import Foundation
import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax
import Synchronization
import Testing

/// ImgFlow as a library, without its command line.
@Suite struct EmbeddingTests {
  private func script(_ text: String) -> Script {
    Script(SourceFile(name: "embedded.imgflow", text: text))
  }

  @Test func `gives the value of the last expression`() {
    let shown = Mutex("")
    let outcome = script("param n: int\nn * 2").run(
      parameters: ["n": .value(.int(21))],
      finish: { value, _ in shown.withLock { $0 = value.displayText } })
    guard case .finished = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(shown.withLock { $0 } == "42")
    #expect(outcome.exitStatus == ExitStatus.success)
  }

  @Test func `finds mistakes without running`() throws {
    #expect(try script("print(1)").check().isEmpty)
    #expect(try script("prnt(1)").check().map(\.code.rawValue) == ["E0101"])
    #expect(script("prnt(1)").run().exitStatus == ExitStatus.check)
  }

  @Test func `ends when it is cancelled, at once`() {
    let cancellation = Cancellation()
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) {
      cancellation.cancel(.interrupt)
    }
    let outcome = script("sleep(1h)").run(cancellation: cancellation)
    guard case .stopped(.interrupt) = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }
}
