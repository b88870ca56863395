import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

/// Sessions as scripts have them: begun in a browser, and shared by many calls at a time.
@Suite struct SharedSessionTests {
  @Test(arguments: [
    ("expoze", "expoze.listSpaces()", "expoze.refreshToken", 1),
    ("assetzen", "assetzen.getAccount()", "assetzen.login", 1),
    ("hautai", "hautai.listPrivateTokens().all()", "hautai.refresh", 1),
    // Who cannot renew a session signs in once more.
    ("deepopinion", "deepopinion.listProjects()", "deepopinion.login", 2),
  ])
  func oneRenewalServesAll(
    _ vendor: String, _ call: String, _ renewal: String, _ count: Int
  ) async throws {
    try await TestSandbox.with { sandbox in
      let script = """
        param server: string
        \(call)
        http.post("\\(server)/_sandbox/\(vendor)/expire-sessions")
        let results = parallel(limit: 100) for i in range(100) { \(call) }
        results.length
        """
      let answers = await OperationScript.run(
        script, .sandbox(at: sandbox.url), parameters: ["server": .string(sandbox.url)])
      #expect(answers.asInt == 100)
      let log = try await sandbox.get("/_sandbox/log").text.split(separator: "\n")
      let renewals = log.count { $0.contains("\"operation\":\"\(renewal)\"") }
      #expect(renewals == count, "\(renewals) renewals")
    }
  }

  @Test func theBrowserIsSentToWhereTheVendorIs() async throws {
    try await TestSandbox.with { sandbox in
      let script = """
        let address = assetzen.authorizeURL("imgflow-sandbox", "urn:ietf:wg:oauth:2.0:oob")
        [address, http.get(address).body]
        """
      let found = await OperationScript.run(script, .sandbox(at: sandbox.url)).asItems ?? []
      #expect(found.first?.asString?.hasPrefix("\(sandbox.url)/assetzen/oauth/authorize?") == true)
      #expect(found.last?.asString?.contains("Approved for Demo User") == true)
    }
  }
}
