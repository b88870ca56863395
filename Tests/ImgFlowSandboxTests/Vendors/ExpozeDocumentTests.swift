import AsyncHTTPClient
import Foundation
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

/// What expoze's documents leave open and its manual here tells.
@Suite struct ExpozeDocumentTests {
  private static let videos: [(type: String, start: [UInt8])] = [
    ("video/mp4", [0, 0, 0, 0x20] + Array("ftypisom".utf8)),
    ("video/mp4", [0, 0, 0, 0x18] + Array("ftypmp42".utf8)),
    ("video/quicktime", [0, 0, 0, 0x14] + Array("ftypqt  ".utf8)),
    ("video/quicktime", [0, 0, 0, 0x08] + Array("moov".utf8)),
    ("video/webm", [0x1A, 0x45, 0xDF, 0xA3]),
    ("video/x-msvideo", Array("RIFF\u{1}\u{1}\u{1}\u{1}AVI LIST".utf8)),
    ("video/mpeg", [0, 0, 1, 0xBA]), ("video/mpeg", [0, 0, 1, 0xB3]),
    ("video/x-ms-wmv", [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]),
    ("video/x-flv", Array("FLV\u{1}".utf8)),
  ]

  /// Whichever way a video comes, the refusal says that it is one, in the documents' form of a 422.
  @Test(arguments: ["/developer/upload", "/spaces/1/upload"])
  func videosAreRefusedInWords(path: String) async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      for (type, start) in Self.videos {
        let data = Data(start + [UInt8](repeating: 0, count: 100))
        var answers = [try await sandbox.upload(data, named: "spot.mp4", token: token, to: path)]
        for prefix in path.hasPrefix("/spaces") ? [] : ["", "file=", "data:\(type);base64,"] {
          answers.append(
            try await sandbox.send(
              "POST", "/expoze\(path)", token: token, headers: ["Content-Type": "text/plain"],
              body: .bytes(ByteBuffer(string: prefix + data.base64EncodedString()))))
        }
        for answer in answers {
          #expect(answer.status == 422, "\(type): \(answer.text)")
          #expect(answer["violations.0.propertyPath"].asString == "file")
          #expect(
            answer["detail"].asString?.contains("a video (\(type))") == true, "\(answer.text)")
        }
        let raw = try await sandbox.send(
          "POST", "/expoze\(path)", token: token, headers: ["Content-Type": type],
          body: .bytes(ByteBuffer(bytes: data)))
        #expect(raw.status == 415, "\(raw.text)")
        #expect(raw["detail"].asString?.contains("Videos are not accepted") == true, "\(raw.text)")
      }
    }
  }

  /// The manual names what the sandbox knows, no more and no less.
  @Test func theManualNamesPresetsColormapsAndSizes() throws {
    let vendor = try ExpozeEmulator.declaration()
    let job = try #require(vendor.operation("createJob"))
    func quoted(_ parameter: String) -> [String] {
      let text = job.parameters.first { $0.name == parameter }?.documentation ?? ""
      let names = text.matches(of: /"(\w+)"/).map { String($0.1) }
      return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
    #expect(quoted("colormap") == Colormap.allCases.map(\.rawValue))
    #expect(quoted("preset") == HeatmapPreset.allCases.map(\.rawValue))
    let sizes = vendor.types["Preset"]?.documentation?.replacing("\n", with: " ") ?? ""
    for preset in ImagePreset.allCases {
      let size = preset.box.map { "\($0.width) x \($0.height)" } ?? "as uploaded"
      #expect(sizes.contains("`\(preset.rawValue)` \(size)"), "\(sizes)")
    }
    for name in ["upload", "uploadToSpace", "uploadBase64"] {
      let text = vendor.operation(name)?.documentation ?? ""
      #expect(text.contains("Videos are not accepted"), "\(text)")
      let formats = ImageFormat.allCases.map(\.name)
      #expect(name != "upload" || formats.allSatisfy { text.contains($0) }, "\(text)")
    }
  }

  @Test func unknownSettingsOfAJobAreRefusedByName() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let media = try await sandbox.uploadedMedia(token: token)
      for (field, value, known) in [
        ("preset", #""nonsense""#, HeatmapPreset.knownNames),
        ("preset", #""Normal""#, HeatmapPreset.knownNames), ("preset", "5", "string"),
        ("colormap", #""nonsense""#, Colormap.knownNames),
      ] {
        let answer = try await sandbox.post(
          "/expoze/jobs.json", #"{"media": \#(media), "\#(field)": \#(value)}"#, token: token)
        #expect(answer.status == 422, "\(answer.text)")
        #expect(answer["violations.0.propertyPath"].asString == field)
        #expect(answer["detail"].asString?.contains(known) == true, "\(answer.text)")
      }
    }
  }

  @Test func sessionsAreRefreshedAsDocumented() async throws {
    try await TestSandbox.with { sandbox in
      let path = "/expoze/auth/token/refresh"
      let account = #""username": "demo@imgflow.dev", "password": "#
      let fresh = try await sandbox.post(path, #"{\#(account)"sandbox"}"#)
      #expect(fresh.status == 200, "\(fresh.text)")
      let token = try #require(fresh["token"].asString)
      #expect(try await sandbox.post("/expoze/auth/me", token: token).status == 200)
      let refresh = try #require(fresh["refresh_token"].asString)
      for (body, status) in [
        (#"{"refresh_token": "\#(refresh)", \#(account)"wrong"}"#, 200),
        (#"{"refresh_token": "\#(refresh)"}"#, 401), (#"{\#(account)"wrong"}"#, 401),
        (#"{"username": "nobody@imgflow.dev", "password": "sandbox"}"#, 401),
        (#"{"username": "demo@imgflow.dev"}"#, 422), (#"{"password": "sandbox"}"#, 422),
        ("{}", 422), ("", 422),
      ] {
        let answer = try await sandbox.post(path, body)
        #expect(answer.status == status, "\(body): \(answer.text)")
        if status == 401 {
          #expect(answer["message"].asString == "An authentication exception occurred.")
        }
      }
    }
  }

  /// Scripts refresh with credentials too, also when nobody is signed in.
  @Test func scriptsRefreshWithCredentials() async throws {
    try await TestSandbox.with { sandbox in
      let user = await OperationScript.run(
        """
        expoze.refreshToken(username: "other@imgflow.dev", password: "sandbox")
        expoze.getCurrentUser().username
        """, .sandbox(at: sandbox.url))
      #expect(user.asString == "other@imgflow.dev")
    }
  }

  @Test func aWebhookIsTakenAway() async throws {
    try await Receiver.with { receiver in
      try await TestSandbox.with { sandbox in
        let token = try await sandbox.login()
        let media = try await sandbox.uploadedMedia(token: token)
        let path = "/expoze/organizations/1.json"
        func calls(after body: String) async throws -> Int {
          let before = receiver.calls.count
          let answer = try await sandbox.put(path, body, token: token)
          #expect(answer.status == 200, "\(answer.text)")
          _ = try await sandbox.finishedJob(on: media, token: token)
          return receiver.calls.count - before
        }
        let address = #"{"webhook": "\#(receiver.url)"}"#
        for (body, count) in [
          (address, 1), ("{}", 1), (#"{"webhook": null}"#, 0), ("{}", 0), (address, 1),
          (#"{"webhook": ""}"#, 0),
        ] {
          #expect(try await calls(after: body) == count, "\(body)")
        }
        let listed = try await sandbox.get("/expoze/organizations.json", token: token)
        #expect(listed["0.webhook"].isNull)
      }
    }
  }
}
