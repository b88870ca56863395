import ImgFlowRuntime

/// Why the parameters that a script was given do not fit: wrong usage, not an error of the script.
public enum ParameterProblem: Error, Sendable {
  /// Parameters without a default were not given.
  case missing([ScriptParameters.Entry])
  /// The text of one cannot be read as its type.
  case unreadable(UnreadableParameter)
}
