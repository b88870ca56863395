import Foundation
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

@Suite struct AssetZenGrantTests {
  private static let callback = "http://127.0.0.1:8484/callback"
  private static let client = "client_id=imgflow-sandbox&client_secret=sandbox"

  @Test func aCodeIsExchangedOnce() async throws {
    try await TestSandbox.with { sandbox in
      let code = try await Self.code(sandbox)
      let form =
        "grant_type=authorization_code&code=\(code)&redirect_uri=\(Self.callback)&"
        + Self.client
      let answer = try await Self.exchange(sandbox, form)
      #expect(answer.status == 200, "\(answer.text)")
      #expect(answer["token_type"].asString == "Bearer" && answer["expires_in"].asInt == 7200)
      let token = try #require(answer["access_token"].asString)
      let account = try await sandbox.get("/assetzen/account.json", token: token)
      #expect(account["name"].asString == "Example Account")
      let again = try await Self.exchange(sandbox, form)
      #expect(again.status == 400 && again["error"].asString == "invalid_grant")
    }
  }

  @Test func theBrowserComesBackWithTheState() async throws {
    try await TestSandbox.with { sandbox in
      let answer = try await sandbox.get(
        "/assetzen/oauth/authorize?client_id=imgflow-sandbox&response_type=code&state=a%20b"
          + "&redirect_uri=\(Self.callback)?x=1")
      #expect(answer.status == 302)
      let location = try #require(answer.headers["location"])
      #expect(location.hasPrefix("\(Self.callback)?x=1&code="))
      #expect(location.hasSuffix("&state=a%20b"))
      let shown = try await sandbox.get(
        "/assetzen/oauth/authorize?client_id=imgflow-sandbox&response_type=code"
          + "&redirect_uri=urn:ietf:wg:oauth:2.0:oob")
      #expect(shown.status == 200 && shown.text.contains("<code>"))
    }
  }

  @Test func authorizationIsRefused() async throws {
    try await TestSandbox.with { sandbox in
      for (query, error) in [
        ("client_id=none&response_type=code&redirect_uri=\(Self.callback)", "invalid_client"),
        (
          "client_id=imgflow-sandbox&response_type=code&redirect_uri=https://evil.example/",
          "invalid_redirect_uri"
        ),
      ] {
        let answer = try await sandbox.get("/assetzen/oauth/authorize?\(query)")
        #expect(answer.status == 400 && answer["error"].asString == error)
      }
      let answer = try await sandbox.get(
        "/assetzen/oauth/authorize?client_id=imgflow-sandbox&response_type=token"
          + "&redirect_uri=\(Self.callback)")
      #expect(answer.headers["location"] == "\(Self.callback)?error=unsupported_response_type")
    }
  }

  @Test func codesExpireAndBelongToTheirAddress() async throws {
    try await TestSandbox.with { sandbox in
      let stale = try await Self.code(sandbox)
      try await sandbox.step("10m")
      let fresh = try await Self.code(sandbox)
      for (code, address) in [(stale, Self.callback), (fresh, "http://127.0.0.1/other")] {
        let answer = try await Self.exchange(
          sandbox,
          "grant_type=authorization_code&code=\(code)&redirect_uri=\(address)&\(Self.client)")
        #expect(answer["error"].asString == "invalid_grant")
      }
    }
  }

  @Test(arguments: [
    (
      "grant_type=refresh_token&refresh_token=x&client_id=imgflow-sandbox&client_secret=no", 401,
      "invalid_client"
    ),
    ("grant_type=refresh_token&refresh_token=x&\(client)", 400, "invalid_grant"),
    ("grant_type=refresh_token&\(client)", 400, "invalid_request"),
    ("grant_type=password&\(client)", 400, "unsupported_grant_type"),
    ("grant_type=authorization_code&code=x", 400, "invalid_request"),
  ])
  func wrongRequestsHaveOAuthsErrors(form: String, status: Int, error: String) async throws {
    try await TestSandbox.with { sandbox in
      let answer = try await Self.exchange(sandbox, form)
      #expect(answer.status == status)
      #expect(answer["error"].asString == error)
      #expect(answer["error_description"].asString?.isEmpty == false)
    }
  }

  @Test func tokensExpireAndAreRefreshedOnce() async throws {
    try await TestSandbox.with { sandbox in
      let first = try await Self.refresh(sandbox, "sandbox")
      let token = try #require(first["access_token"].asString)
      try await sandbox.step("2h")
      let late = try await sandbox.get("/assetzen/account.json", token: token)
      #expect(late.status == 401)
      #expect(late["error"].asString == "The access token expired")
      #expect(late.headers["www-authenticate"]?.hasPrefix("Bearer") == true)
      let refresh = try #require(first["refresh_token"].asString)
      let second = try await Self.refresh(sandbox, refresh)
      #expect(second.status == 200)
      #expect(try await Self.refresh(sandbox, refresh)["error"].asString == "invalid_grant")
      // The ready token of a new sandbox does not end by itself, but on demand.
      #expect(try await sandbox.get("/assetzen/account.json", token: "sandbox").status == 200)
      _ = try await sandbox.post("/_sandbox/assetzen/expire-sessions")
      #expect(try await sandbox.get("/assetzen/account.json", token: "sandbox").status == 401)
      #expect(try await Self.refresh(sandbox, "sandbox").status == 200)
    }
  }

  @Test(arguments: ["", "nonsense"])
  func otherTokensAreRefused(token: String) async throws {
    try await TestSandbox.with { sandbox in
      let answer = try await sandbox.get("/assetzen/account.json", token: token)
      #expect(answer.status == 401 && answer["error"].asString?.isEmpty == false)
    }
  }

  // MARK: - Requests

  private static func code(_ sandbox: TestSandbox) async throws -> String {
    let answer = try await sandbox.get(
      "/assetzen/oauth/authorize?client_id=imgflow-sandbox&response_type=code"
        + "&redirect_uri=\(callback)")
    let location = try #require(answer.headers["location"])
    return String(try #require(location.split(separator: "code=").last))
  }

  private static func exchange(
    _ sandbox: TestSandbox, _ form: String
  ) async throws -> TestSandbox.Answer {
    try await sandbox.send(
      "POST", "/assetzen/oauth/token",
      headers: ["Content-Type": "application/x-www-form-urlencoded"],
      body: .bytes(ByteBuffer(string: form)))
  }

  private static func refresh(
    _ sandbox: TestSandbox, _ token: String
  ) async throws -> TestSandbox.Answer {
    try await exchange(sandbox, "grant_type=refresh_token&refresh_token=\(token)&\(client)")
  }
}
