import Foundation
import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax
import Synchronization
import TestSupport
import Testing

/// ImgFlow as a library, without its command line.
@Suite(.blocking) struct EmbeddingTests {
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
    #expect(try script("print(1)").check().problems.isEmpty)
    #expect(try script("prnt(1)").check().problems.map(\.code.rawValue) == ["E0101"])
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

  @Test func `parameters that do not fit are wrong usage or an error`() {
    let needs = script("param n: int\nn")
    #expect(needs.run().exitStatus == ExitStatus.usage)
    #expect(needs.run(parameters: ["n": .text("x")]).exitStatus == ExitStatus.usage)
    #expect(needs.run(parameters: ["n": .value(.string("x"))]).exitStatus != ExitStatus.success)
  }

  @Test(arguments: [
    ("throw \"oops\"", ExitStatus.failure), ("exit(7)", 7),
    ("throw error(\"auth\", \"no\")", ExitStatus.access),
    ("throw error(\"job\", \"no\")", ExitStatus.vendor),
    ("timeout(1ms) { sleep(1h) }", ExitStatus.timeout),
  ])
  func `says how a script ended`(_ text: String, _ status: Int32) {
    #expect(script(text).run().exitStatus == status)
  }

  @Test func `scripts run beside each other without a trace of the others`() async {
    let results = await withTaskGroup(of: String.self) { group in
      for number in 0..<8 {
        group.addTask {
          let shown = Mutex("")
          _ = self.script("param n: int\nvar sum = 0\nfor i in 1...100 { sum += i * n }\nsum").run(
            parameters: ["n": .value(.int(number))],
            finish: { value, _ in shown.withLock { $0 = value.displayText } })
          return shown.withLock { $0 }
        }
      }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(results == Set((0..<8).map { "\($0 * 5050)" }))
  }
}
