import ImgFlowStdlib
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

/// Scrolls of Pixoneye as scripts read them: an answer's id is good for a minute, however slow the script.
@Suite struct ScrollTests {
  /// The script reads one profile and nothing more until every page has been asked for; all ids that
  /// were ever given are dead by then. A short lifetime in the declaration keeps the test short.
  @Test func aSlowScriptLosesNothing() async throws {
    let declaration = try #require(Stdlib.vendor("pixoneye"))
    #expect(declaration.contains("within 60s"))
    try await TestSandbox.with { sandbox in
      let script = """
        param server: string
        \(declaration.replacing("within 60s", with: "within 100ms"))
        fn pages() => http.get("\\(server)/_sandbox/log").body.text().split("listProfiles").length - 1
        var devices = []
        for profile in pixoneye.listProfiles("*") {
          if devices.length == 0 {
            timeout(5m) { while pages() < 25 { sleep(50ms) } }
            http.post("\\(server)/_sandbox/clock", json: {step: "61s"})
          }
          devices.push(profile.deviceID)
        }
        [devices.length, devices.unique().length]
        """
      let counts = await OperationScript.run(
        script, .sandbox(at: sandbox.url), parameters: ["server": .string(sandbox.url)])
      let expected = PixoneyeSeeds.audience
      #expect(counts.asList?.items.map(\.asInt) == [expected, expected])
    }
  }

  @Test func aDeadScrollSaysSo() async throws {
    try await TestSandbox.with { sandbox in
      let script = """
        param server: string
        var count = 0
        try {
          for profile in pixoneye.listProfiles("*") {
            if count == 0 { http.post("\\(server)/_sandbox/clock", json: {step: "61s"}) }
            count += 1
          }
          "read to its end"
        } catch e { [count, e.status, e.message] }
        """
      let outcome = await OperationScript.run(
        script, .sandbox(at: sandbox.url), parameters: ["server": .string(sandbox.url)])
      let parts = outcome.asItems ?? []
      #expect(parts.count == 3 && parts[0].asInt == 100 && parts[1].asInt == 410)
      let message = parts.last?.asString ?? ""
      #expect(message.hasPrefix("`pixoneye.listProfiles` cannot continue: "), "\(message)")
    }
  }
}
