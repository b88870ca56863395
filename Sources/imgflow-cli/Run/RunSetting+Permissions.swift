import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax

extension RunOptions {
  /// The name of the variable that confines the scripts of a whole machine.
  static let confiningVariable = "IMGFLOW_CONFINE"

  /// The options for a script of its own file, which the environment may want confined.
  func confined() throws -> RunOptions {
    guard expression == nil, let text = try SystemText.variable(Self.confiningVariable),
      !["", "0"].contains(text)
    else { return self }
    var options = self
    options.confinement.isAsked = true
    return options
  }
}

extension RunSetting {
  /// Says what the command line adds to what a script permits.
  func announcePermissions(of source: ParsedScript) {
    let flags = options.confinement.allowances.map { "`\($0.flag)`" }
    guard !flags.isEmpty else { return }
    let list = flags.formatted(and: "and")
    let isConfined = options.confinement.isAsked || source.permits
    console.note(
      isConfined
        ? "allowed by \(list)"
        : "\(list) \(flags.count == 1 ? "has" : "have") no effect: the script is not confined; add "
          + "`--confine`")
  }
}
