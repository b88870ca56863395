import Foundation
import Testing

@testable import ImgFlowSandbox

@Suite struct ImageTests {
  private static let resolve = "/expoze/core/media/cache/resolve"

  @Test func presetsFitIntoTheirBoxes() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let path = try await Self.output(sandbox, token)
      for preset in ImagePreset.allCases {
        let found = try await sandbox.get(
          "\(Self.resolve)/\(preset.rawValue)/userfiles/\(path)", token: token)
        #expect(found.status == 302)
        // The file itself asks for no token.
        let file = try await sandbox.get(try #require(found.headers["location"]))
        #expect(file.status == 200)
        #expect(file.headers["content-type"] == "image/jpeg")
        let size = try RasterImage.identify(Data(file.bytes))
        if let box = preset.box { #expect(size.width <= box.width && size.height <= box.height) }
      }
    }
  }

  @Test func whatIsNotThereIsNotFound() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let path = try await Self.output(sandbox, token)
      for address in [
        "\(Self.resolve)/huge/userfiles/\(path)", "\(Self.resolve)/original/userfiles/1/1/no.jpg",
        "\(Self.resolve)/original/userfiles/../sandbox.db",
        "\(Self.resolve)/original/userfiles/..%2F..%2Fsandbox.db",
        "\(Self.resolve)/original/userfiles/%2Fetc%2Fpasswd",
        "/expoze/core/media/cache/thumb_small/userfiles/\(path)",
        "/expoze/core/media/cache/thumb_small/userfiles/../../sandbox.db",
      ] {
        let answer = try await sandbox.get(address, token: token)
        #expect(answer.status == 404, "\(address)")
        #expect(answer["detail"].asString != nil, "\(address)")
      }
      let other = try await sandbox.login(ExpozeAccounts.other)
      let foreign = try await sandbox.get(
        "\(Self.resolve)/original/userfiles/\(path)", token: other)
      #expect(foreign.status == 404)
      let anonymous = try await sandbox.get("\(Self.resolve)/original/userfiles/\(path)")
      #expect(anonymous.status == 401)
    }
  }

  @Test func originalsAreAsUploaded() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      _ = try await sandbox.uploadedMedia("transparent.png", token: token)
      let spaces = try await sandbox.get("/expoze/spaces.json", token: token)
      let path = try #require(spaces["0.cover"].asString).replacingOccurrences(of: "\\", with: "")
      let found = try await sandbox.get("\(Self.resolve)/original/userfiles/\(path)", token: token)
      let file = try await sandbox.get(try #require(found.headers["location"]))
      #expect(Data(file.bytes) == (try TestImages.data("transparent.png")))
      #expect(file.headers["content-type"] == "image/png")
      #expect(file.headers["x-content-type-options"] == "nosniff")
    }
  }

  /// The path of a heatmap.
  private static func output(_ sandbox: TestSandbox, _ token: String) async throws -> String {
    let media = try await sandbox.uploadedMedia(token: token)
    let job = try await sandbox.finishedJob(on: media, token: token)
    return try #require(job["outputPath"].asString).replacingOccurrences(of: "\\", with: "")
  }
}
