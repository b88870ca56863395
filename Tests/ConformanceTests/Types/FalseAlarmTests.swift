import ImgFlowSyntax
import TestSupport
import Testing

/// What runs without an error is not reported before it runs; what is reported fails when it is reached.
@Suite(.blocking) struct FalseAlarmTests {
  @Test(.timeLimit(.minutes(15)))
  func programsThatRunAreNotReported() throws {
    var random = TestSeed.numbers(for: "programs without mistakes")
    var running = 0
    while running < 2_000 {
      var program = GeneratedProgram(seed: random.next(), hasMistakes: false)
      let source = SourceFile(name: "generated.imgflow", text: program.source())
      let outcome = try ScriptRun(source).outcome()
      let isReported = outcome.problems.contains { !$0.isWarning && !$0.isRuntime }
      if isReported, try runsAllTheSame(source) {
        Issue.record("\(outcome.problems):\n\(source.text)\n\(TestSeed.advice)")
      }
      if outcome.exitCode == 0 { running += 1 }
    }
  }

  /// The same holds for the parts of a program that a module has and another imports.
  @Test(.timeLimit(.minutes(15)))
  func modulesThatRunAreNotReported() throws {
    var random = TestSeed.numbers(for: "modules without mistakes")
    var running = 0
    while running < 100 {
      var program = GeneratedProgram(seed: random.next(), hasMistakes: false)
      let split = program.split()
      let settings = Expectation.Settings(files: ["m.imgflow": split.module])
      let source = SourceFile(name: "generated.imgflow", text: split.script)
      let outcome = try ScriptRun(source, settings).outcome()
      let isReported = outcome.problems.contains { !$0.isWarning && !$0.isRuntime }
      if isReported, try runsAllTheSame(source, settings) {
        Issue.record(
          "\(outcome.problems):\n\(split.module)---\n\(split.script)\n\(TestSeed.advice)")
      }
      if outcome.exitCode == 0 { running += 1 }
    }
  }

  @Test(.timeLimit(.minutes(15)))
  func whatIsReportedFails() throws {
    var random = TestSeed.numbers(for: "programs with mistakes")
    var found = 0
    while found < 40 {
      var program = GeneratedProgram(seed: random.next(), hasMistakes: true)
      let source = SourceFile(name: "generated.imgflow", text: program.source())
      let problems = try ScriptRun(source).outcome().problems.filter {
        !$0.isWarning && !$0.isRuntime
      }
      guard let line = problems.first?.line, problems.count == 1 else { continue }
      // A branch that is not taken, and a function that is not called, may hold what fails.
      let text = source.text.split(separator: "\n", omittingEmptySubsequences: false)[line - 1]
      guard !text.contains(/if |match|=>|&&|\?\?|for |try/) else { continue }
      found += 1
      #expect(try !runsAllTheSame(source), "\(problems):\n\(source.text)\n\(TestSeed.advice)")
    }
  }

  private func runsAllTheSame(
    _ source: SourceFile, _ settings: Expectation.Settings = .init()
  ) throws -> Bool {
    var settings = settings
    settings.limits.checksTypes = false
    return try ScriptRun(source, settings).outcome().exitCode == 0
  }
}
