import Foundation
import ImgFlowSyntax
import TestSupport
import Testing

/// Parts of variables that change, and that are read before something changes them, in each form of variable:
/// as Python says when every assignment copies.
@Suite(.blocking) struct PlacesJudgeTests {
  private struct Program: Decodable {
    let form: String
    let text: String
    let output: [String]
  }

  @Test(.timeLimit(.minutes(5)), arguments: [("places.py", 4), ("reads.py", 3)])
  func agreesWithPython(fixture: String, forms: Int) throws {
    let count = TestSeed.isThorough ? 1_000 : 40
    let printed = try Python.run(fixture: fixture, ["\(TestSeed.current)", "\(count)"])
    let programs = try JSONDecoder().decode([Program].self, from: Data(printed.utf8))
    #expect(programs.count == forms * count)
    for program in programs {
      let outcome = try ScriptRun(SourceFile(name: "places", text: program.text)).outcome()
      guard outcome.exitCode == 0, outcome.output == program.output else {
        Issue.record("\(program.form): \(outcome.summary)\n\(program.text)\n\(TestSeed.advice)")
        return
      }
    }
  }
}
