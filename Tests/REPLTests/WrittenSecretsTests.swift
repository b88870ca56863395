import Foundation
import TestSupport
import Testing

@testable import ImgFlowREPL

@Suite("Secrets that are written out", .blocking)
struct WrittenSecretsTests {
  /// Names of credentials, each in one of the spellings.
  private static let names = [
    "password", "Authorization", "api_key", "apiKey", "AWS_SECRET_ACCESS_KEY", "accessToken",
    "clientSecret", "x_signature", "credentials", "cookie",
  ]
  /// The places at which a name says what the value `VALUE` is; `NAME` is the name.
  private static let places = [
    "let NAME = VALUE", "var NAME = VALUE", "var o = {}; o.NAME = VALUE", "o[\"NAME\"] = VALUE",
    "{\"NAME\": VALUE}", "let o = {NAME: VALUE}", "f({a: [{NAME: VALUE}]})", "f(1, NAME: VALUE)",
    "x |> f(NAME: VALUE)", "fn f(NAME = VALUE) { 1 }", "let g = (NAME = VALUE) => 1",
    "param NAME = VALUE", "let {NAME} = {NAME: VALUE}", "let {NAME = VALUE} = o",
    "print(NAME == VALUE)", "if VALUE != o.NAME { 1 }", "match NAME { VALUE => 1, _ => 2 }",
    "h.set(\"NAME\", VALUE)", "let h = [[\"NAME\", VALUE]]", "{\"\\(\"NAME\")\": VALUE}",
    "parallel for x in xs { f(NAME: VALUE) }", "retry(times: 2) { f(NAME: VALUE) }",
    "try { f(NAME: VALUE) } catch e { 1 }", "defer { f(NAME: VALUE) }",
    "var o = {}; [o.NAME] = [VALUE]", "var o = {}; {a: o.NAME} = {a: VALUE}", "o.NAME ??= VALUE",
    "if let NAME = VALUE { 1 }", "let NAME = a ?? VALUE", "assert a, f(NAME: VALUE)",
    ":table f(NAME: VALUE)", "f(x => g(NAME: VALUE))",
  ]
  /// The ways to write a text out.
  private static let values = [
    "\"s3cret\"", "'s3cret'", "\"Bearer s3cret\"", "\"s3cret\\(x)\"", "(a ?? \"s3cret\")",
    "\"s3cret\".trim()", "\"s3\" + \"cret\"", "(if a { \"s3cret\" } else { b })",
    "base64.decode(\"czNjcmV0\")", "[\"s3cret\"]",
  ]

  @Test("are found at every place of a name", arguments: places)
  func place(_ place: String) {
    for name in Self.names {
      let text = place.replacing("NAME", with: name).replacing("VALUE", with: "\"s3cret\"")
      #expect(watch(text), "\(text)")
    }
  }

  @Test("are found in every way to write them", arguments: values)
  func value(_ value: String) {
    for place in ["let token = VALUE", "f(password: VALUE)", "{\"api_key\": VALUE}"] {
      #expect(watch(place.replacing("VALUE", with: value)), "\(value) in \(place)")
    }
  }

  @Test(
    "are found by their type, their look, and what they stand in",
    arguments: [
      "type T = secret\nlet s: T = \"x\"", "type T = {a: secret}\nlet s: [T] = [{a: \"x\"}]",
      "let s: secret = \"x\"", "fn f(t: secret = \"x\") { 1 }", "param t: secret = \"x\"",
      "let o: {t: secret} = {t: \"x\"}", "let l: [secret?] = [\"x\"]",
      "let x = \"sk-0123456789abcdef01\"", "f(\"eyJhbGciOiJIUzI1NiJ9.e30.abc\")",
      "http.get(\"https://a.test/x?page=1&access_token=abc\")",
      "http.get(\"https://me:pw@a.test\")",
      "let h = \"Authorization: Bearer abc\"", "let b = 'password=abc&user=me'",
      "let b = \"{\\\"client_secret\\\": \\\"abc\\\"}\"", "1 + 1 // password: hunter2",
      "let k = \"-----BEGIN PRIVATE KEY-----\"", "f(password: 12345678)",
      // What does not parse could be anything.
      "login(password: \"x\"", "let t = \"abc", "login(password: hunter2",
    ])
  func looks(_ text: String) { #expect(watch(text)) }

  @Test(
    "are not found where there is none",
    arguments: [
      "login()", "let token = session.token", "password", "print(\"secret\")", "let s = \"sk-1\"",
      "{token: \"\"}", "let token = env(\"API_TOKEN\")",
      "param token: secret from env \"API_TOKEN\"",
      "let h = {Authorization: \"Bearer \\(token)\"}", "let key = file.text(\"key.txt\").trim()",
      "let u = \"https://a.test/x?token=\\(token)\"", "f(max_tokens: 100, author: \"Ann\")",
      "let keyboard = \"qwerty\"", "f(credential_id: 12345)",
      "http.get(\"https://a.test/x?page=2\")",
      "createWebhook(url, authorization: \"bearer\")",
      "let response = http.get(\"https://a.test\")",
      "prnt(1", ":save report.imgflow", "expoze.login?", "rows.map(r => r.key)",
    ])
  func harmless(_ text: String) { #expect(!watch(text)) }

  @Test func `a name that is used as a secret makes one of what it was given`() {
    let found = WrittenSecrets(in: "f({Authorization: \"Bearer \\(t)\", token: u})")
    #expect(!found.isAny && found.names == ["t", "u"])
    #expect(WrittenSecrets(in: "let t = \"abc\"", names: found.names).isAny)
    #expect(WrittenSecrets(in: "let u = v", names: found.names).names == ["v"])
  }

  private func watch(_ text: String) -> Bool {
    WrittenSecrets(in: SecretWatch.statement(text)).isAny
  }
}
