import ImgFlowRuntime
import ImgFlowVendors
import Testing

@Suite("Sessions")
struct SessionTests {
  static let account = ["EXPOZE_USERNAME": "me@example.com", "EXPOZE_PASSWORD": "hunter-two"]

  /// An expoze on which each token is good until another is given out.
  private func service(
    tokens: Counter, refuses: @escaping @Sendable (Int) -> Bool
  ) -> TestHost.Answer {
    { request in
      if request.line.hasPrefix("POST /auth/token") {
        return .json(Answers.session("\(tokens.next())"))
      }
      let token =
        request.header("Authorization")?.split(separator: "-").last.flatMap { Int($0) } ?? 0
      return refuses(token)
        ? .json(#"{"code":401,"message":"Expired JWT Token"}"#, status: 401) : .json("[]")
    }
  }

  private func count(_ line: String, in host: TestHost) -> Int { host.lines.count { $0 == line } }

  @Test func loginNeedsNoArguments() {
    let host = TestHost(environment: Self.account) { _ in .json(Answers.session) }
    let result = Script(host: host).run("use expoze\nprint(login())")
    #expect(
      result.output
        == #"{"token": «secret», "refresh_token": «secret», "organization": 42}"#)
    #expect(host.requests[0].url == "https://api.expoze.app/auth/token")
    #expect(host.requests[0].json == #"{"username":"me@example.com","password":"hunter-two"}"#)
    #expect(host.requests[0].header("Authorization") == nil)
  }

  @Test func missingCredentialsAreNamed() {
    let host = TestHost { _ in .json("{}") }
    let result = Script(host: host).run("expoze.login()")
    #expect(result.kind == "auth")
    #expect(
      result.message
        == "`expoze.login` needs credentials of expoze: `EXPOZE_USERNAME` and `EXPOZE_PASSWORD` are not set"
    )
    #expect(
      result.caught?.help
        == "set `EXPOZE_USERNAME` and `EXPOZE_PASSWORD`, or run with `--sandbox`, which needs none")
    #expect(host.requests.isEmpty)
  }

  @Test func theSandboxNeverSeesTheEnvironment() {
    let host = TestHost(environment: Self.account) { _ in .json(Answers.session) }
    _ = Script(host: host, settings: .sandbox(at: "http://127.0.0.1:9/")).run("expoze.login()")
    #expect(host.requests[0].url == "http://127.0.0.1:9/expoze/auth/token")
    #expect(host.requests[0].json == #"{"username":"demo@imgflow.dev","password":"sandbox"}"#)
  }

  @Test func callsSignInByThemselvesAndSendTheToken() {
    let host = TestHost(environment: Self.account) { request in
      .json(request.method == "POST" ? Answers.session : "[]")
    }
    _ = Script(host: host).run("use expoze\nlistSpaces()\nlistSpaces()")
    #expect(host.lines == ["POST /auth/token", "GET /spaces.json", "GET /spaces.json"])
    #expect(host.requests[1].header("Authorization") == "Bearer \(Answers.token())")
    #expect(host.requests[1].credentialHeaders == ["Authorization"])
  }

  @Test func anExpiredTokenIsRefreshedOnceForAHundredCalls() {
    let tokens = Counter()
    let host = TestHost(
      environment: Self.account, answer: service(tokens: tokens) { $0 < 2 })
    let result = Script(host: host).run(
      """
      use expoze
      login()
      print((parallel(limit: 100) for i in 1...100 { listSpaces() }).length)
      """)
    #expect(result.error == nil, "\(result.message)")
    #expect(result.output == "100")
    #expect(count("POST /auth/token/refresh", in: host) == 1)
    #expect(count("POST /auth/token", in: host) == 1)
    #expect(count("GET /spaces.json", in: host) <= 200)
  }

  @Test func aSecondRefusalIsFinal() {
    let tokens = Counter()
    let host = TestHost(environment: Self.account, answer: service(tokens: tokens) { _ in true })
    let result = Script(host: host).run("use expoze\nlogin()\nlistSpaces()")
    #expect(result.kind == "auth")
    #expect(
      host.lines == [
        "POST /auth/token", "GET /spaces.json", "POST /auth/token/refresh", "GET /spaces.json",
      ])
    #expect(result.message == "`expoze.listSpaces` failed with 401 Unauthorized: Expired JWT Token")
  }

  @Test func whoSignedInSignsInAgainWhenTheRefreshTokenIsSpent() {
    let host = TestHost(environment: Self.account) { request in
      switch request.line {
      case "POST /auth/token": .json(Answers.session(request.json.contains("other") ? "b" : "a"))
      case "POST /auth/token/refresh":
        .json(#"{"code":401,"message":"An authentication exception occurred."}"#)
      default:
        request.header("Authorization") == "Bearer \(Answers.token("b"))"
          ? .json(#"{"code":401,"message":"Expired"}"#, status: 401) : .json("[]")
      }
    }
    let result = Script(host: host).run(
      #"use expoze"# + "\n" + #"login("other@example.com", "pass-phrase")"# + "\nlistSpaces()")
    #expect(result.kind == "auth")
    #expect(count("POST /auth/token", in: host) == 2)
    #expect(
      host.requests.filter { $0.line == "POST /auth/token" }
        .allSatisfy { $0.json.contains("other@example.com") })
  }

  @Test func aSessionPastItsLifetimeIsRenewedBeforeTheCall() {
    let tokens = Counter()
    let host = TestHost(environment: Self.account, answer: service(tokens: tokens) { _ in false })
    _ = Script(host: host).run("use expoze\nlogin()\nsleep(17h)\nlistSpaces()")
    #expect(host.lines == ["POST /auth/token", "POST /auth/token/refresh", "GET /spaces.json"])
  }

  @Test func aRefreshThatFailsUnder200IsAnError() {
    let host = TestHost(environment: Self.account) { request in
      request.line == "POST /auth/token"
        ? .json(Answers.session)
        : .json(#"{"code":401,"message":"An authentication exception occurred."}"#)
    }
    let result = Script(host: host).run("use expoze\nlogin()\nrefreshToken()")
    #expect(result.kind == "auth")
    #expect(result["status"] == "200")
  }
}
