import Synchronization

/// Where the responses of a run came from: everything that shows or writes results consults it, so that
/// figures from the sandbox are never mistaken for those of a service.
///
/// The response itself decides, not the address: a sandbox that someone else started counts, a local server
/// of the user does not.
public final class AnswerSources: Sendable {
  /// The header that every response of the sandbox carries.
  public static let header = "X-ImgFlow-Sandbox"

  /// What results say about themselves.
  public enum Mark: String, Sendable, CaseIterable {
    case sandbox
    /// Services have responded too.
    case partlySandbox = "partly sandbox"
  }

  /// Whether the run is to have its vendors emulated, as `--sandbox` and `--sandbox-url` ask for.
  public let isRehearsal: Bool
  private let seen = Mutex((sandbox: false, service: false))

  public init(isRehearsal: Bool = false) { self.isRehearsal = isRehearsal }

  /// What results of the run say about themselves; nil if no sandbox has answered.
  public var mark: Mark? {
    let seen = seen.withLock { $0 }
    return seen.sandbox ? seen.service ? .partlySandbox : .sandbox : nil
  }

  /// Records that a result is given back that came from a service before: in a rehearsal, that was the sandbox.
  package func noteGivenBack() {
    if isRehearsal { seen.withLock { $0.sandbox = true } }
  }

  /// Records where a response came from. A page that `http.get` reads belongs to no declared service and does
  /// not count.
  public func note(_ response: HTTPResponse, to request: HTTPRequest) {
    let isSandbox = response.header(Self.header) != nil
    let isService = !isSandbox && !request.operation.hasPrefix("http.")
    seen.withLock { seen in
      if isSandbox { seen.sandbox = true }
      if isService { seen.service = true }
    }
  }
}
