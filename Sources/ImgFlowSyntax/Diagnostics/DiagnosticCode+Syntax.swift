/// The codes of the lexer and parser. `SyntaxErrors.all` explains each one.
extension DiagnosticCode {
  // Characters and literals
  static let unknownCharacter: DiagnosticCode = "P0001"
  static let unexpectedToken: DiagnosticCode = "P0002"
  static let badNumber: DiagnosticCode = "P0003"
  static let unterminatedString: DiagnosticCode = "P0004"
  static let badEscape: DiagnosticCode = "P0005"
  static let badMultilineString: DiagnosticCode = "P0006"
  static let unterminatedComment: DiagnosticCode = "P0007"
  static let unwantedInterpolation: DiagnosticCode = "P0008"
  static let hiddenCharacter: DiagnosticCode = "P0009"

  // Brackets, lines and nesting
  static let unclosedBracket: DiagnosticCode = "P0010"
  static let strayBracket: DiagnosticCode = "P0011"
  static let tooDeep: DiagnosticCode = "P0012"
  static let missingSeparator: DiagnosticCode = "P0013"
  static let badLineStart: DiagnosticCode = "P0014"

  // Words and operators
  static let foreignWord: DiagnosticCode = "P0020"
  static let foreignOperator: DiagnosticCode = "P0021"
  static let keywordAsName: DiagnosticCode = "P0022"
  static let chainedComparison: DiagnosticCode = "P0023"
  static let assignmentAsValue: DiagnosticCode = "P0024"
  static let badAssignmentTarget: DiagnosticCode = "P0025"
  static let badPipe: DiagnosticCode = "P0026"

  // Statements and constructs
  static let missingInitializer: DiagnosticCode = "P0030"
  static let incompleteConstruct: DiagnosticCode = "P0031"
  static let misplacedWord: DiagnosticCode = "P0032"
  static let notAtTopLevel: DiagnosticCode = "P0033"
  static let badImport: DiagnosticCode = "P0034"
  static let ambiguousBraces: DiagnosticCode = "P0035"
  static let repeatedKey: DiagnosticCode = "P0036"
  static let badParameters: DiagnosticCode = "P0037"
  static let badArguments: DiagnosticCode = "P0038"
  static let badPattern: DiagnosticCode = "P0039"
  static let badType: DiagnosticCode = "P0040"
  static let elseMustLeave: DiagnosticCode = "P0042"
  static let badPermit: DiagnosticCode = "P0041"
}
