import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues

/// Opens a session anew: with the refresh token, else by signing in again as the same user.
struct SessionRenewal {
  private let call: OperationCall
  private let expired: SessionStore.Session?
  private var vendor: Vendor { call.client.vendor }

  init(_ call: OperationCall, expired: SessionStore.Session?) {
    self.call = call
    self.expired = expired
  }

  func run() throws -> SessionStore.Session {
    if expired != nil, let refresher = vendor.auth.refresher.flatMap(vendor.operation) {
      do {
        return try perform(refresher, nil)
      } catch let error as DetailedError where error.isRefusal {
        // The refresh token has had its time too; who signed in can sign in again.
        guard try expired?.signIn != nil || canSignIn() else { throw ended(error) }
      }
    }
    if let signIn = expired?.signIn { return try perform(signIn.operation, signIn.arguments) }
    guard let opener = vendor.auth.opener.flatMap(vendor.operation) else {
      throw DetailedError(
        .auth, "not signed in to \(vendor.name)", help: call.client.signInHelp)
    }
    return try perform(opener, nil)
  }

  /// Whether the profile has what signing in takes.
  private func canSignIn() throws -> Bool {
    guard expired?.isOfProfile ?? false,
      let opener = vendor.auth.opener.flatMap(vendor.operation)
    else { return false }
    return try opener.parameters.allSatisfy { parameter in
      guard case .supplied(by: .credentials, let name) = parameter.presence,
        let setting = call.client.setting(name, .credentials)
      else { return true }
      return try call.client.value(of: setting, call.evaluator) != nil
    }
  }

  private func ended(_ error: DetailedError) -> DetailedError {
    DetailedError(
      .auth, "the session of \(vendor.name) has ended and could not be renewed: \(error.message)",
      details: error.details, isRetryable: false, notes: error.notes, help: call.client.signInHelp)
  }

  private func perform(
    _ operation: Operation, _ arguments: [Value?]?
  ) throws -> SessionStore.Session {
    let nothing = [Value?](repeating: nil, count: operation.parameters.count)
    _ = try OperationCall(call.client, operation, call.evaluator, at: call.range)
      .run(arguments ?? nothing)
    guard let session = call.client.sessions.current else {
      throw DetailedError(.auth, "`\(operation.qualifiedName)` opened no session")
    }
    return session
  }
}

extension DetailedError {
  /// Whether the service does not accept a token: 401 or 403, or 400 as in OAuth (RFC 6749 section 5.2).
  fileprivate var isRefusal: Bool {
    kind == .auth || kind == .permission || detail("status")?.asInt == 400
  }
}
