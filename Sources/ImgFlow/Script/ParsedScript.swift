import ImgFlowSyntax

/// The source of a script, parsed once, and the parameters that it declares.
///
/// Everything that a run does with the source goes through it: reading the command line, the help, the checks,
/// and running. No other code parses a script or reads its parameters.
package struct ParsedScript: Sendable {
  let result: ParseResult
  /// What it declares, as far as it can be read.
  package let parameters: ScriptParameters

  /// Parses a source, whatever mistakes are in it.
  package init(_ file: SourceFile) {
    result = Parser.parse(file)
    parameters = ScriptParameters(result.tree)
  }

  package var file: SourceFile { result.tree.file }

  /// Whether it permits something, and is confined to that.
  package var permits: Bool { result.tree.permits != nil }

  /// What keeps it from being run, found without looking at names and types.
  package var errors: [Diagnostic] { result.diagnostics.filter { $0.severity == .error } }
}
