import Foundation
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

@Suite struct SessionTests {
  @Test func loginGivesTokensAsInTheSample() async throws {
    try await TestSandbox.with { sandbox in
      let answer = try await sandbox.post(
        "/expoze/auth/token", #"{"username": "demo@imgflow.dev", "password": "sandbox"}"#)
      #expect(answer.status == 200)
      let refresh = try #require(answer["refresh_token"].asString)
      #expect(refresh.count == 128 && refresh.allSatisfy(\.isHexDigit))

      let parts = try #require(answer["token"].asString).split(separator: ".")
      #expect(parts.count == 3)
      #expect(try Self.decoded(parts[0]).contains(#""alg":"RS256""#))
      let claims = try JSON.parse(Self.decoded(parts[1])).asRecord
      let issued = try #require(claims?["iat"]?.asInt)
      #expect(claims?["exp"]?.asInt == issued + 60_480)
      #expect(claims?["username"]?.asString == "demo@imgflow.dev")
      #expect(claims?["userId"]?.asInt == 1 && claims?["organization"]?.asInt == 1)
      #expect(claims?["roles"]?.asList?.items.first?.asString == "ROLE_USER")
      #expect(claims?["subscription"]?.asRecord?["pro"]?.asBool == true)
    }
  }

  @Test func wrongCredentialsAreRefusedInTheDocumentedForm() async throws {
    try await TestSandbox.with { sandbox in
      let answer = try await sandbox.post(
        "/expoze/auth/token", #"{"username": "demo@imgflow.dev", "password": "wrong"}"#)
      #expect(answer.status == 401)
      #expect(answer.text == #"{"code":401,"message":"Invalid credentials."}"#)
    }
  }

  @Test func missingAndIllTypedFieldsAreViolations() async throws {
    try await TestSandbox.with { sandbox in
      let answer = try await sandbox.post("/expoze/auth/token", #"{"username": 5}"#)
      #expect(answer.status == 422)
      #expect(answer["title"].asString == "An error occurred")
      #expect(answer["violations.0.propertyPath"].asString == "username")
      #expect(answer["violations.1.propertyPath"].asString == "password")
      #expect(answer["violations.0.code"].isNull)
      #expect(try await sandbox.post("/expoze/auth/token", "{").status == 400)
      #expect(try await sandbox.post("/expoze/auth/token", "[]").status == 422)
    }
  }

  @Test func refreshTokensRotateAndWorkOnce() async throws {
    try await TestSandbox.with { sandbox in
      let login = try await sandbox.post(
        "/expoze/auth/token", #"{"username": "demo@imgflow.dev", "password": "sandbox"}"#)
      let first = try #require(login["refresh_token"].asString)
      let body = #"{"refresh_token": "\#(first)"}"#
      let second = try await sandbox.post("/expoze/auth/token/refresh", body)
      #expect(second.status == 200)
      #expect(second["refresh_token"].asString != first)
      #expect(second["token"].asString != login["token"].asString)

      let again = try await sandbox.post("/expoze/auth/token/refresh", body)
      #expect(again.status == 401)
      #expect(again["message"].asString == "An authentication exception occurred.")
      #expect(again["code"].asInt == 401)
      let token = try #require(second["token"].asString)
      #expect(try await sandbox.post("/expoze/auth/me", token: token).status == 200)
    }
  }

  @Test func sessionsEndByTheSandboxClock() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      try await sandbox.step("16h")
      #expect(try await sandbox.post("/expoze/auth/me", token: token).status == 200)
      try await sandbox.step("1h")
      let late = try await sandbox.post("/expoze/auth/me", token: token)
      #expect(late.text == #"{"code":401,"message":"Expired JWT Token"}"#)
    }
  }

  @Test func sessionsCanBeExpired() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      _ = try await sandbox.post("/_sandbox/expoze/expire-sessions")
      let late = try await sandbox.post("/expoze/auth/me", token: token)
      #expect(late["message"].asString == "Expired JWT Token")
      #expect(try await sandbox.post("/expoze/auth/me", token: sandbox.login()).status == 200)
    }
  }

  @Test func missingAndForgedTokensAreToldApart() async throws {
    try await TestSandbox.with { sandbox in
      let missing = try await sandbox.get("/expoze/spaces.json")
      #expect(missing.text == #"{"code":401,"message":"JWT Token not found"}"#)
      let token = try await sandbox.login()
      let parts = token.split(separator: ".")
      let other = try await sandbox.login(ExpozeAccounts.other).split(separator: ".")
      for forged in [
        "x", "a.b.c", "\(parts[0]).\(other[1]).\(parts[2])", "\(parts[0]).\(parts[1]).",
      ] {
        let answer = try await sandbox.get("/expoze/spaces.json", token: forged)
        #expect(answer.status == 401)
        #expect(answer["message"].asString == "Invalid JWT Token")
      }
    }
  }

  @Test(arguments: ["POST", "GET"])
  func currentUserIsThere(method: String) async throws {
    try await TestSandbox.with { sandbox in
      let me = try await sandbox.send(method, "/expoze/auth/me", token: sandbox.login())
      #expect(me.status == 200)
      #expect(me["username"].asString == "demo@imgflow.dev")
      #expect(me["organizationId"].asInt == 1 && me["organization.id"].asInt == 1)
      #expect(me["status"].asString == "active")
      let login = try #require(me["lastLogin"].asString)
      #expect(login.hasSuffix("+00:00"))
    }
  }

  private static func decoded(_ part: Substring) throws -> String {
    let text = part.replacingOccurrences(of: "-", with: "+").replacingOccurrences(
      of: "_", with: "/")
    let padded = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
    return String(decoding: try #require(Data(base64Encoded: padded)), as: UTF8.self)
  }
}
