import ImgFlowRuntime

/// Where the vendors of a session are.
public enum ServiceChoice: Sendable, Equatable {
  /// The services themselves, signed in as a profile says; nil for the usual one.
  case real(profile: String?)
  /// A sandbox that is started when a vendor is first named.
  case sandbox
  /// A sandbox that runs already.
  case sandboxAt(String)

  /// What the prompt says about it; empty for the usual services.
  var name: String {
    switch self {
    case .real(let profile): profile ?? ""
    case .sandbox, .sandboxAt: "sandbox"
    }
  }
}

/// Makes what a session finds vendors in.
public protocol ServiceProvider: Sendable {
  /// A library of the vendors there; nothing is read or started before one of them is named.
  func library(for choice: ServiceChoice) -> any Library
  /// The path of the program `imgflow-sandbox`.
  ///
  /// - Throws: `SetupError` if it is nowhere.
  func sandboxProgram() throws -> String
  /// Whether the sandbox that was started has ended by itself.
  var hasLostSandbox: Bool { get }
}
