import Foundation
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

@Suite struct JobTests {
  @Test func aJobGoesFromQueuedToDone() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let media = try await sandbox.uploadedMedia(token: token)
      let job = try await sandbox.createdJob(on: media, token: token)
      let id = try #require(job["id"].asInt)
      #expect(job["status"].asString == "queued" && job["progress"].asInt == 0)
      #expect(job["mediaId"].asInt == media && job["media.id"].asInt == media)
      for path in [
        "outputPath", "outputFile", "salience.sum", "properties.area", "progressStatus.progress",
      ] {
        #expect(job[path].isNull, "\(path)")
      }

      try await sandbox.step("1s")
      let running = try await sandbox.get("/expoze/jobs/\(id).json", token: token)
      #expect(running["status"].asString == "processing")
      let progress = try #require(running["progress"].asInt)
      #expect((1..<100).contains(progress))
      #expect(running["progressStatus.progress"].asInt == progress)
      #expect(running["progressStatus.total_frames"].asInt == 1)

      try await sandbox.step("5s")
      let done = try await sandbox.get("/expoze/jobs/\(id).json", token: token)
      #expect(done["status"].asString == "done" && done["progress"].asInt == 100)
      let path = try #require(done["outputPath"].asString)
      #expect(path.wholeMatch(of: /1\\\/1\\\/\d+\\\/jobs\\\/[0-9a-f-]{36}\.jpg/) != nil, "\(path)")
      #expect(done["outputFile"].asString == path)
      let (width, height) = (
        done["properties.dim_width"].asInt, done["properties.dim_height"].asInt
      )
      #expect(done["properties.area"].asInt == (width ?? 0) * (height ?? 0))
      #expect(done["salience.max"].asDouble == 1)
      #expect((done["salience.mean"].asDouble ?? 0) > 0)
      for spelling in ["/jobs/\(id)", "/jobs.json/\(id)"] {
        #expect(try await sandbox.get("/expoze\(spelling)", token: token).bytes == done.bytes)
      }
    }
  }

  @Test func theDocumentsSampleIsAccepted() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let media = try await sandbox.uploadedMedia(token: token)
      let job = try await sandbox.post(
        "/expoze/jobs.json",
        """
        {"media": "\(media)", "colormap": "jet", "alpha": 0.85, "enableWatermark": false, "boost": 2,
         "inverse": false, "reveal": false, "preset": "normal"}
        """, token: token)
      #expect(job.status == 200)
      let keys = try #require(job.json.asRecord).keys.map(\.text)
      #expect(keys == Self.documentedKeys)
    }
  }

  @Test func outputFollowsTheSettings() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let media = try await sandbox.uploadedMedia(token: token)
      var pictures: Set<[UInt8]> = []
      let settings = [
        "", #", "colormap": "viridis""#, #", "alpha": 0.2"#, #", "boost": 5"#,
        #", "inverse": true"#,
        #", "reveal": true"#,
      ]
      for setting in settings {
        let job = try await sandbox.finishedJob(on: media, setting, token: token)
        let path = try #require(job["outputPath"].asString).replacingOccurrences(of: "\\", with: "")
        let found = try await sandbox.get(
          "/expoze/core/media/cache/resolve/original/userfiles/\(path)", token: token)
        pictures.insert(try await sandbox.get(try #require(found.headers["location"])).bytes)
      }
      #expect(pictures.count == settings.count)
    }
  }

  @Test func badSettingsAreViolations() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let media = try await sandbox.uploadedMedia(token: token)
      for (setting, field) in [
        (#""colormap": "rainbow""#, "colormap"), (#""alpha": 2"#, "alpha"),
        (#""boost": 0"#, "boost"),
        (#""boost": 1.5"#, "boost"), (#""boost": 99999999999999999999"#, "boost"),
        (#""inverse": "yes""#, "inverse"),
      ] {
        let answer = try await sandbox.post(
          "/expoze/jobs.json", #"{"media": \#(media), \#(setting)}"#, token: token)
        #expect(answer.status == 422, "\(setting)")
        #expect(answer["violations.0.propertyPath"].asString == field)
      }
      let missing = try await sandbox.post("/expoze/jobs.json", "{}", token: token)
      #expect(missing["violations.0.propertyPath"].asString == "media")
      for media in ["1", #""1""#, "99999999999999999999"] {
        let answer = try await sandbox.post(
          "/expoze/jobs.json", #"{"media": \#(media)}"#, token: token)
        #expect([404, 422].contains(answer.status), "\(answer.text)")
      }
    }
  }

  @Test func jobsCostTokens() async throws {
    try await TestSandbox.with {
      $0.tokens = 2
    } _: { sandbox in
      let token = try await sandbox.login()
      let media = try await sandbox.uploadedMedia(token: token)
      for _ in 0..<2 { _ = try await sandbox.createdJob(on: media, token: token) }
      let refused = try await sandbox.post(
        "/expoze/jobs.json", #"{"media": \#(media)}"#, token: token)
      let message = "There are not enough tokens left in your account to add this job."
      #expect(refused.status == 422)
      #expect(refused["detail"].asString == "tokens: \(message)")
      #expect(refused["violations.0.propertyPath"].asString == "tokens")
      #expect(refused["violations.0.message"].asString == message)

      _ = try await sandbox.post("/_sandbox/expoze/tokens", #"{"tokens": 1}"#)
      _ = try await sandbox.createdJob(on: media, token: token)
    }
  }

  @Test func jobsFailToOrder() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let media = try await sandbox.uploadedMedia(token: token)
      _ = try await sandbox.post(
        "/_sandbox/expoze/fail-next-job", #"{"count": 1, "reason": "out of paint"}"#)
      let failed = try await sandbox.finishedJob(on: media, token: token)
      #expect(failed["status"].asString == "failed")
      #expect(failed["description"].asString == "out of paint")
      #expect(failed["outputPath"].isNull && failed["progress"].asInt != 100)
      let next = try await sandbox.finishedJob(on: media, token: token)
      #expect(next["status"].asString == "done")
    }
  }

  @Test func aScaledClockMakesJobsShort() async throws {
    try await TestSandbox.with {
      $0.timeScale = 1000
    } _: { sandbox in
      let token = try await sandbox.login()
      let media = try await sandbox.uploadedMedia(token: token)
      let id = try #require(try await sandbox.createdJob(on: media, token: token)["id"].asInt)
      var status: String?
      for _ in 0..<500 where status != "done" {
        status = try await sandbox.get("/expoze/jobs/\(id).json", token: token)["status"].asString
        if status != "done" { try await Task.sleep(for: .milliseconds(10)) }
      }
      #expect(status == "done")
    }
  }

  private static let documentedKeys = [
    "position", "status", "media", "colormap", "spyneId", "mediaId", "priority", "alpha", "modulus",
    "interval", "progress", "boost", "description", "outputFile", "outputPath", "outputPdfFile",
    "reveal", "inverse", "watermark", "expectedOutputUri", "poster", "spyneTask", "preset",
    "enableWatermark", "progressStatus", "salience", "properties", "id",
  ]
}
