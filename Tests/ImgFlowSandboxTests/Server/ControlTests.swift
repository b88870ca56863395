import Foundation
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

@Suite struct ControlTests {
  @Test func theClockIsHeldScaledAndStepped() async throws {
    try await TestSandbox.with { sandbox in
      let held = try await sandbox.get("/_sandbox/clock")
      #expect(held["mode"].asString == "stepped")
      try await sandbox.step("1d1h30m5s500ms")
      let stepped = try await sandbox.get("/_sandbox/clock")
      let format = Date.ISO8601FormatStyle.iso8601
      let start = try format.parse(try #require(held["now"].asString))
      let end = try format.parse(try #require(stepped["now"].asString))
      #expect(abs(end.timeIntervalSince(start) - 91_805.5) <= 1)
      let scaled = try await sandbox.post("/_sandbox/clock", #"{"scale": 100}"#)
      #expect(scaled["mode"].asString == "scaled" && scaled["scale"].asDouble == 100)
      for bad in [
        "{}", #"{"step": "soon"}"#, #"{"step": ""}"#, #"{"step": -1}"#, #"{"scale": -1}"#,
        #"{"step": 1e300}"#, "[]", "{",
      ] {
        #expect(try await sandbox.post("/_sandbox/clock", bad).status == 400, "\(bad)")
      }
    }
  }

  /// What is misspelt, of another type, or for what does not exist would have no effect.
  @Test(arguments: [
    ("clock", #"{"step": 5, "scael": 2}"#, "`scael`"),
    ("faults", #"{"fault": "error", "operation": "expoze.createJobs"}"#, "`expoze.createJobs`"),
    ("faults", #"{"fault": "error", "operation": "expo"}"#, "`expo`"),
    ("faults", #"{"fault": "error", "opertion": "expoze"}"#, "`opertion`"),
    ("faults", #"{"fault": "error", "times": "2"}"#, "`times`"),
    ("faults", #"{"fault": "error", "after": -1}"#, "`after`"),
    ("faults", #"{"fault": "error", "status": 200}"#, "`status`"),
    ("faults", #"{"fault": "error", "message": 5}"#, "`message`"),
    ("faults", #"{"chaos": "error=5%", "fault": "reset"}"#, "`fault`"),
    ("expoze/fail-next-job", #"{"count": "2"}"#, "`count`"),
    ("expoze/fail-next-job", #"{"cuont": 2}"#, "`cuont`"),
    ("expoze/tokens", #"{"tokens": -1}"#, "`tokens`"),
    ("deepopinion/fail-next-task", #"{"count": 0}"#, "`count`"),
    ("deepopinion/read-only", #"{"organization_id": 1, "read_only": "yes"}"#, "`read_only`"),
    ("deepopinion/read-only", #"{"organization_id": 99, "read_only": true}"#, "workspace 99"),
    ("hautai/delete-subject", #"{"subject": "x"}"#, "`subject`"),
  ])
  func whatWouldHaveNoEffectIsRefused(_ path: String, _ body: String, _ says: String) async throws {
    try await TestSandbox.with { sandbox in
      let answer = try await sandbox.post("/_sandbox/\(path)", body)
      #expect((400...404).contains(answer.status) && answer.text.contains(says), "\(answer.text)")
      #expect(try await sandbox.get("/_sandbox/faults")["rules"].asItems?.isEmpty == true)
    }
  }

  @Test func faultsAreShownAsTheyWereOrdered() async throws {
    try await TestSandbox.with { sandbox in
      let rule =
        #"{"operation": "hautai", "fault": "slow", "message": "m", "delay": "3s", "times": 0}"#
      _ = try await sandbox.post("/_sandbox/faults", rule)
      let shown = try await sandbox.get("/_sandbox/faults")
      #expect(shown["rules.0.operation"].asString == "hautai")
      #expect(shown["rules.0.delay"].asDouble == 3 && shown["rules.0.message"].asString == "m")
      #expect(shown["rules.0.times"].isNull)
    }
  }

  @Test func requestsAreLogged() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      _ = try await sandbox.get("/expoze/jobs/1.json?secret=hush", token: token)
      let lines = try await sandbox.get("/_sandbox/log").text.split(separator: "\n")
      #expect(lines.count == 2)
      let entry = try JSON.parse(String(lines[1])).asRecord
      #expect(entry?["operation"]?.asString == "expoze.getJob")
      #expect(entry?["status"]?.asInt == 404)
      #expect(entry?["problem"]?.asString?.isEmpty == false)
      #expect(!lines.joined().contains("hush") && !lines.joined().contains(token))
    }
  }

  @Test func resetForgetsEverything() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let media = try await sandbox.uploadedMedia(token: token)
      _ = try await sandbox.createdJob(on: media, token: token)
      #expect(try await sandbox.post("/_sandbox/reset").status == 200)
      #expect(try await sandbox.get("/expoze/spaces.json", token: token).status == 401)
      let again = try await sandbox.login()
      #expect(try await sandbox.uploadedMedia(token: again) == media)
      let organizations = try await sandbox.get("/expoze/organizations.json", token: again)
      #expect(organizations["0.tokens"].asInt == 1000)
    }
  }

  @Test func thePageShowsMediaAndEscapesNames() async throws {
    try await TestSandbox.with { sandbox in
      let empty = try await sandbox.get("/")
      #expect(empty.text.contains("Nothing yet"))
      let token = try await sandbox.login()
      let (media, area) = try await AreaTests.area(sandbox, token)
      let point = #"{"type": "rect", "left": 1, "top": 1, "width": 50, "height": 40}"#
      _ = try await sandbox.put(
        "/expoze/a_o_is/\(area)",
        #"{"type": "rectangle", "name": "<script>alert(1)</script>", "points": [\#(point)]}"#,
        token: token)
      let page = try await sandbox.get("/").text
      #expect(page.contains("Media \(media)") && page.contains("<polygon"))
      #expect(page.contains("&lt;script&gt;") && !page.contains("<script>"))
      let image = try #require(page.firstMatch(of: /<img[^>]* src="([^"]+)"/)).1
      let file = try await sandbox.get(String(image))
      #expect(file.status == 200 && file.headers["content-type"] == "image/jpeg")
      #expect(try await sandbox.get("/_sandbox/expoze/image/../sandbox.db").status == 404)
    }
  }

  @Test func thePageKeepsItselfUpToDate() async throws {
    try await TestSandbox.with { sandbox in
      _ = try await sandbox.post("/_sandbox/faults", #"{"chaos": "error=5%"}"#)
      _ = try await sandbox.post(
        "/_sandbox/faults", #"{"fault": "reset", "operation": "expoze.getJob"}"#)
      let page = try await sandbox.get("/")
      #expect(page.text.contains("chaos error=5%"))
      #expect(page.text.contains("next at expoze.getJob: reset"))
      let script = try #require(page.text.firstMatch(of: /<script src="([^"]+)"/)).1
      #expect(page.headers["content-security-policy"]?.contains("script-src 'self'") == true)
      let file = try await sandbox.get(String(script))
      #expect(file.headers["content-type"]?.hasPrefix("text/javascript") == true)
      #expect(file.text.contains("fetch(address"))
    }
  }

  @Test func aRestartLosesNothing() async throws {
    let folder = try StoreFolder()

    let (token, media) = try await TestSandbox.with {
      $0.database = folder.database
    } _: { sandbox in
      let token = try await sandbox.login()
      let media = try await sandbox.uploadedMedia(token: token)
      _ = try await sandbox.finishedJob(on: media, token: token)
      try await sandbox.step("1h")
      _ = try await sandbox.createdJob(on: media, token: token)
      return (token, media)
    }
    try await TestSandbox.with {
      $0.database = folder.database
    } _: { sandbox in
      let done = try await sandbox.get("/expoze/jobs/10025.json", token: token)
      #expect(done["status"].asString == "done")
      // The job that was cut off is taken up again.
      let cut = try await sandbox.get("/expoze/jobs/10026.json", token: token)
      #expect(cut["status"].asString == "processing")
      try await sandbox.step("10s")
      let finished = try await sandbox.get("/expoze/jobs/10026.json", token: token)
      #expect(finished["status"].asString == "done")
      let area = try await sandbox.post(
        "/expoze/a_o_is.json", #"{"type": "circle", "media": \#(media)}"#, token: token)
      let point = #"{"type": "circle", "left": 10, "top": 10, "radius": 60}"#
      let scored = try await sandbox.put(
        "/expoze/a_o_is/\(area["id"].asInt ?? 0)", #"{"type": "circle", "points": [\#(point)]}"#,
        token: token)
      #expect((scored["score"].asDouble ?? 0) > 0)
      try await sandbox.step("16h")
      let late = try await sandbox.get("/expoze/spaces.json", token: token)
      #expect(late["message"].asString == "Expired JWT Token")
    }
  }
}
