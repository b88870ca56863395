import ImgFlowRuntime

/// Why the arguments given to a script do not fit its parameters: wrong usage, not an error of the script.
public enum ParameterProblem: Error, Sendable {
  /// Parameters without a default were not given.
  case missing([ScriptParameters.Entry])
  /// A parameter cannot be read as its type.
  case unreadable(UnreadableParameter)
  /// A budget was set for what no vendor counts.
  case unknownBudget(String, help: String)
}
