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
  /// Says what the command line adds to what scripts permit.
  ///
  /// - Parameter permits: whether a script confines itself.
  func announcePermissions(permits: Bool) {
    let flags = options.confinement.allowances.map { "`\($0.flag)`" }
    guard !flags.isEmpty else { return }
    let list = flags.formatted(and: "and")
    let isConfined = options.confinement.isAsked || permits
    console.note(
      isConfined
        ? "allowed by \(list)"
        : "\(list) \(flags.count == 1 ? "has" : "have") no effect: nothing is confined; add "
          + "`--confine`")
  }
}
