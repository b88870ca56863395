import ImgFlowRuntime

/// Where a run, or a session of the prompt, finds its vendors.
package enum ServiceChoice: Sendable, Equatable {
  /// The services themselves, signed in as a profile says; nil for the usual one.
  case real(profile: String?)
  /// A sandbox that is started when a vendor is first named.
  case sandbox
  /// A sandbox that runs already.
  case sandboxAt(String)

  package var isSandbox: Bool {
    if case .real = self { false } else { true }
  }
}

/// Makes what a run finds vendors in.
package protocol ServiceProvider: Sendable {
  /// A library of the vendors there; nothing is read or started before one of them is named.
  func library(for choice: ServiceChoice) -> any Library
  /// The path of the program `imgflow-sandbox`.
  ///
  /// - Throws: `SetupError` if it is nowhere.
  func sandboxProgram() throws -> String
  /// Whether the sandbox that was started has ended by itself.
  var hasLostSandbox: Bool { get }
}
