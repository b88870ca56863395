import ImgFlow
import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors

/// Has the user grant access in a browser.
struct BrowserGrant {
  /// How long the user may take, in milliseconds.
  private static let patience = 5 * 60_000

  private let signIn: SignIn
  private let page: String
  private let application: String
  private let state: String

  /// - Parameter page: the address of the page that asks the user.
  init(_ signIn: SignIn, page: String, _ values: [String: String]) {
    self.signIn = signIn
    self.page = page
    application = values["client_id"] ?? ""
    // A secret that cannot be guessed, so that no other page can send its own answer here.
    state = (0..<2).map { _ in String(signIn.host.randomBits(), radix: 16) }.joined()
  }

  /// Returns the code that the browser brings back, and the address that it came back to.
  ///
  /// - Throws: `DetailedError`, `CancellationError`.
  func ask() throws -> (code: String, callback: String) {
    let (answer, callback) = signIn.command.paste ? try pasted() : try brought()
    switch answer {
    case .code(let code): return (code, callback)
    case .refused(let reason):
      throw DetailedError(
        .auth, "\(signIn.vendor.name) did not grant access\(reason.isEmpty ? "" : ": \(reason)")")
    case .foreign:
      throw DetailedError(
        .auth, "this response belongs to another sign-in", help: "start again with `imgflow login`")
    }
  }

  private func brought() throws -> (GrantAnswer, String) {
    let server: CallbackServer
    do { server = try CallbackServer(port: signIn.command.port, state: state) } catch {
      throw SetupError(
        "port \(signIn.command.port) of this machine is in use",
        help: "choose another one with `--port`, or use `--paste`")
    }
    defer { server.close() }
    show(server.address)
    signIn.console.note("waiting for the browser; use `--paste` if it runs on another machine")
    let answer = server.wait(milliseconds: Self.patience, cancellation: signIn.cancellation)
    if let reason = signIn.cancellation.reason { throw CancellationError(reason: reason) }
    guard let answer else {
      throw DetailedError(
        .timeout, "access was not granted within \(Self.patience / 60_000) minutes")
    }
    return (answer, server.address)
  }

  private func pasted() throws -> (GrantAnswer, String) {
    let callback = CallbackServer.address(port: signIn.command.port)
    show(callback)
    let line = try signIn.host.readLine(
      prompt: "The address that the browser ends at, or the code that it shows: ")
    let text = String((line ?? "").filter { !$0.isWhitespace })
    guard !text.isEmpty else { throw DetailedError(.auth, "no code was given") }
    let isAddress = text.contains("?")
    guard let answer = isAddress ? GrantAnswer(address: text, state: state) : .code(text) else {
      throw DetailedError(.auth, "this address contains no code")
    }
    return (answer, callback)
  }

  private func show(_ callback: String) {
    let question = GrantQuestion(
      page: page, application: application, callback: callback, state: state)
    signIn.console.note("open this address in a browser and allow access:")
    signIn.console.note("  " + question.url)
  }
}
