import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues

/// Checks what must be given together, before any request.
struct RequirementCheck {
  private let operation: Operation

  init(_ operation: Operation) { self.operation = operation }

  /// - Parameter isFilled: Whether what the user supplied, and the session holds, is among the arguments;
  ///   otherwise only what does not depend on that is checked.
  /// - Throws: `DetailedError` of kind `validation`.
  func check(_ arguments: [Value?], isFilled: Bool) throws {
    let requirements = operation.requirements.filter { isFilled || !concernsSupplied($0) }
    let violations = requirements.compactMap { requirement in
      requirement.violation(operation.parameters.map(\.name)) { arguments[$0] }
    }
    guard let first = violations.first else { return }
    throw DetailedError(
      .validation, "`\(operation.qualifiedName)` \(first.message)",
      details: [("violations", violations.value)],
      notes: violations.dropFirst().map { "`\(operation.qualifiedName)` \($0.message)" })
  }
}

extension RequirementCheck {
  /// Those that a call alone can meet, whatever is given or supplied besides.
  var always: [Requirement] {
    operation.requirements.filter { $0.condition == nil && !concernsSupplied($0) }
  }

  private func concernsSupplied(_ requirement: Requirement) -> Bool {
    let condition = requirement.condition.map { [$0.parameter] } ?? []
    return (requirement.parameters + condition).contains { index in
      if case .supplied = operation.parameters[index].presence { true } else { false }
    }
  }
}
