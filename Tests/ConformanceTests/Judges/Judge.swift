import ImgFlowSyntax
import TestSupport
import Testing

/// A comparison with Python: it makes up cases, a script works on them, and Python says where it is wrong.
struct Judge {
  /// A program that prints a list of cases as JSON.
  let cases: String
  /// A script that reads `cases.json` and prints a line of JSON for each case.
  let script: String
  /// A program that reads those lines and prints what is not as it should be.
  let verdict: String

  /// What the verdict prints.
  ///
  /// - Parameter count: How many cases there are.
  func differences(among count: Int) throws -> String {
    let settings = Expectation.Settings(files: ["cases.json": try Python.run(cases)])
    let outcome = try ScriptRun(SourceFile(name: "judge", text: script), settings).outcome()
    #expect(outcome.problems.isEmpty, "\(outcome.summary)")
    #expect(outcome.output.count == count)
    return try Python.run(verdict, input: outcome.output.joined(separator: "\n") + "\n")
  }
}
