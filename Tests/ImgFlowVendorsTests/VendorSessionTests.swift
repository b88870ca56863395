import ImgFlowRuntime
import Testing

@Suite("The sessions of each vendor")
struct VendorSessionTests {
  private func run(
    _ vendor: String, _ host: TestHost, _ source: String
  ) -> Script.Result {
    Script(host: host, sources: [vendor: Declarations.builtIn(vendor)]).run(source)
  }

  // MARK: - AssetZen: OAuth2

  @Test func aReadyTokenNeedsNoLogin() {
    let host = TestHost(environment: ["ASSETZEN_ACCESS_TOKEN": "ready-token"]) { _ in .json("[]") }
    let result = run("assetzen", host, "print(assetzen.listAlbums())")
    #expect(result.output == "[]", "\(result.message)")
    #expect(host.lines == ["GET /albums"])
    #expect(host.requests[0].header("Authorization") == "Bearer ready-token")
    #expect(host.requests[0].header("Accept") == "application/json")
  }

  @Test func aRefreshTokenAloneIsEnough() {
    let host = TestHost(environment: [
      "ASSETZEN_REFRESH_TOKEN": "refresh-one", "ASSETZEN_CLIENT_ID": "app",
      "ASSETZEN_CLIENT_SECRET": "app-secret",
    ]) { request in
      request.line == "POST /oauth/token"
        ? .json(#"{"access_token":"fresh-token","token_type":"Bearer","expires_in":7200}"#)
        : .json("[]")
    }
    let result = run(
      "assetzen", host,
      """
      use assetzen
      listAlbums()
      sleep(1h)
      listAlbums()
      sleep(1h)
      listAlbums()
      """)
    #expect(result.error == nil, "\(result.message)")
    // After two hours the token has expired, and the refresh token, which did not rotate, is kept.
    #expect(
      host.lines == [
        "POST /oauth/token", "GET /albums", "GET /albums", "POST /oauth/token", "GET /albums",
      ])
    #expect(
      host.requests[3].json
        == "grant_type=refresh_token&refresh_token=refresh-one&client_id=app&client_secret=app-secret"
    )
    #expect(host.requests[1].header("Authorization") == "Bearer fresh-token")
  }

  @Test(arguments: ["9223372036854775807", "-9223372036854775808", "1e400", "null", "\"soon\""])
  func anAbsurdLifetimeIsNoTrap(_ lifetime: String) {
    let host = TestHost(environment: [
      "ASSETZEN_REFRESH_TOKEN": "refresh-one", "ASSETZEN_CLIENT_ID": "app",
      "ASSETZEN_CLIENT_SECRET": "app-secret",
    ]) { request in
      request.line == "POST /oauth/token"
        ? .json("{\"access_token\":\"fresh-token\",\"expires_in\":\(lifetime)}") : .json("[]")
    }
    let result = run("assetzen", host, "use assetzen\nprint(listAlbums())")
    #expect(result.output == "[]" || result.kind == "parse", "\(result.message)")
  }

  @Test func aRefusedTokenIsRenewedAndRotates() {
    let host = TestHost(environment: [
      "ASSETZEN_ACCESS_TOKEN": "stale-token", "ASSETZEN_REFRESH_TOKEN": "refresh-one",
      "ASSETZEN_CLIENT_ID": "app", "ASSETZEN_CLIENT_SECRET": "app-secret",
    ]) { request in
      if request.line == "POST /oauth/token" {
        return request.json.contains("refresh-one")
          ? .json(#"{"access_token":"second-token","refresh_token":"refresh-two"}"#)
          : .json(#"{"access_token":"third-token","refresh_token":"refresh-three"}"#)
      }
      let isFine = request.header("Authorization") == "Bearer third-token"
      return isFine ? .json("[]") : .json(#"{"error":"invalid_token"}"#, status: 401)
    }
    let result = run(
      "assetzen", host, "use assetzen\ntry { listAlbums() } catch e {}\nlistAlbums()")
    #expect(result.error == nil, "\(result.message)")
    #expect(host.requests.count { $0.json.contains("refresh-two") } == 1)
  }

  @Test func aCodeIsExchanged() {
    let host = TestHost(environment: [
      "ASSETZEN_CLIENT_ID": "app", "ASSETZEN_CLIENT_SECRET": "app-secret",
    ]) { request in
      request.line == "POST /oauth/token"
        ? .json(#"{"access_token":"token-of-user","refresh_token":"r-one","expires_in":7200}"#)
        : .json("[]")
    }
    let result = run(
      "assetzen", host,
      """
      use assetzen
      print(authorizeURL("app", "http://127.0.0.1:8484/callback"))
      login(code: "code-of-user", redirect_uri: "http://127.0.0.1:8484/callback")
      listAlbums()
      """)
    #expect(
      result.output
        == "https://app.assetzen.net/oauth/authorize?response_type=code&client_id=app&redirect_uri=http%3A%2F%2F127.0.0.1%3A8484%2Fcallback",
      "\(result.message)")
    #expect(
      host.requests[0].json
        == "grant_type=authorization_code&code=code-of-user&redirect_uri=http%3A%2F%2F127.0.0.1%3A8484%2Fcallback&client_id=app&client_secret=app-secret"
    )
    #expect(host.requests[0].header("Content-Type") == "application/x-www-form-urlencoded")
  }

  @Test func linksAreSignedWithTheAccount() {
    let host = TestHost(environment: ["ASSETZEN_ACCESS_TOKEN": "ready-token"]) { request in
      request.line == "GET /account"
        ? .json(
          #"{"id":"abcdefghijk","name":"x","settings":{"images_service":"https://cdn.assetzen.net"}}"#
        )
        : .json(#"{"sid":"BAhrYglpKW5u"}"#)
    }
    let result = run(
      "assetzen", host,
      "use assetzen\nprint(imageLink(getAccount(), getImage(\"BAhrYglpKW5u\"), 600, 400))")
    // An HMAC of {"imageId":"BAhrYglpKW5u","width":600,"height":400,"quality":80}.
    #expect(
      result.output
        == "https://cdn.assetzen.net/image/1KchkuBSGv1N2YwPLQgXIqxMk83msINVEr-RjA6BJng.eyJpbWFnZUlkIjoiQkFocllnbHBLVzV1Iiwid2lkdGgiOjYwMCwiaGVpZ2h0Ijo0MDAsInF1YWxpdHkiOjgwfQ",
      "\(result.message)")
  }

  @Test func nobodySignedInSaysHow() {
    let host = TestHost { _ in .json("[]") }
    let result = run("assetzen", host, "assetzen.listAlbums()")
    #expect(result.kind == "auth")
    #expect(result.message == "not signed in to assetzen")
    #expect(
      result.caught?.help
        == "set `ASSETZEN_ACCESS_TOKEN` or `ASSETZEN_REFRESH_TOKEN`, call `assetzen.login(…)` first, or run with `--sandbox`"
    )
    #expect(host.requests.isEmpty)
  }

  @Test func aCodeNeedsItsAddress() {
    let host = TestHost(environment: [
      "ASSETZEN_CLIENT_ID": "app", "ASSETZEN_CLIENT_SECRET": "app-secret",
    ]) { _ in .json("{}") }
    let result = run("assetzen", host, #"assetzen.login(code: "abc-code")"#)
    #expect(result.kind == "validation")
    #expect(
      result.message
        == #"`assetzen.login` needs `code` and `redirect_uri` when `grant_type` is "authorization_code""#
    )
    #expect(host.requests.isEmpty)
  }

  // MARK: - Pixoneye: a key

  @Test func aKeyGoesWithEveryCall() {
    let host = TestHost(environment: ["PIXONEYE_API_KEY": "key-one", "PIXONEYE_APP_ID": "MyApp"]) {
      _ in .json(#"{"count":2907}"#)
    }
    let result = run("pixoneye", host, #"print(pixoneye.getScannedImageCount("device/1"))"#)
    #expect(result.output == "2907", "\(result.message)")
    #expect(host.lines == ["GET /v1/users/scanned-images-by-device-id/device%2F1/MyApp"])
    #expect(host.requests[0].headers.contains { $0.name == "api_key" && $0.value == "key-one" })
    #expect(host.requests[0].header("Content-Type") == "application/json")
    #expect(host.requests[0].credentialHeaders == ["api_key"])
  }

  @Test func aMissingKeyIsNamed() {
    let host = TestHost(environment: ["PIXONEYE_APP_ID": "MyApp"]) { _ in .json("{}") }
    let result = run("pixoneye", host, #"pixoneye.getScannedImageCount("d")"#)
    #expect(result.kind == "auth")
    #expect(
      result.message
        == "`pixoneye.getScannedImageCount` needs credentials of pixoneye: `PIXONEYE_API_KEY` is not set"
    )
  }

  // MARK: - Haut.AI: a login or a private token

  private static let subject =
    #"{"id":"497f6eca-6276-4993-bfeb-53cbbbba6f08","name":"x","creation_time":"2026-01-01T00:00:00Z"}"#

  @Test func aPrivateTokenNeedsNoLogin() {
    let host = TestHost(environment: [
      "HAUTAI_TOKEN": "private-one",
      "HAUTAI_COMPANY_ID": "00000000-0000-0000-0000-000000000001",
      "HAUTAI_DATASET_ID": "00000000-0000-0000-0000-000000000002",
    ]) { _ in .json(Self.subject, status: 201) }
    let result = run("hautai", host, #"print(hautai.createSubject("x").name)"#)
    #expect(result.output == "x", "\(result.message)")
    #expect(
      host.lines == [
        "POST /api/v1/companies/00000000-0000-0000-0000-000000000001/datasets/00000000-0000-0000-0000-000000000002/subjects/"
      ])
    #expect(host.requests[0].header("Authorization") == "Bearer private-one")
  }

  @Test func theCompanyIsThatOfWhoSignedIn() {
    let host = TestHost(environment: [
      "HAUTAI_USERNAME": "me@example.com", "HAUTAI_PASSWORD": "pass-phrase",
      "HAUTAI_DATASET_ID": "00000000-0000-0000-0000-000000000002",
    ]) { request in
      switch request.line {
      case "POST /api/v1/auth/login/":
        .json(
          #"{"token_access":"token-one","refresh_token":"refresh-one","company_id":"00000000-0000-0000-0000-000000000009"}"#
        )
      case "POST /api/v1/auth/refresh/": .json(#"{"access_token":"token-two"}"#)
      default:
        request.header("Authorization") == "Bearer token-two"
          ? .json(Self.subject, status: 201) : .json(#"{"detail":"Expired"}"#, status: 401)
      }
    }
    let result = run(
      "hautai", host,
      "use hautai\nprint(login())\ncreateSubject(\"x\")\ncreateSubject(\"y\")")
    #expect(result.error == nil, "\(result.message)")
    #expect(!result.output.contains("token-one"))
    let subjects =
      "POST /api/v1/companies/00000000-0000-0000-0000-000000000009/datasets/00000000-0000-0000-0000-000000000002/subjects/"
    #expect(
      host.lines == [
        "POST /api/v1/auth/login/", subjects, "POST /api/v1/auth/refresh/", subjects, subjects,
      ])
    #expect(host.requests[2].json == #"{"refresh_token":"refresh-one"}"#)
  }

  // MARK: - DeepOpinion: a login without refresh

  private static let account = [
    "DEEPOPINION_EMAIL": "me@example.com", "DEEPOPINION_PASSWORD": "pass-phrase",
  ]

  @Test func anExpiredTokenIsReplacedByLoggingInAgainOnce() {
    let logins = Counter()
    let host = TestHost(environment: Self.account) { request in
      if request.line == "POST /auth/login" {
        return .json(#"{"auth_token":"\#(Answers.token("\(logins.next())"))","status":"OK"}"#)
      }
      return request.header("Authorization") == "Bearer \(Answers.token("1"))"
        ? .json(#"{"message":"expired","status":"UNAUTHORIZED"}"#, status: 401) : .json("[]")
    }
    let result = run(
      "deepopinion", host,
      """
      use deepopinion
      login()
      print((parallel(limit: 100) for i in 1...100 { listProjects() }).length)
      """)
    #expect(result.output == "100", "\(result.message)")
    #expect(host.lines.count { $0 == "POST /auth/login" } == 2)
  }

  @Test func aTokenSaysItselfHowLongItLasts() {
    let claims = Base64.encode(Array(#"{"sub":12,"iat":1000,"exp":4600}"#.utf8)).filter {
      $0 != "="
    }
    let host = TestHost(environment: Self.account) { request in
      request.line == "POST /auth/login"
        ? .json(#"{"auth_token":"e30.\#(claims).signature"}"#) : .json("[]")
    }
    let result = run(
      "deepopinion", host,
      "use deepopinion\nlistProjects()\nsleep(58m)\nlistProjects()\nsleep(2m)\nlistProjects()")
    #expect(result.error == nil, "\(result.message)")
    #expect(
      host.lines == [
        "POST /auth/login", "GET /projects", "GET /projects", "POST /auth/login", "GET /projects",
      ])
  }

  @Test func theWorkspaceStandsBeforeSomePaths() {
    let host = TestHost(
      environment: Self.account.merging(["DEEPOPINION_ORGANIZATION_ID": "7"]) { $1 }
    ) { request in
      request.line == "POST /auth/login"
        ? .json(#"{"auth_token":"\#(Answers.token("12"))"}"#)
        : .json(request.url.contains("/users/12") ? "{}" : "[]")
    }
    let result = run(
      "deepopinion", host,
      "use deepopinion\nlistProjects()\nlistModels().all()\nlistInvitations()\ngetUser()")
    #expect(result.error == nil, "\(result.message)")
    #expect(
      host.lines.dropFirst() == [
        "GET /organizations/7/projects", "GET /models?offset=0&limit=100",
        "GET /organizations/7/users/invites", "GET /users/12",
      ])
  }

  @Test func someCallsAreMadeWithOrWithoutASession() {
    let host = TestHost(environment: Self.account) { request in
      request.line == "POST /auth/login"
        ? .json(#"{"auth_token":"\#(Answers.token("12"))"}"#) : .json("")
    }
    let result = run(
      "deepopinion", host,
      """
      use deepopinion
      sendPasswordResetEmail("me@example.com")
      login()
      sendPasswordResetEmail("me@example.com")
      """)
    #expect(result.error == nil, "\(result.message)")
    #expect(
      host.lines == ["POST /password/email", "POST /auth/login", "POST /password/email"])
    #expect(host.requests[0].header("Authorization") == nil)
    #expect(host.requests[2].header("Authorization") == "Bearer \(Answers.token("12"))")
  }
}
