import ImgFlowSyntax
import ImgFlowValues

extension Resolver {
  /// Reports permissions that cannot be granted as they are written.
  func check(_ permit: Permit) {
    for grant in permit.grants {
      guard let mistake = grant.kind.mistake(in: grant.text) else { continue }
      report(Diagnostic(.badPermission, mistake.message, at: grant.range, help: mistake.help))
    }
  }
}

extension SyntaxTree {
  /// What is wrong with the places of its `permit`s: a reader looks for them at the top.
  package var misplacedPermits: [Diagnostic] {
    let body = statements.drop { statement in
      switch statement.kind {
      case .permit, .importModule, .useVendor, .parameter, .vendor, .type: true
      case .expression, .variable, .function, .assignment, .patternAssignment, .forIn, .whileLoop,
        .breakLoop,
        .continueLoop, .returnValue, .throwError, .deferBlock, .test, .assertion:
        false
      }
    }
    guard let first = body.first else { return [] }
    return body.filter(\.isPermit).map { permit in
      Diagnostic(
        .misplacedPermit, "`permit` belongs at the top of the script", at: permit.range,
        labels: [Diagnostic.Label(first.range, "the script begins to do something here")],
        help: "move it above that")
    }
  }
}
