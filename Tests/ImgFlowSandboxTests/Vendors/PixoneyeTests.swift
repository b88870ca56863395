import Foundation
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

@Suite struct PixoneyeTests {
  private static let listing = "/pixoneye/v1/users/profiles-by-device-ids"

  @Test func aScrollHasEveryProfileOnce() async throws {
    try await TestSandbox.with { sandbox in
      var devices: Set<String> = []
      var scroll: String?
      var sizes: [Int] = []
      repeat {
        let answer = try await Self.page(sandbox, scroll: scroll)
        #expect(answer.status == 200, "\(answer.text)")
        let items = try #require(answer["profiles"].asList).items
        sizes.append(items.count)
        devices.formUnion(items.compactMap { $0.asRecord?["deviceID"]?.asString })
        scroll = answer["scrollID"].asString
      } while scroll != nil
      #expect(devices.count == PixoneyeSeeds.audience)
      // Full batches, what is left over, and the empty one that ends it.
      #expect(sizes == Array(repeating: 100, count: 23) + [45, 0])
    }
  }

  @Test func aScrollDiesAMinuteAfterItsAnswer() async throws {
    try await TestSandbox.with { sandbox in
      let scroll = try await Self.page(sandbox)["scrollID"].asString
      try await sandbox.step("59s")
      let next = try await Self.page(sandbox, scroll: scroll)
      #expect(next["profiles.0.deviceID"].asString == "device-101")
      try await sandbox.step("1s")
      let dead = try await Self.page(sandbox, scroll: scroll)
      #expect(dead.status == 410)
      #expect(dead["message"].asString?.contains("60 seconds") == true)
      // The one that came later lives on.
      let later = try await Self.page(sandbox, scroll: next["scrollID"].asString)
      #expect(later["profiles.0.deviceID"].asString == "device-201")
    }
  }

