import ImgFlowRuntime
import ImgFlowSyntax

/// A block `test "name" { … }` of a script.
package struct ScriptTest: Sendable {
  package let name: String
  package let range: SourceRange
  /// Its place among the statements of the file.
  let index: Int
}

extension Script {
  /// Finds the tests of the script, in the order of the source.
  ///
  /// - Throws: `CheckFailure` if its text is damaged.
  package func tests() throws -> [ScriptTest] {
    guard source.errors.isEmpty else { throw CheckFailure(diagnostics: source.errors) }
    return source.result.tree.statements.enumerated().compactMap { index, statement in
      guard case .test(let name, _) = statement.kind else { return nil }
      return ScriptTest(name: name, range: statement.range, index: index)
    }
  }

  /// Runs one test on its own thread and waits for its end.
  ///
  /// Of the script, only the declarations run that the test needs, afresh for every test.
  package func run(
    _ test: ScriptTest, options: Interpreter.Options = Interpreter.Options(),
    cancellation: Cancellation = Cancellation()
  ) -> Outcome {
    onThread(options) { interpreter, stackFloor in
      try interpreter.run(
        testAt: test.index, of: try prepare(interpreter), cancellation: cancellation,
        stackFloor: stackFloor)
    }
  }
}
