/// The codes of the checks before running: errors, and warnings that keep nothing from running.
extension DiagnosticCode {
  // Names
  public static let unknownName: DiagnosticCode = "E0101"
  public static let usedTooEarly: DiagnosticCode = "E0102"
  public static let declaredTwice: DiagnosticCode = "E0103"
  public static let notAssignable: DiagnosticCode = "E0104"
  public static let assignedInParallel: DiagnosticCode = "E0105"
  public static let ambiguousName: DiagnosticCode = "E0106"
  public static let unknownVendor: DiagnosticCode = "E0107"
  public static let unknownMember: DiagnosticCode = "E0108"
  public static let unknownField: DiagnosticCode = "E0109"

  // Statements and types
  public static let outsideLoop: DiagnosticCode = "E0110"
  public static let misplacedReturn: DiagnosticCode = "E0111"
  public static let unknownType: DiagnosticCode = "E0113"
  public static let sliceNotAssignable: DiagnosticCode = "E0114"

  // Modules and parameters
  public static let importCycle: DiagnosticCode = "E0120"
  public static let unreadableModule: DiagnosticCode = "E0121"
  public static let notExported: DiagnosticCode = "E0122"
  public static let parameterInModule: DiagnosticCode = "E0123"
  public static let reservedParameter: DiagnosticCode = "E0130"
  public static let sameFlag: DiagnosticCode = "E0131"

  // Calls
  public static let unknownArgument: DiagnosticCode = "E0201"
  public static let repeatedArgument: DiagnosticCode = "E0202"
  public static let tooManyArguments: DiagnosticCode = "E0203"
  public static let missingArgument: DiagnosticCode = "E0204"
  public static let unsuitableArgument: DiagnosticCode = "E0205"

  // Vendors
  public static let vendorDeclaration: DiagnosticCode = "E0901"

  // Warnings
  public static let unusedVariable: DiagnosticCode = "W0101"
  public static let unusedImport: DiagnosticCode = "W0102"
  public static let unusedResult: DiagnosticCode = "W0103"
  public static let unreachableCode: DiagnosticCode = "W0104"
  public static let unreachableArm: DiagnosticCode = "W0105"
  public static let hiddenConstant: DiagnosticCode = "W0106"
  public static let foreignSyntax: DiagnosticCode = "W0110"
}