  @Test func aScrollBelongsToItsRequest() async throws {
    try await TestSandbox.with { sandbox in
      let scroll = try await Self.page(sandbox)["scrollID"].asString
      let other = try await Self.page(sandbox, devices: #"["device-1"]"#, scroll: scroll)
      #expect(other.status == 400)
      #expect(try await Self.page(sandbox, scroll: "nonsense").status == 400)
    }
  }

  @Test func listsNameTheirDevices() async throws {
    try await TestSandbox.with { sandbox in
      let answer = try await Self.page(
        sandbox, devices: #"["device-7", "device-3", "device-none"]"#)
      #expect(answer["profiles"].asList?.items.count == 2)
      #expect(answer["profiles.0.deviceID"].asString == "device-3")
      // The page's own sample misspells it.
      #expect(answer["profiles.0.gender"].asString == "unknown")
      #expect(try await Self.page(sandbox, devices: "[]").status == 400)
      #expect(try await Self.page(sandbox, devices: "5").status == 400)
    }
  }

  /// A profile that was read, misspelt as in the page's own samples, can be posted as it came.
  @Test(arguments: ["gender", "marital-status", "parental-status", "age"])
  func theMisspellingOfUnknownIsTaken(attribute: String) async throws {
    try await TestSandbox.with { sandbox in
      let script = """
        let device = "device-typo"
        pixoneye.postProfile(device, ...{"\(attribute)": "unkown"})
        let found = pixoneye.listProfiles([device]).first()
        pixoneye.postProfile(device, ...found.omit("deviceID"))
        pixoneye.listProfiles([device]).first()["\(attribute)"]
        """
      let found = await OperationScript.run(script, .sandbox(at: sandbox.url))
      #expect(found.asString == "unknown")
      let answer = try await Self.page(sandbox, devices: #"["device-typo"]"#)
      #expect(answer["profiles.0.\(attribute)"].asString == "unknown", "\(answer.text)")
    }
  }

  @Test func keysAndContentTypesAreAskedFor() async throws {
    try await TestSandbox.with { sandbox in
      let path = "/pixoneye/v1/users/scanned-images-by-device-id/device-1/MyApp"
      let json = ["Content-Type": "application/json"]
      #expect(try await sandbox.send("GET", path, headers: json).status == 401)
      let wrong = try await sandbox.send(
        "GET", path, headers: json.merging(["api_key": "x"]) { $1 })
      #expect(wrong.status == 401)
      #expect(wrong["message"].asString?.isEmpty == false)
      #expect(try await sandbox.send("GET", path, headers: ["api_key": "sandbox"]).status == 415)
      let answer = try await Self.send(sandbox, "GET", path)
      #expect(answer.status == 200)
      #expect(answer["count"].asInt ?? 0 >= 40)
    }
  }

  @Test func applicationsSeeTheirOwn() async throws {
    try await TestSandbox.with { sandbox in
      for path in [
        "profile-by-app-user-id/user-1/OtherApp", "profile-by-app-user-id/user-none/MyApp",
        "scanned-images-by-device-id/device-1/OtherApp",
        "scanned-images-by-device-id/device-none/MyApp",
      ] {
        let answer = try await Self.send(sandbox, "GET", "/pixoneye/v1/users/\(path)")
        #expect(answer.status == 404, "\(path)")
      }
      let one = try await Self.send(
        sandbox, "GET", "/pixoneye/v1/users/profile-by-app-user-id/user-1/MyApp")
      #expect(one["profile.city"].asString == "Gwacheon")
    }
  }

  @Test func profilesArePostedChangedAndDeleted() async throws {
    try await TestSandbox.with { sandbox in
      let post = "/pixoneye/v1/users/post-profile"
      let first = try await Self.send(
        sandbox, "POST", post,
        #"{"appID": "MyApp", "deviceID": "new/1", "parental-status": "without children", "pets": ["dog"]}"#
      )
      #expect(first.status == 201)
      #expect(first.bytes.isEmpty)
      let second = try await Self.send(
        sandbox, "POST", post,
        #"{"appID": "MyApp", "deviceID": "new/1", "city": "Jerusalem", "pets": []}"#)
      #expect(second.status == 201)
      let listed = try await Self.page(sandbox, devices: #"["new/1"]"#)
      #expect(
        listed["profiles.0"].asRecord.map { try? JSON.text(of: .heap($0)) }
          == #"{"deviceID":"new/1","parental-status":"without children","city":"Jerusalem"}"#)

      let bad = try await Self.send(
        sandbox, "POST", post, #"{"appID": "MyApp", "deviceID": "x", "gender": "Male"}"#)
      #expect(bad.status == 400)
      #expect(bad["message"].asString?.contains("gender") == true)

      let delete = "/pixoneye/v1/users/delete-user-data-by-app-id/new%2F1/MyApp"
      #expect(try await Self.send(sandbox, "DELETE", delete).status == 200)
      #expect(try await Self.send(sandbox, "DELETE", delete).status == 404)
      let all = try await Self.page(sandbox, devices: #"["new/1"]"#)
      #expect(all["profiles"].asList?.items.isEmpty == true)
    }
  }

  @Test func anOwnerDeletesInAllApplications() async throws {
    try await TestSandbox.with { sandbox in
      let base = "/pixoneye/v1/users"
      let others = try await Self.send(
        sandbox, "DELETE", "\(base)/delete-user-data-by-owner-id/device-1/owner-2")
      #expect(others.status == 404)
      let deleted = try await Self.send(
        sandbox, "DELETE", "\(base)/delete-user-data-by-owner-id/device-1/owner-1")
      #expect(deleted.status == 200)
      for (key, app, status) in [
        ("sandbox", "MyApp", 404), ("sandbox-sibling", "MyOtherApp", 404),
        ("sandbox-other", "OtherApp", 200),
      ] {
        let answer = try await Self.send(
          sandbox, "GET", "\(base)/scanned-images-by-device-id/device-1/\(app)", key: key)
        #expect(answer.status == status, "\(app)")
      }
    }
  }

  @Test func aRestartLosesNothing() async throws {
    let folder = try StoreFolder()
    let scroll = try await TestSandbox.with {
      $0.database = folder.database
    } _: { sandbox in
      let body = #"{"appID": "MyApp", "deviceID": "kept", "city": "Jerusalem"}"#
      _ = try await Self.send(sandbox, "POST", "/pixoneye/v1/users/post-profile", body)
      return try await Self.page(sandbox)["scrollID"].asString
    }
    try await TestSandbox.with {
      $0.database = folder.database
    } _: { sandbox in
      let kept = try await Self.page(sandbox, devices: #"["kept"]"#)
      #expect(kept["profiles.0.city"].asString == "Jerusalem")
      // It may be over by now; it is not one that there never was.
      let next = try await Self.page(sandbox, scroll: scroll)
      #expect([200, 410].contains(next.status), "\(next.text)")
    }
  }

  // MARK: - Requests

  private static func page(
    _ sandbox: TestSandbox, devices: String = #""*""#, scroll: String? = nil
  ) async throws -> TestSandbox.Answer {
    let end = scroll.map { #", "scrollID": "\#($0)""# } ?? ""
    return try await send(
      sandbox, "POST", listing, #"{"deviceIDs": \#(devices), "appID": "MyApp"\#(end)}"#)
  }

  private static func send(
    _ sandbox: TestSandbox, _ method: String, _ path: String, _ body: String? = nil,
    key: String = "sandbox"
  ) async throws -> TestSandbox.Answer {
    try await sandbox.send(
      method, path, headers: ["Content-Type": "application/json", "api_key": key],
      body: body.map { .bytes(ByteBuffer(string: $0)) })
  }
}
