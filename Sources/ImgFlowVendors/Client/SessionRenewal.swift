import ImgFlowRuntime
import ImgFlowValues

/// Opens a session anew: with the refresh token, else by signing in again as whoever signed in.
struct SessionRenewal {
  private let call: OperationCall
  private let expired: SessionStore.Session?

  init(_ call: OperationCall, expired: SessionStore.Session?) {
    self.call = call
    self.expired = expired
  }

  func run() throws -> SessionStore.Session {
    let vendor = call.client.vendor
    if let expired, let refresher = vendor.auth.refresher.flatMap(vendor.operation) {
      do {
        return try perform(refresher, nil)
      } catch let error as DetailedError where error.kind == .auth && expired.signIn != nil {
        // The refresh token has had its time too; who signed in can sign in again.
      }
    }
    if let signIn = expired?.signIn { return try perform(signIn.operation, signIn.arguments) }
    guard let opener = vendor.auth.opener.flatMap(vendor.operation) else {
      throw DetailedError(
        .auth, "nobody is signed in to \(vendor.name)", help: call.client.signInHelp)
    }
    return try perform(opener, nil)
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
