import NIOCore
import Testing

@testable import ImgFlowSandbox

struct AssetZenCases: Sendable {
  let sandbox: TestSandbox

  private func send(
    _ method: String, _ path: String, _ json: String? = nil
  ) async throws -> TestSandbox.Answer {
    try await sandbox.send(
      method, "/assetzen\(path)", token: AssetZenSeeds.token,
      headers: json == nil
        ? ["Accept": "application/json"]
        : ["Accept": "application/json", "Content-Type": "application/json"],
      body: json.map { .bytes(ByteBuffer(string: $0)) })
  }

  private func upload() async throws -> TestSandbox.Answer {
    let (type, body) = TestSandbox.form(try TestImages.data("small.webp"), named: "a.webp")
    return try await sandbox.send(
      "PUT", "/assetzen/images", token: AssetZenSeeds.token,
      headers: ["Content-Type": type, "Accept": "application/json"],
      body: .bytes(ByteBuffer(bytes: body)))
  }

  private func count() async throws -> Int {
    try await send("GET", "/images")["count"].asInt ?? 0
  }

  var all: [ParallelCase] { [uploading, updating, invalidating, signingIn] }

  private var uploading: ParallelCase {
    ParallelCase("uploadImage") {
      try await ParallelCase.creates("uploadImage", count: count) { _ in try await upload() }
    }
  }

  private var updating: ParallelCase {
    ParallelCase("updateImage") {
      let images = try await send("GET", "/images?limit=25")
      let paths = (0..<25).compactMap { images["images.\($0).sid"].asString }.map {
        "/images/\($0)"
      }
      try await ParallelCase.fields(
        "updateImage", of: paths,
        [
          .text("title"), .text("description"), .text("alt_text"),
          .init("tags") { #"["tag \#($0)"]"# },
        ]
      ) {
        try await send("PATCH", $0, $1)
      } read: {
        try await send("GET", $0)
      }
      #expect(try await send("GET", "/images?q=title+7")["count"].asInt == 1)
    }
  }

  /// No more than the limit of a minute.
  private var invalidating: ParallelCase {
    ParallelCase("createInvalidation") {
      let path = "/images/BAhrYglpKW5u/invalidations"
      try await ParallelCase.creates("createInvalidation") {
        try await send("GET", path).json.asItems?.count ?? 0
      } _: { _ in
        try await send("PUT", path)
      }
      #expect(
        try await send("GET", path).json.asItems?.count == AssetZenEmulator.invalidationLimit)
    }
  }

  private static let client = "client_id=imgflow-sandbox&client_secret=sandbox"

  private func token(_ grant: String) async throws -> TestSandbox.Answer {
    try await sandbox.send(
      "POST", "/assetzen/oauth/token",
      headers: ["Content-Type": "application/x-www-form-urlencoded"],
      body: .bytes(ByteBuffer(string: "\(grant)&\(Self.client)")))
  }

  /// A code, and a refresh token, are good for one session.
  private var signingIn: ParallelCase {
    ParallelCase("login", "refresh") {
      let address = "http://127.0.0.1:9/back"
      let page = try await sandbox.get(
        "/assetzen/oauth/authorize?client_id=imgflow-sandbox&response_type=code&redirect_uri=\(address)"
      )
      let code = try #require(
        page.headers["location"]?.split(separator: "code=").last, "\(page.text)")
      let grant = "grant_type=authorization_code&code=\(code)&redirect_uri=\(address)"
      let opened = try await ParallelCase.answers(
        to: (0..<10).map { _ in { try await token(grant) } })
      let refresh = try #require(
        opened.compactMap { $0["refresh_token"].asString }.first, "\(opened.map(\.text))")
      #expect(opened.count { $0.status == 200 } == 1)
      try await ParallelCase.once("refresh") {
        try await token("grant_type=refresh_token&refresh_token=\(refresh)")
      }
    }
  }
}
