import ImgFlowValues

/// The constructs that take arguments like a call but are not functions.
enum Constructs {
  static let all: [(name: String, callable: Callable)] = [
    construct(
      "retry", "Runs its block again when it fails: `retry(times: 5, every: 2s) { … }`.",
      [
        optional("times", "int", "5", "How often it is tried."),
        optional("every", "duration", nil, "The first pause."),
        optional("backoff", "float", nil, "What each pause is multiplied with."),
        optional("on", "function", nil, "Whether an error is worth another try."),
        optional("look", "function", nil, "What was done already, or null to do it again."),
      ]),
    construct(
      "timeout", "Cancels its block when it takes longer: `timeout(30s) { … }`.",
      [Callable.Parameter(name: "time", type: "duration")]),
    construct(
      "step", "Names a unit of work for progress, journal and report: `step(\"upload\") { … }`.",
      [Callable.Parameter(name: "name", type: "string")]),
    construct(
      "parallel",
      "Runs its body for many items at once, and gives the list of their values in order: "
        + "`parallel(limit: 8) for x in xs { … }`.",
      [
        optional("limit", "int", "8", "How many bodies run at the same time."),
        Callable.Parameter(
          name: "onError", type: "\"throw\" | \"collect\"", isRequired: false,
          defaultText: "\"throw\"", note: "`collect` gives `{ok}` or `{error}` for each item.",
          alternatives: [.string("throw"), .string("collect")]),
      ]),
  ]

  private static func construct(
    _ name: String, _ documentation: String, _ parameters: [Callable.Parameter]
  ) -> (name: String, callable: Callable) {
    (
      name,
      Callable(
        name: name, parameters: parameters, result: "", known: .any,
        documentation: documentation)
    )
  }

  private static func optional(
    _ name: String, _ type: String, _ value: String?, _ note: String
  ) -> Callable.Parameter {
    Callable.Parameter(
      name: name, type: type, isRequired: false, defaultText: value, note: note)
  }
}
