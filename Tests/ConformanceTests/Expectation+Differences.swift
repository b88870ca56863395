extension Expectation {
  /// Something that was not as expected, and the line of the script to show it at.
  struct Difference {
    let line: Int
    let message: String

    init(_ line: Int, _ what: String, expected: String? = nil, got: String) {
      self.line = line
      let lines = [what] + (expected.map { ["  expected: \($0)"] } ?? []) + ["       got: \(got)"]
      message = lines.joined(separator: "\n")
    }
  }

  func differences(from outcome: Outcome) -> [Difference] {
    [outputDifference(outcome)].compactMap { $0 } + problemDifferences(outcome)
      + [exitDifference(outcome)].compactMap { $0 }
  }

  /// The same, without what it prints: of a script that is only checked.
  func withoutOutput() -> Expectation {
    var others = self
    others.output = []
    return others
  }

  /// The first line that differs: the ones after it would only repeat that something is off.
  private func outputDifference(_ outcome: Outcome) -> Difference? {
    for (expected, got) in zip(output, outcome.output) where expected.text != got {
      return Difference(expected.line, "printed something else", expected: expected.text, got: got)
    }
    if output.count > outcome.output.count {
      let missing = output[outcome.output.count]
      return Difference(missing.line, "printed too little", expected: missing.text, got: "nothing")
    }
    if outcome.output.count > output.count {
      return Difference(
        output.last?.line ?? 1, "printed too much", got: outcome.output[output.count])
    }
    return nil
  }

  private func problemDifferences(_ outcome: Outcome) -> [Difference] {
    var rest = outcome.problems
    var result: [Difference] = []
    for problem in problems {
      if let index = rest.firstIndex(where: problem.matches) {
        result += problem.differences(from: rest.remove(at: index))
      } else {
        result.append(problem.missing(in: rest))
      }
    }
    // What is missing has been shown beside what was reported instead.
    guard result.isEmpty else { return result }
    return rest.map { Difference($0.line, "reported a problem", got: $0.description) }
  }

  /// A script that fails as expected may end with whatever code that gives.
  private func exitDifference(_ outcome: Outcome) -> Difference? {
    let isFine = outcome.problems.allSatisfy(\.isWarning)
    let expected = exitCode ?? (isFine ? 0 : outcome.exitCode)
    guard outcome.exitCode != expected else { return nil }
    return Difference(
      1, "ended with another code", expected: "\(expected)", got: "\(outcome.exitCode)")
  }
}

extension Expectation.Problem {
  /// Whether it is the problem that is meant: by its code, by a part of its message, or by both.
  func matches(_ problem: Outcome.Problem) -> Bool {
    guard problem.isRuntime == isRuntime, problem.isWarning == isWarning, problem.line == line,
      problem.file == file
    else {
      return false
    }
    return part == problem.code
      || part.hasPrefix(problem.code + ": ")
        && problem.message.contains(part.dropFirst(problem.code.count + 2))
      || !isRuntime && problem.message.contains(part)
  }

  /// Says that this problem is not among those that were reported.
  func missing(in problems: [Outcome.Problem]) -> Expectation.Difference {
    let kind = isRuntime ? "run-time error" : isWarning ? "warning" : "error before running"
    let got = problems.map(\.description).joined(separator: "\n            ")
    return .init(
      line, "did not report this \(kind)", expected: part, got: got.isEmpty ? "nothing" : got)
  }

  /// What else was asked for and is not part of the problem.
  func differences(from problem: Outcome.Problem) -> [Expectation.Difference] {
    let wanted =
      [hint].compactMap { $0 }.map { ("hint", $0, [problem.hint].compactMap { $0 }) }
      + notes.map { ("note", $0, problem.notes) } + trace.map { ("call", $0, problem.trace) }
    return wanted.compactMap { what, part, texts in
      if texts.contains(where: { $0.contains(part) }) { return nil }
      let got = texts.isEmpty ? "none" : texts.joined(separator: "\n            ")
      return .init(line, "gave another \(what)", expected: part, got: got)
    }
  }
}
