import ImgFlow
import ImgFlowReports
import ImgFlowRuntime
import ImgFlowSyntax

extension TestResult.Failure {
  /// Why a test failed that ended so; nil if it passed.
  ///
  /// - Parameter mask: masks the secrets in the strings.
  init?(_ outcome: Outcome, mask: @escaping @Sendable (String) -> String) {
    switch outcome {
    case .finished: return nil
    case .failed(let error): self.init(error.diagnostic, mask: mask)
    case .exited(let code): self.init("exit", "the test called `exit(\(code))`")
    case .stopped: self.init("stopped", "the test was stopped")
    case .rejected(let diagnostics):
      guard let first = diagnostics.first else { return nil }
      self.init(first, mask: mask)
    case .misused: self.init("usage", "the test's script needs parameters")
    case .unable(let error): self.init("defect", "the test could not be run: \(error)")
    }
  }

  private init(_ kind: String, _ message: String) {
    self.init(kind: kind, message: message, text: message)
  }

  private init(_ diagnostic: Diagnostic, mask: @escaping @Sendable (String) -> String) {
    self.init(
      kind: diagnostic.code.rawValue, message: mask(diagnostic.message),
      text: DiagnosticRenderer(mask: mask).render(diagnostic))
  }
}

extension TestResult {
  /// The result of a script that has errors, so that none of its tests ran.
  ///
  /// - Parameter mask: masks the secrets in the strings.
  init(
    damaged file: SourceFile, _ failure: CheckFailure,
    mask: @escaping @Sendable (String) -> String
  ) {
    let renderer = DiagnosticRenderer(mask: mask)
    let texts = failure.diagnostics.map { renderer.render($0) }
    let first = failure.diagnostics.first
    self.init(
      name: "the script has no errors", file: file.name,
      line: first?.range.position.line ?? 1, elapsed: 0, output: "",
      failure: Failure(
        kind: first?.code.rawValue ?? "check",
        message: first.map { mask($0.message) } ?? "the script has errors",
        text: texts.joined(separator: "\n"), isOfScript: true))
  }
}
