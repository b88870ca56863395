import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// Every error that a vendor documents can be had here, and scripts read it: a table of what the
/// documents name, each with a script that meets it.
@Suite struct DocumentedErrorTests {
  /// An error of the documents.
  struct Documented: Sendable, CustomTestStringConvertible {
    /// What the documents say of it.
    let name: String
    /// What meets it.
    let script: String
    let kind: String
    let status: Int
    /// What the message holds.
    let words: String

    var testDescription: String { name }
  }

  static let table = [
    Documented(
      name: "expoze: wrong credentials", script: #"expoze.login("demo@imgflow.dev", "wrong")"#,
      kind: "auth", status: 401, words: "Invalid credentials."),
    Documented(
      name: "expoze: refresh token that is none", script: #"expoze.refreshToken("0123abcd")"#,
      kind: "auth", status: 401, words: "An authentication exception occurred."),
    Documented(
      name: "expoze: no tokens left",
      script: """
        let media = expoze.upload(picture).mediaId
        http.post("\\(server)/_sandbox/expoze/tokens", json: {tokens: 0})
        expoze.createJob(media)
        """, kind: "budget", status: 422,
      words: "There are not enough tokens left in your account to add this job."),
    Documented(
      name: "AssetZen: unknown image", script: #"assetzen.getImage("AAAAAAAAAAAA")"#,
      kind: "http", status: 404, words: "AAAAAAAAAAAA"),
    Documented(
      name: "Pixoneye: scroll that is over",
      script: """
        for profile in pixoneye.listProfiles("*") {
          http.post("\\(server)/_sandbox/clock", json: {step: "61s"})
        }
        """, kind: "http", status: 410, words: "cannot continue"),
    Documented(
      name: "Haut.AI: login without a password",
      script: #"http.post("\(server)/hautai/api/v1/auth/login/", json: {username: "a@b.c"})"#,
      kind: "http", status: 400, words: "400"),
    Documented(
      name: "Haut.AI: wrong credentials", script: #"hautai.login("demo@imgflow.dev", "wrong")"#,
      kind: "auth", status: 401, words: "No active account"),
    Documented(
      name: "Haut.AI: locked account", script: #"hautai.login("locked@imgflow.dev", "sandbox")"#,
      kind: "permission", status: 403, words: "locked"),
    Documented(
      name: "Haut.AI: subject that was deleted",
      script: """
        let subject = hautai.createSubject("volunteer 12")
        http.post("\\(server)/_sandbox/hautai/delete-subject", json: {subject_id: subject.id})
        hautai.createUploadURL(subject.id)
        """, kind: "http", status: 404, words: "deleted"),
    Documented(
      name: "DeepOpinion 400: invalid body",
      script: """
        let project = deepopinion.createProject("p", type: "CLASS")
        deepopinion.createClass(project.id, "Room")
        deepopinion.createClass(project.id, "Room")
        """, kind: "http", status: 400, words: "already has a class"),
    Documented(
      name: "DeepOpinion 401: wrong pair",
      script: #"deepopinion.login("demo@imgflow.dev", "wrong")"#,
      kind: "auth", status: 401, words: "password is wrong"),
    Documented(
      name: "DeepOpinion 403: read-only workspace",
      script: """
        let control = "\\(server)/_sandbox/deepopinion/read-only"
        let project = deepopinion.createProject("p", type: "CLASS")
        http.post(control, json: {organization_id: 1, read_only: true})
        deepopinion.updateProject(project.id, name: "q")
        """, kind: "permission", status: 403, words: "read-only"),
    Documented(
      name: "DeepOpinion 404: no such object", script: "deepopinion.getProject(999999999)",
      kind: "http", status: 404, words: "Project 999999999 does not exist"),
    Documented(
      name: "DeepOpinion 500",
      script: """
        http.post("\\(server)/_sandbox/faults", json: {operation: "deepopinion.getUser", fault: "error", status: 500, times: 0})
        deepopinion.getUser()
        """, kind: "http", status: 500, words: "500 Internal Server Error"),
  ]

  @Test(arguments: table)
  func canBeHad(_ documented: Documented) async throws {
    try await TestSandbox.with { sandbox in
      let script = """
        param server: string
        param picture: path
        try {
        \(documented.script)
        "accepted"
        } catch e { [e.kind, e?.status, e.message] }
        """
      let outcome = await OperationScript.run(
        script, .sandbox(at: sandbox.url),
        parameters: [
          "server": .string(sandbox.url),
          "picture": .string(Repository.fixture("images/cat.jpg").path),
        ])
      let parts = try #require(outcome.asList?.items, "\(outcome.shortDescription())")
      #expect(parts[0].asString == documented.kind, "\(outcome.shortDescription())")
      #expect(parts[1].asInt == documented.status, "\(outcome.shortDescription())")
      let message = parts[2].asString ?? ""
      #expect(message.contains(documented.words), "\(message)")
    }
  }
}
