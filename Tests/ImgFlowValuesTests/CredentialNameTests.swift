import Foundation
import ImgFlowValues
import Testing

@Suite("Names of credentials")
struct CredentialNameTests {
  /// The words of a name in every spelling that is in use.
  private static func spellings(_ words: [String]) -> [String] {
    let capitalized = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }
    let upper = words.map { $0.uppercased() }
    return [
      words.joined(separator: "_"), words.joined(separator: "-"), words.joined(separator: "."),
      upper.joined(separator: "_"), capitalized.joined(separator: "-"), capitalized.joined(),
      words[0] + capitalized.dropFirst().joined(), "X-" + capitalized.joined(separator: "-"),
      "x" + capitalized.joined(), words.joined(separator: " "), words.joined(separator: "_") + "2",
      "\(words.joined(separator: "_"))[]",
    ]
  }

  @Test(
    "are known in every spelling",
    arguments: [
      ["authorization"], ["proxy", "authorization"], ["cookie"], ["set", "cookie"], ["key"],
      ["token"], ["secret"], ["password"], ["auth"], ["signature"], ["credential"], ["credentials"],
      ["passwd"], ["api", "key"], ["access", "token"], ["client", "secret"], ["auth", "token"],
      ["amz", "signature"], ["aws", "secret", "access", "key"], ["user", "password"],
      ["private", "key", "id"], ["api", "keys"], ["refresh", "tokens"], ["db", "pwd"],
      ["ocp", "apim", "subscription", "key"], ["goog", "api", "key"], ["oauth", "token"],
    ])
  func known(_ words: [String]) {
    for name in Self.spellings(words) { #expect(CredentialName.matches(name), "\(name)") }
  }

  @Test(
    "are known when they are written as one word",
    arguments: [
      "apikey", "APIKEY", "accesstoken", "AccessKeyID", "authtoken", "clientsecret", "secretkey",
      "userpassword", "PGPASSWORD", "xapikey", "APIkey", "privatekey", "webhooksecret",
      "OAuth2Token",
      "basicauth", "awssecretaccesskey", "apikeys",
    ])
  func together(_ name: String) { #expect(CredentialName.matches(name)) }

  @Test(
    "are no names that only look like one",
    arguments: [
      ["keyboard"], ["monkey"], ["turkey"], ["author"], ["authors"], ["authority"], ["keyword"],
      ["max", "tokens"], ["total", "tokens"], ["prompt", "tokens"], ["tokens"], ["keys"],
      ["max", "keys"], ["tokenizer"], ["secretary"], ["design"], ["compass"], ["hockey"],
      ["content", "type"], ["accept"], ["page"], ["media", "id"], ["www", "authenticate"],
      ["passed"], ["bypass"], ["signal"], ["assign"], ["home"], ["path"],
    ])
  func others(_ words: [String]) {
    for name in Self.spellings(words) { #expect(!CredentialName.matches(name), "\(name)") }
  }

  @Test(
    "are no names without words",
    arguments: [
      "", "-", "_", "1", "PWD", "OLDPWD", String(repeating: "apikey", count: 20_000) + "s",
    ])
  func odd(_ name: String) { #expect(!CredentialName.matches(name)) }

  @Test(
    "take credentials out of an address",
    arguments: [
      ("https://a.test/x?y=1&api_key=abc&z=2#t", "https://a.test/x?y=1&api_key=«secret»&z=2#t"),
      ("https://me:pw@a.test/", "https://«secret»@a.test/"),
      ("https://a.test/me@b?c=d@e", "https://a.test/me@b?c=d@e"),
      ("https://a.test?api%5Fkey=a%20b", "https://a.test?api%5Fkey=«secret»"),
      ("https://a.test/#access_token=abc&state=1", "https://a.test/#access_token=«secret»&state=1"),
      ("/x?token=&a", "/x?token=&a"), ("/x?token", "/x?token"),
      (
        "https://a.test/x?X-Amz-Signature=0f&b=c?d",
        "https://a.test/x?X-Amz-Signature=«secret»&b=c?d"
      ),
      ("", ""), ("?", "?"), ("https://", "https://"),
    ])
  func addresses(_ address: String, _ shown: String) {
    #expect(CredentialMask.address(address) == shown)
  }

  @Test func `take credentials out of a header`() {
    #expect(CredentialMask.header("Bearer abc def") == "Bearer «secret»")
    #expect(CredentialMask.header("abc def") == "«secret»")
  }
}
