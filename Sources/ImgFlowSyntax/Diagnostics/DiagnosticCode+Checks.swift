/// The codes of the checks before running: errors, and warnings that keep nothing from running.
extension DiagnosticCode {
  // Names
  package static let unknownName: DiagnosticCode = "E0101"
  package static let usedTooEarly: DiagnosticCode = "E0102"
  package static let declaredTwice: DiagnosticCode = "E0103"
  package static let notAssignable: DiagnosticCode = "E0104"
  package static let assignedInParallel: DiagnosticCode = "E0105"
  package static let ambiguousName: DiagnosticCode = "E0106"
  package static let unknownVendor: DiagnosticCode = "E0107"
  package static let unknownMember: DiagnosticCode = "E0108"
  package static let unknownField: DiagnosticCode = "E0109"

  // Statements and types
  package static let outsideLoop: DiagnosticCode = "E0110"
  package static let misplacedReturn: DiagnosticCode = "E0111"
  package static let recursiveType: DiagnosticCode = "E0112"
  package static let unknownType: DiagnosticCode = "E0113"
  package static let sliceNotAssignable: DiagnosticCode = "E0114"

  // Modules and parameters
  package static let importCycle: DiagnosticCode = "E0120"
  package static let unreadableModule: DiagnosticCode = "E0121"
  package static let notExported: DiagnosticCode = "E0122"
  package static let parameterInModule: DiagnosticCode = "E0123"
  package static let misplacedPermit: DiagnosticCode = "E0124"
  package static let badPermission: DiagnosticCode = "E0125"
  package static let reservedParameter: DiagnosticCode = "E0130"
  package static let sameFlag: DiagnosticCode = "E0131"

  // Calls
  package static let unknownArgument: DiagnosticCode = "E0201"
  package static let repeatedArgument: DiagnosticCode = "E0202"
  package static let tooManyArguments: DiagnosticCode = "E0203"
  package static let missingArgument: DiagnosticCode = "E0204"
  package static let unsuitableArgument: DiagnosticCode = "E0205"

  // Vendors
  package static let vendorDeclaration: DiagnosticCode = "E0901"

  // Warnings
  package static let unusedVariable: DiagnosticCode = "W0101"
  package static let unusedImport: DiagnosticCode = "W0102"
  package static let unusedResult: DiagnosticCode = "W0103"
  package static let unreachableCode: DiagnosticCode = "W0104"
  package static let unreachableArm: DiagnosticCode = "W0105"
  package static let hiddenConstant: DiagnosticCode = "W0106"
  package static let foreignSyntax: DiagnosticCode = "W0110"
}
