import ImgFlowValues

/// A host that does for a run only what its permissions allow.
///
/// Everything that leaves or enters the interpreter goes through `Host`: a new built-in cannot pass by here,
/// and a new way out must be added here.
final class ConfinedHost: Host {
  fileprivate let host: any Host
  let permissions: Permissions
  let files: any FileAccess

  init(_ host: any Host, _ permissions: Permissions) {
    self.host = host
    self.permissions = permissions
    files =
      (host.files as? any ConfinableFiles)?.confined(by: permissions)
      ?? CheckedFiles(host.files, permissions)
  }

  // MARK: - Network

  func send(_ request: HTTPRequest, cancellation: Cancellation) throws -> HTTPResponse {
    var request = request
    request.permissions = permissions
    // An address that is not one is refused by the host, in its own words.
    if let url = URLParts(request.url) { try permissions.check(url, for: request.vendor) }
    for path in request.files + request.certificateFiles { _ = try files.open(path) }
    return try host.send(request, cancellation: cancellation)
  }

  // MARK: - Programs

  func run(_ command: Command, cancellation: Cancellation) throws -> Command.Result {
    try host.run(permissions.checked(command), cancellation: cancellation)
  }

  // MARK: - Variables

  func environment(_ name: String) throws -> String? { try environment(name, for: .script) }

  func environment(_ name: String, for use: Permissions.VariableUse) throws -> String? {
    try permissions.allows(variable: name, for: use) ? host.environment(name) : nil
  }

  // MARK: - What is always allowed

  var temporaryFolder: String {
    get throws {
      let folder = try host.temporaryFolder
      permissions.grant(folder: folder)
      return folder
    }
  }

  func write(_ text: String) throws { try host.write(text) }
  func note(_ text: String) throws { try host.note(text) }
  func readLine(prompt: String) throws -> String? { try host.readLine(prompt: prompt) }
  var progress: any ProgressDisplay { host.progress }
  var sources: AnswerSources { host.sources }
  func now() -> Int { host.now() }
  func uptime() -> Int { host.uptime() }
  func randomBits() -> UInt64 { host.randomBits() }
  var scheduler: any Scheduler { host.scheduler }

  func sleep(milliseconds: Int, cancellation: Cancellation) {
    host.sleep(milliseconds: milliseconds, cancellation: cancellation)
  }
}

extension Host {
  /// The value of an environment variable for someone else than the script, who may be allowed more.
  package func environment(_ name: String, for use: Permissions.VariableUse) throws -> String? {
    guard let confined = self as? ConfinedHost else { return try environment(name) }
    return try confined.environment(name, for: use)
  }

  /// The time zone of the machine, which every run may know, as it may know the time.
  ///
  /// - Throws: what `ZoneDatabase.local` throws.
  package func localZone() throws -> Zone {
    let host = (self as? ConfinedHost)?.host ?? self
    return try ZoneDatabase.system.local(host.environment("TZ"))
  }
}

extension HTTPRequest {
  /// The paths of the files that it sends.
  package var files: [String] {
    switch body {
    case .none, .bytes: []
    case .file(let path), .base64File(let path): [path]
    case .multipart(let parts):
      parts.compactMap { if case .file(let path, _) = $0.content { path } else { nil } }
    }
  }

  /// The paths of the files of its certificate.
  fileprivate var certificateFiles: [String] {
    [certificate?.file, certificate?.keyFile].compactMap { $0 }
  }
}
