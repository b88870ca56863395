import Foundation
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

/// Random sequences of calls beside a model of what they should leave: what was made can be read, listed
/// and changed, what was deleted is gone, and counts agree.
@Suite struct SequenceTests {
  @Test(arguments: 1...3)
  func jobsAndAreasAreAsTheyWereOrdered(seed: UInt64) async throws {
    try await TestSandbox.with { sandbox in
      var random = SeededGenerator(seed: seed)
      let token = try await sandbox.login()
      let spaces = try await sandbox.get("/expoze/spaces.json", token: token)
      var names = Set(spaces.json.asList?.items.compactMap { $0.asRecord?["name"]?.asString } ?? [])
      var (media, areas, jobs): ([Int], [Int: String], [Int: Int]) = ([], [:], [:])
      for step in 0..<20 {
        switch media.isEmpty ? 0 : Int.random(in: 0..<4, using: &random) {
        case 0:
          let id = try await sandbox.uploadedMedia("small.webp", token: token)
          #expect(!media.contains(id))
          media.append(id)
          jobs[try #require(try await sandbox.finishedJob(on: id, token: token)["id"].asInt)] = id
        case 1:
          let made = try await sandbox.post(
            "/expoze/spaces", #"{"name": "space \#(step)", "organization": 1}"#, token: token)
          #expect(made.status == 200, "\(made.text)")
          names.insert("space \(step)")
        case 2:
          let area = try await sandbox.post(
            "/expoze/a_o_is.json",
            #"{"type": "rectangle", "media": \#(media.randomElement(using: &random) ?? 0)}"#,
            token: token)
          areas[try #require(area["id"].asInt, "\(area.text)")] = ""
        default:
          guard let area = areas.keys.sorted().randomElement(using: &random) else { continue }
          let changed = try await sandbox.put(
            "/expoze/a_o_is.json/\(area)", #"{"name": "area \#(step)", \#(Self.shape)}"#,
            token: token)
          #expect(changed.status == 200, "\(changed.text)")
          areas[area] = "area \(step)"
        }
        try await Self.compare(sandbox, token, names, areas, jobs)
      }
    }
  }

  private static let shape =
    #""type": "rectangle", "points": [{"type": "rect", "left": 1, "top": 1, "width": 9, "height": 9}]"#

  private static func compare(
    _ sandbox: TestSandbox, _ token: String, _ names: Set<String>, _ areas: [Int: String],
    _ jobs: [Int: Int]
  ) async throws {
    let spaces = try await sandbox.get("/expoze/spaces.json", token: token)
    let found = spaces.json.asList?.items.compactMap { $0.asRecord?["name"]?.asString } ?? []
    #expect(found.count == names.count && Set(found) == names)
    let organizations = try await sandbox.get("/expoze/organizations.json", token: token)
    #expect(organizations["0.tokens"].asInt == 1000 - jobs.count)
    for (job, media) in jobs {
      let answer = try await sandbox.get("/expoze/jobs/\(job).json", token: token)
      #expect(answer["status"].asString == "done" && answer["media.id"].asInt == media)
    }
    for (area, name) in areas where !name.isEmpty {
      // Nothing reads one area; a change that leaves out the name shows it.
      let answer = try await sandbox.put(
        "/expoze/a_o_is.json/\(area)", "{\(shape)}", token: token)
      #expect(answer["name"].asString == name, "\(answer.text)")
    }
  }

  @Test(arguments: 1...3)
  func profilesAreAsTheyWerePosted(seed: UInt64) async throws {
    try await TestSandbox.with { sandbox in
      var random = SeededGenerator(seed: seed)
      let client = PixoneyeClient(sandbox: sandbox)
      let devices = (1...6).map { "sequence-\($0)" }
      var model: [String: [String: String]] = [:]
      for _ in 0..<40 {
        let device = devices.randomElement(using: &random) ?? ""
        if random.chance(0.3) {
          let path = "/delete-user-data-by-app-id/\(device)/MyApp"
          let answer = try await client.send("DELETE", path)
          #expect(answer.status == (model[device] == nil ? 404 : 200))
          model[device] = nil
        } else {
          let key = ["city", "country", "gender"].randomElement(using: &random) ?? ""
          let value = ["male", "female"].randomElement(using: &random) ?? ""
          let body = #"{"appID": "MyApp", "deviceID": "\#(device)", "\#(key)": "\#(value)"}"#
          #expect(try await client.send("POST", "/post-profile", body).status == 201)
          model[device, default: [:]][key] = value
        }
        let list = try await client.list(devices.map { "\"\($0)\"" }.joined(separator: ","))
        let found = list["profiles"].asList?.items.compactMap(\.asRecord) ?? []
        #expect(Set(found.compactMap { $0["deviceID"]?.asString }) == Set(model.keys))
        for profile in found {
          let known = model[profile["deviceID"]?.asString ?? ""] ?? [:]
          #expect(profile.count == known.count + 1)
          for (key, value) in known { #expect(profile[key]?.asString == value) }
        }
      }
    }
  }

  @Test(arguments: 1...3)
  func picturesAreFoundByWhatWasSaidOfThem(seed: UInt64) async throws {
    try await TestSandbox.with { sandbox in
      var random = SeededGenerator(seed: seed)
      let tags = ["alpha", "beta", "gamma"]
      var model: [String: Set<String>] = [:]
      for step in 0..<25 {
        if model.count < 2 || random.chance(0.2) {
          model[try await AssetZenClient(sandbox: sandbox).upload()] = []
        } else if let sid = model.keys.sorted().randomElement(using: &random) {
          let chosen = tags.filter { _ in random.chance(0.5) }
          let list = chosen.map { "\"\($0)\"" }.joined(separator: ",")
          let changed = try await sandbox.send(
            "PATCH", "/assetzen/images/\(sid).json", token: "sandbox",
            headers: ["Content-Type": "application/json"],
            body: .bytes(ByteBuffer(string: #"{"tags": [\#(list)], "title": "step\#(step)"}"#)))
          #expect(changed.status == 200)
          model[sid] = Set(chosen)
          let found = try await sandbox.get("/assetzen/images.json?q=step\(step)", token: "sandbox")
          #expect(found["count"].asInt == 1 && found["images.0.sid"].asString == sid)
        }
        for tag in tags {
          let found = try await sandbox.get("/assetzen/images.json?tags=\(tag)", token: "sandbox")
          #expect(found["count"].asInt == model.values.count { $0.contains(tag) })
        }
        let all = try await sandbox.get("/assetzen/images.json?limit=1", token: "sandbox")
        #expect(all["count"].asInt == 36 + model.count)
      }
    }
  }

  @Test(arguments: 1...3)
  func imagesOfASubjectComeAndGo(seed: UInt64) async throws {
    try await HautaiClient.with { client in
      var random = SeededGenerator(seed: seed)
      let subjects = [try await client.subject(), try await client.subject()]
      var model: [String: [String: String]] = [:]
      for _ in 0..<30 {
        let subject = subjects.randomElement(using: &random) ?? ""
        if random.chance(0.35), let path = model[subject]?.sorted(by: <).first {
          #expect(try await client.send("DELETE", path.value).status == 204)
          #expect(try await client.get(path.value).status == 404)
          model[subject]?[path.key] = nil
        } else {
          let slot = try await client.slot(subject, #"{"name": "front"}"#)
          let path = try client.image(subject, slot)
          #expect(try await client.get(path)["name"].asString == "front")
          model[subject, default: [:]][try #require(slot["id"].asString)] = path
        }
        for subject in subjects {
          let list = try await client.get("\(client.subjects)/\(subject)/images/")
          let ids = list["results"].asList?.items.compactMap { $0.asRecord?["id"]?.asString } ?? []
          #expect(list["count"].asInt == ids.count)
          #expect(Set(ids) == Set((model[subject] ?? [:]).keys))
        }
      }
    }
  }

  // MARK: - Listings that grow

  @Test func aScrollMissesNothingThatWasThere() async throws {
    try await TestSandbox.with { sandbox in
      let client = PixoneyeClient(sandbox: sandbox)
      var seen: [String] = []
      var scroll: String?
      repeat {
        let page = try await client.list("*", scroll: scroll)
        seen +=
          page["profiles"].asList?.items.compactMap { $0.asRecord?["deviceID"]?.asString } ?? []
        scroll = page["scrollID"].asString
        guard seen.count < 1000 else { continue }
        let body = #"{"appID": "MyApp", "deviceID": "added-\#(seen.count)", "city": "Rome"}"#
        #expect(try await client.send("POST", "/post-profile", body).status == 201)
      } while scroll != nil
      #expect(Set(seen).count == seen.count)
      #expect(seen.count == PixoneyeSeeds.audience + 9)
    }
  }

  @Test func aSearchMissesNothingThatWasThere() async throws {
    try await TestSandbox.with { sandbox in
      var seen: [String] = []
      for page in 1...6 {
        let answer = try await sandbox.get(
          "/assetzen/images.json?limit=8&page=\(page)", token: "sandbox")
        seen += answer["images"].asList?.items.compactMap { $0.asRecord?["sid"]?.asString } ?? []
        if page < 4 { _ = try await AssetZenClient(sandbox: sandbox).upload() }
      }
      #expect(Set(seen).count == seen.count)
      #expect(seen.count == 39)
    }
  }
}

/// Somebody with the demo application's key.
struct PixoneyeClient: Sendable {
  let sandbox: TestSandbox

  func send(
    _ method: String, _ path: String, _ body: String? = nil
  ) async throws -> TestSandbox.Answer {
    try await sandbox.send(
      method, "/pixoneye/v1/users\(path)",
      headers: ["Content-Type": "application/json", "api_key": "sandbox"],
      body: body.map { .bytes(ByteBuffer(string: $0)) })
  }

  /// A batch of the profiles of devices, which are written as JSON does, or of all (`*`).
  func list(_ devices: String, scroll: String? = nil) async throws -> TestSandbox.Answer {
    let wanted = devices == "*" ? #""*""# : "[\(devices)]"
    let end = scroll.map { #", "scrollID": "\#($0)""# } ?? ""
    return try await send(
      "POST", "/profiles-by-device-ids", #"{"deviceIDs": \#(wanted), "appID": "MyApp"\#(end)}"#)
  }
}

/// Somebody with the demo user's token.
struct AssetZenClient: Sendable {
  let sandbox: TestSandbox

  /// Uploads a picture and gives its `sid`.
  func upload() async throws -> String {
    let (type, body) = TestSandbox.form(try TestImages.data("small.webp"), named: "a.webp")
    let answer = try await sandbox.send(
      "PUT", "/assetzen/images.json", token: "sandbox", headers: ["Content-Type": type],
      body: .bytes(ByteBuffer(bytes: body)))
    #expect(answer.status == 201, "\(answer.text)")
    return try #require(answer["sid"].asString)
  }
}
