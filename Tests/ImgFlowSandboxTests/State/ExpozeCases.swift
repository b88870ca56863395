import NIOCore
import Testing

@testable import ImgFlowSandbox

struct ExpozeCases: Sendable {
  let sandbox: TestSandbox
  private let token: String
  private let media: Int

  init(_ sandbox: TestSandbox) async throws {
    self.sandbox = sandbox
    token = try await sandbox.login()
    media = try await sandbox.uploadedMedia(token: token)
    _ = try await sandbox.finishedJob(on: media, token: token)
  }

  private func get(_ path: String) async throws -> TestSandbox.Answer {
    try await sandbox.get("/expoze\(path)", token: token)
  }

  private func post(_ path: String, _ json: String) async throws -> TestSandbox.Answer {
    try await sandbox.post("/expoze\(path)", json, token: token)
  }

  private func put(_ path: String, _ json: String) async throws -> TestSandbox.Answer {
    try await sandbox.put("/expoze\(path)", json, token: token)
  }

  /// How many spaces there are, and media in them.
  private func counts() async throws -> (spaces: Int, media: Int) {
    let spaces = try await get("/spaces.json").json.asItems ?? []
    let media = spaces.map { $0.asRecord?["mediaobject"]?.asItems?.count ?? 0 }
    return (spaces.count, media.reduce(0, +))
  }

  var all: [ParallelCase] { [signingIn, looking, spaces, uploads, organization, areas] }

  private var signingIn: ParallelCase {
    ParallelCase("login", "refreshToken") {
      try await ParallelCase.always("login") { _ in
        try await sandbox.post(
          "/expoze/auth/token", #"{"username": "demo@imgflow.dev", "password": "sandbox"}"#)
      }
      let opened = try await sandbox.post(
        "/expoze/auth/token", #"{"username": "demo@imgflow.dev", "password": "sandbox"}"#)
      let refresh = try #require(opened["refresh_token"].asString)
      try await ParallelCase.once("refreshToken") {
        try await sandbox.post("/expoze/auth/token/refresh", #"{"refresh_token": "\#(refresh)"}"#)
      }
    }
  }

  private var looking: ParallelCase {
    ParallelCase("getCurrentUser") {
      try await ParallelCase.always("getCurrentUser") { _ in try await post("/auth/me", "{}") }
    }
  }

  private var spaces: ParallelCase {
    ParallelCase("createSpace") {
      try await ParallelCase.creates("createSpace") {
        try await counts().spaces
      } _: {
        try await post("/spaces", #"{"name": "Space \#($0)", "organization": 1}"#)
      }
    }
  }

  private var uploads: ParallelCase {
    ParallelCase("upload", "uploadToSpace", "uploadBase64") {
      let data = try TestImages.data("small.webp")
      for path in ["/developer/upload", "/spaces/1/upload"] {
        try await ParallelCase.creates(path, times: 10) {
          try await counts().media
        } _: { _ in
          try await sandbox.upload(data, token: token, to: path)
        }
      }
      try await ParallelCase.creates("uploadBase64", times: 10) {
        try await counts().media
      } _: { _ in
        try await sandbox.send(
          "POST", "/expoze/developer/upload", token: token, headers: ["Content-Type": "text/plain"],
          body: .bytes(ByteBuffer(string: data.base64EncodedString())))
      }
    }
  }

  /// Jobs take tokens of the organization while its webhook is set.
  private var organization: ParallelCase {
    ParallelCase("createJob", "setWebhook") {
      let before = try await get("/organizations.json")["0.tokens"].asInt ?? 0
      let requests = (0..<ParallelCase.writers).map(jobOrWebhook)
      let answers = try await ParallelCase.answers(to: requests)
      #expect(answers.map(\.status) == answers.map { _ in 200 })
      let after = try await get("/organizations.json")
      #expect(after["0.tokens"].asInt == before - ParallelCase.writers / 4)
      #expect(after["0.webhook"].asString?.hasPrefix("http://127.0.0.1:9/") == true)
      let positions = answers.compactMap { $0["position"].asInt }
      #expect(Set(positions).count == ParallelCase.writers / 4)
    }
  }

  /// Each fourth orders a job.
  private func jobOrWebhook(_ number: Int) -> ParallelCase.Request {
    let webhook = #"{"webhook": "http://127.0.0.1:9/\#(number)"}"#
    return {
      number.isMultiple(of: 4)
        ? try await post("/jobs.json", #"{"media": \#(media)}"#)
        : try await put("/organizations/1.json", webhook)
    }
  }

  private var areas: ParallelCase {
    ParallelCase("createAOI", "updateAOI") {
      let made = try await ParallelCase.answers(
        to: (0..<20).map { _ in
          { try await post("/a_o_is.json", #"{"media": \#(media), "type": "circle"}"#) }
        })
      let ids = made.compactMap { $0["id"].asInt }
      #expect(Set(ids).count == 20, "\(made.first?.text ?? "")")
      #expect(Set(made.compactMap { $0["position"].asInt }).count == 20)
      let shape = #"[{"type": "rect", "left": 1, "top": 1, "width": 20, "height": 20}]"#
      let extra = #", "type": "rectangle", "points": \#(shape)"#
      // An area is not shown on its own, but by each change.
      try await ParallelCase.fields(
        "updateAOI", of: ids.map { "/a_o_is.json/\($0)" },
        [.text("name"), .init("visible") { _ in "false" }, .init("position") { "\($0 + 70)" }],
        extra: extra, write: put, read: { try await put($0, "{" + extra.dropFirst() + "}") })
    }
  }
}
