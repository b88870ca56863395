import ImgFlow
import ImgFlowCatalogue
import ImgFlowCommandLine
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors
import Synchronization

/// One `imgflow login`: asks for what is missing, signs in, and keeps the session.
struct SignIn {
  let vendor: Vendor
  let command: LoginCommand
  let console: Console
  let host: SystemHost
  let cancellation: Cancellation
  private let profile: String
  private let plan: SignInPlan
  private let file: CredentialsFile

  /// - Throws: `UsageError`.
  init(to vendor: Vendor, _ command: LoginCommand, _ console: Console) throws {
    file = try .standard
    self.vendor = vendor
    self.command = command
    self.console = console
    let cancellation = Cancellation()
    self.cancellation = cancellation
    var options = SystemHost.Options()
    options.environment = try Variables.read(command.options.environmentFile)
    options.authorityFiles = command.options.authorityFiles
    host = SystemHost(console: console, options: options, cancellation: cancellation)
    profile = try ProfileName.chosen(command.options.profile, host)
    plan = SignInPlan(vendor, usesToken: command.token)
    if command.token, plan.questions.isEmpty {
      throw UsageError(
        "\(vendor.name) does not accept an existing token",
        help: "sign in with `imgflow login \(vendor.name)`")
    }
  }

  /// - Throws: `UsageError`, `SetupError`, `DetailedError`, `CancellationError`.
  func run() throws {
    StopSignals.watch { [cancellation] in cancellation.cancel(.interrupt) }
    var settings = VendorSettings()
    if let url = command.sandboxURL { settings = .sandbox(at: url) }
    let address = settings.baseURL(of: vendor)
    let kept = try file.read()[profile]?[vendor.name].flatMap { $0.address == address ? $0 : nil }
    let values = try Credentials(self, settings, kept: kept?.values ?? [:]).ask(plan.questions)
    settings.values[vendor.name] = values
    let draft = EntryDraft(ProfileEntry(address: address, values: values))
    settings.profile = draft
    switch plan.way {
    case .none: break
    case .operation(let name): try perform("\(vendor.name).\(name)()", [:], settings)
    case .grant(let grant):
      let (code, callback) = try BrowserGrant(self, page: address + grant.page, values).ask()
      try perform(
        "param code: secret\nparam callback: string\n"
          + "\(vendor.name).\(grant.operation)(code: code, redirect_uri: callback)",
        ["code": .text(code), "callback": .text(callback)], settings)
    }
    let entry = draft.entry
    try file.update { $0[profile, default: [:]][vendor.name] = entry }
    tell(entry)
  }

  private func perform(
    _ text: String, _ parameters: [String: Interpreter.ParameterValue], _ settings: VendorSettings
  ) throws {
    let script = Script(
      SourceFile(name: "login", text: text), host: host, library: ImgFlowLibrary { settings })
    let outcome = script.run(parameters: parameters, cancellation: cancellation)
    host.finish()
    switch outcome {
    case .finished: return
    case .failed(let error):
      throw DetailedError(
        ErrorKind(rawValue: error.value.kind) ?? .auth, host.masked(error.value.message),
        help: error.help)
    case .stopped(let reason): throw CancellationError(reason: reason)
    case .unable(let error): throw error
    case .rejected(let diagnostics):
      throw SetupError("cannot sign in to \(vendor.name): \(diagnostics[0].message)")
    case .exited, .misused: throw SetupError("cannot sign in to \(vendor.name)")
    }
  }

  private func tell(_ entry: ProfileEntry) {
    let what = entry.session == nil ? "stored the credentials of" : "signed in to"
    let account = plan.questions.lazy.filter { $0.setting.type.scalar == .email }
      .compactMap { entry.values[$0.setting.name] }.first
    let whom = account.map { " as \($0)" } ?? ""
    console.note("\(what) \(vendor.name)\(whom); profile `\(profile)` in \(file.path)")
  }
}

/// An entry before it is written down.
private final class EntryDraft: VendorProfile {
  private let content: Mutex<ProfileEntry>

  init(_ entry: ProfileEntry) { content = Mutex(entry) }

  var entry: ProfileEntry { content.withLock { $0 } }

  func entry(of vendor: String, at address: String) -> ProfileEntry? {
    content.withLock { $0.address == address ? $0 : nil }
  }

  func keep(_ session: KeptSession, of vendor: String) {
    content.withLock { $0.session = session }
  }

  func exclusively<Result>(
    for vendor: String, _ cancellation: Cancellation, _ body: () throws -> Result
  ) throws -> Result {
    try body()
  }
}
