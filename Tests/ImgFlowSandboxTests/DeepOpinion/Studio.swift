import Foundation
import ImgFlowCatalogue
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

/// A user of the sandbox's DeepOpinion Studio.
struct Studio: Sendable {
  let sandbox: TestSandbox
  var token: String

  typealias Answer = TestSandbox.Answer

  /// Runs `body` as the demo user of a sandbox whose clock is held.
  static func with(
    _ configure: (inout SandboxConfiguration) -> Void = { _ in },
    _ body: @escaping @Sendable (Studio) async throws -> Void
  ) async throws {
    try await TestSandbox.with(configure) { try await body(login($0)) }
  }

  static func login(
    _ sandbox: TestSandbox, _ email: String = DeepOpinionAccounts.demo,
    _ password: String = "sandbox"
  ) async throws -> Studio {
    let answer = try await sandbox.post(
      "/deepopinion/auth/login", #"{"email": "\#(email)", "password": "\#(password)"}"#)
    return Studio(
      sandbox: sandbox, token: try #require(answer["auth_token"].asString, "\(answer.text)"))
  }

  func get(_ path: String) async throws -> Answer {
    try await sandbox.get("/deepopinion\(path)", token: token)
  }

  func post(_ path: String, _ json: String = "") async throws -> Answer {
    try await sandbox.post("/deepopinion\(path)", json, token: token)
  }

  func put(_ path: String, _ json: String) async throws -> Answer {
    try await sandbox.put("/deepopinion\(path)", json, token: token)
  }

  func delete(_ path: String) async throws -> Answer {
    try await sandbox.send("DELETE", "/deepopinion\(path)", token: token)
  }

  func upload(
    _ path: String, _ content: some Sequence<UInt8>, named name: String,
    _ fields: KeyValuePairs<String, String> = [:]
  ) async throws -> Answer {
    var (type, body) = TestSandbox.form(Data(content), named: name)
    let boundary = type.split(separator: "=")[1]
    let more = fields.map { name, text in
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(text)\r\n"
    }
    body = Data(more.joined().utf8) + body
    return try await sandbox.send(
      "POST", "/deepopinion\(path)", token: token, headers: ["Content-Type": type],
      body: .bytes(ByteBuffer(bytes: body)))
  }

  func step(_ duration: String = "100s") async throws { try await sandbox.step(duration) }

  /// Makes something and returns its id.
  func made(_ path: String, _ body: String) async throws -> Int {
    let answer = try await post(path, body)
    return try #require(answer["id"].asInt, "\(path): \(answer.text)")
  }

  /// A project with a labelled session that is ready; the session's id.
  func labelled(
    _ type: String = "CLASS", _ csv: String = Studio.csv
  ) async throws -> (project: Int, session: Int) {
    let made = try await post("/projects", #"{"name": "p", "type": "\#(type)"}"#)
    let project = try #require(made["id"].asInt, "\(made.text)")
    let session = try await upload(
      "/projects/\(project)/annotations/upload", csv.utf8, named: "a.csv")
    try await step()
    return (project, try #require(session["id"].asInt, "\(session.text)"))
  }

  /// The same with a model that is ready.
  func trained(
    _ type: String = "CLASS", _ csv: String = Studio.csv
  ) async throws -> (project: Int, session: Int, model: Int) {
    let (project, session) = try await labelled(type, csv)
    let model = try await post("/projects/\(project)/models", #"{"annotation_ids": [\#(session)]}"#)
    try await step()
    return (project, session, try #require(model["id"].asInt, "\(model.text)"))
  }

  static let csv =
    "text,class,label\n"
    + (0..<10).map { index in
      """
      the bed number \(index) was soft and clean,Room,POS
      the waiter number \(index) was rude to us,Staff,NEG

      """
    }.joined()
}

extension Studio {
  /// Sends a call of an operation.
  func send(_ call: StudioCall, _ operation: ImgFlowCatalogue.Operation) async throws -> Answer {
    var path = operation.path.description
    for (name, value) in call.path { path = path.replacing("{\(name)}", with: value) }
    path = "/deepopinion\(path)\(call.query)"
    let token = self.token.isEmpty ? nil : self.token
    if case .multipart = operation.body {
      let (type, body) = Self.form(call)
      return try await sandbox.send(
        operation.method, path, token: token, headers: ["Content-Type": type],
        body: .bytes(ByteBuffer(bytes: body)))
    }
    return try await sandbox.send(
      operation.method, path, token: token,
      headers: call.body.isEmpty ? [:] : ["Content-Type": "application/json"],
      body: call.body.isEmpty ? nil : .bytes(ByteBuffer(string: call.body)))
  }

  private static func form(_ call: StudioCall) -> (type: String, body: Data) {
    let boundary = "----test"
    var body = call.fields.map { name, text in
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(text)\r\n"
    }.joined().utf8.map(\.self)
    if let file = call.file {
      body +=
        Array(
          "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(file.name)\"\r\n\r\n"
            .utf8) + file.content + Array("\r\n".utf8)
    }
    return (
      "multipart/form-data; boundary=\(boundary)", Data(body + Array("--\(boundary)--\r\n".utf8))
    )
  }
}
