import ImgFlowSyntax

/// The source of a script, parsed once, and the parameters that it declares.
///
/// Everything that a run does with the source goes through it: reading the command line, the help, the checks,
/// and running. No other code parses a script or reads its parameters.
public struct ParsedScript: Sendable {
  let result: ParseResult
  /// What it declares, as far as it can be read.
  public let parameters: ScriptParameters

  /// Parses a source, whatever mistakes are in it.
  public init(_ file: SourceFile) {
    result = Parser.parse(file)
    parameters = ScriptParameters(result.tree)
  }

  public var file: SourceFile { result.tree.file }

  /// What keeps it from being run, found without looking at names and types.
  public var errors: [Diagnostic] { result.diagnostics.filter { $0.severity == .error } }
}
