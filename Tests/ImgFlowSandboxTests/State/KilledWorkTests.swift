import Foundation
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

/// Work in the background of all vendors that is cut off by a kill, early and late: each piece that was
/// acknowledged ends, once, as done or as failed with a reason.
@Suite struct KilledWorkTests {
  /// A piece of work: whether it has come to its end, and what is wrong with the end.
  private struct Piece: Sendable {
    var name: String
    var hasEnded: @Sendable (Callers) async throws -> Bool
    var problems: @Sendable (Callers) async throws -> [String] = { _ in [] }
  }

  /// Who calls; the tokens outlive the kill.
  private struct Callers: Sendable {
    var sandbox: TestSandbox
    var expoze: String
    var studio: Studio
    var hautai: HautaiClient

    init(_ sandbox: TestSandbox) async throws {
      self.sandbox = sandbox
      expoze = try await sandbox.login()
      studio = try await Studio.login(sandbox)
      let login = try await sandbox.post(
        "/hautai/api/v1/auth/login/", #"{"username": "demo@imgflow.dev", "password": "sandbox"}"#)
      hautai = HautaiClient(
        sandbox: sandbox, token: try #require(login["access_token"].asString, "\(login.text)"))
    }

    /// What the notifications say, one line each.
    func notices() async throws -> [String] {
      let found = try await studio.get("/notifications?limit=1000").json.asItems ?? []
      return found.compactMap(\.asRecord).map {
        "\($0["title"]?.asString ?? ""): \($0["text"]?.asString ?? "")"
      }
    }
  }

  /// Where the work is done.
  private struct Place: Sendable {
    var media, project, session, model: Int
    var batches: [(subject: String, slot: TestSandbox.Answer)]
  }

  /// Milliseconds from the orders to the kill.
  @Test(arguments: [0, 60, 400])
  func eachPieceEndsOnce(_ delay: Int) async throws {
    let folder = try StoreFolder()
    var program = try await start(folder)
    let place = try await Self.place(try await Callers(program.sandbox))
    let pieces = try await Self.order(place, try await Callers(program.sandbox))
    try await Task.sleep(for: .milliseconds(delay))
    program.kill()
    program = try await start(folder)
    // Once more, while what is left is done again.
    try await Task.sleep(for: .milliseconds(delay / 2))
    program.kill()
    program = try await start(folder)
    defer { program.kill() }
    let callers = try await Callers(program.sandbox)
    for piece in pieces {
      var hasEnded = false
      for _ in 0..<1500 where !hasEnded {
        hasEnded = try await piece.hasEnded(callers)
        if !hasEnded { try await Task.sleep(for: .milliseconds(20)) }
      }
      #expect(hasEnded, "\(piece.name) does not end")
      #expect(try await piece.problems(callers) == [], "\(piece.name)")
    }
    let organizations = try await program.sandbox.get(
      "/expoze/organizations.json", token: callers.expoze)
    #expect(organizations["0.tokens"].asInt == 5000 - 3, "each job costs one token")
  }

  private func start(_ folder: StoreFolder) async throws -> SandboxProgram {
    try SandboxProgram("--db", folder.database.path, "--time-scale", "20", "--tokens", "5000")
  }

  private static func place(_ callers: Callers) async throws -> Place {
    let (sandbox, studio, hautai) = (callers.sandbox, callers.studio, callers.hautai)
    let uploaded = try await sandbox.upload(TestImages.data("small.webp"), token: callers.expoze)
    let project = try await studio.made("/projects", #"{"name": "p", "type": "CLASSLABEL"}"#)
    let session = try await studio.upload(
      "/projects/\(project)/annotations/upload", Studio.csv.utf8, named: "a.csv")
    let id = try #require(session["id"].asInt, "\(session.text)")
    let model = try await studio.made(
      "/projects/\(project)/models", #"{"annotation_ids": [\#(id)], "name": "first"}"#)
    var batches: [(String, TestSandbox.Answer)] = []
    for name in ["cat.jpg", "small.webp"] {
      let subject = try await hautai.subject()
      let slot = try await hautai.slot(subject)
      #expect(try await hautai.upload(TestImages.data(name), to: slot).status == 200)
      batches.append((subject, slot))
    }
    var isReady = false
    for _ in 0..<1500 where !isReady {
      let found = try await studio.get("/models/\(model)")
      isReady = found["models.0.status"].asString == "READY"
      if !isReady { try await Task.sleep(for: .milliseconds(20)) }
    }
    #expect(isReady)
    return Place(
      media: try #require(uploaded["mediaId"].asInt), project: project, session: id, model: model,
      batches: batches)
  }

  /// Orders some of everything.
  private static func order(_ place: Place, _ callers: Callers) async throws -> [Piece] {
    var pieces: [Piece] = []
    for _ in 0..<3 { pieces.append(try await job(place, callers)) }
    for (subject, slot) in place.batches {
      pieces.append(try await computation(subject, slot, callers))
    }
    for number in 0..<3 {
      pieces.append(try await training("second \(number)", place, callers))
      pieces.append(try await analysis("analysis \(number)", place, callers))
      pieces.append(try await upload("text \(number) of many", place, callers))
    }
    pieces.append(try await clone(place, callers))
    return pieces
  }

  // MARK: - Pieces of work

  private static func job(_ place: Place, _ callers: Callers) async throws -> Piece {
    let made = try await callers.sandbox.post(
      "/expoze/jobs.json", #"{"media": \#(place.media)}"#, token: callers.expoze)
    let id = try #require(made["id"].asInt, "\(made.text)")
    return Piece(name: "job \(id)") { callers in
      let job = try await callers.sandbox.get("/expoze/jobs/\(id).json", token: callers.expoze)
      return job["status"].asString == "done"
    }
  }

  /// The measuring of a picture; of one that is too small it says so.
  private static func computation(
    _ subject: String, _ slot: TestSandbox.Answer, _ callers: Callers
  ) async throws -> Piece {
    let batch = try #require(slot["image_batch_id"].asString)
    let path = try callers.hautai.image(subject, slot)
    let started = try await callers.hautai.post(
      "\(callers.hautai.company)/batches/\(batch)/compute/")
    #expect(started.status == 204, "\(started.text)")
    return Piece(name: "computation \(batch)") { callers in
      let image = try await callers.hautai.get(path)
      return image["quality_result"].asString != nil || image["problems.0.message"].asString != nil
    } problems: { callers in
      let results = try await callers.hautai.get("\(path)results/").json.asItems ?? []
      let names = results.compactMap { $0.asRecord?["application_name"]?.asString }
      return Set(names).count == names.count ? [] : ["results twice: \(names)"]
    }
  }

  private static func training(
    _ name: String, _ place: Place, _ callers: Callers
  ) async throws -> Piece {
    let id = try await callers.studio.made(
      "/projects/\(place.project)/models",
      #"{"annotation_ids": [\#(place.session)], "name": "\#(name)", "display_name": "\#(name)"}"#)
    return Piece(name: "training \(id)") { callers in
      try await callers.studio.get("/models/\(id)")["models.0.status"].asString == "READY"
    } problems: { callers in
      let score = try await callers.studio.get("/models/\(id)")["models.0.score"]
      return try await once("'\(name)'", callers) + (score.isNull ? ["no score"] : [])
    }
  }

  private static func analysis(
    _ name: String, _ place: Place, _ callers: Callers
  ) async throws -> Piece {
    let id = try await callers.studio.made(
      "/analyses",
      #"{"documents": [{"text": "soft bed"}], "name": "\#(name)", "model_id": \#(place.model)}"#)
    return Piece(name: "analysis \(id)") { callers in
      try await callers.studio.get("/analyses/\(id)")["status"].asString == "FINISHED"
    } problems: { callers in
      let found = try await callers.studio.get("/analyses/\(id)")
      let tags = found["documents.0.segments.0.tags"].asItems?.count
      return try await once("'\(name)'", callers) + (tags == 1 ? [] : ["tags: \(found.text)"])
    }
  }

  private static func upload(
    _ text: String, _ place: Place, _ callers: Callers
  ) async throws -> Piece {
    let path = "/projects/\(place.project)"
    let made = try await callers.studio.post(
      "\(path)/upload-documents", #"[{"text": "\#(text)"}, {"text": "\#(text)"}]"#)
    #expect(made.status == 202, "\(made.text)")
    let query = "\(path)/documents?search=\(text.replacing(" ", with: "%20"))"
    return Piece(name: "upload of \(text)") { callers in
      try await callers.studio.get(query)["count"].asInt ?? 0 > 0
    } problems: { callers in
      let count = try await callers.studio.get(query)["count"].asInt
      return count == 2 ? [] : ["\(count ?? 0) documents for 2"]
    }
  }

  /// The copy of a project that is gone by then: it fails, and says why.
  private static func clone(_ place: Place, _ callers: Callers) async throws -> Piece {
    let original = try await callers.studio.made("/projects", #"{"name": "o", "type": "CLASS"}"#)
    let copy = try await callers.studio.made(
      "/projects/\(original)/clone", #"{"organization_id": 1}"#)
    #expect(try await callers.studio.delete("/projects/\(original)").status == 200)
    @Sendable func status(_ callers: Callers) async throws -> String? {
      try await callers.studio.get("/projects/\(copy)")["status"].asString
    }
    return Piece(name: "clone \(copy)") { callers in
      try await status(callers) != "CLONING"
    } problems: { callers in
      // On a slow machine it may have been copied before it was deleted.
      guard try await status(callers) == "FAILED" else { return [] }
      return try await once("to clone no longer exists", callers)
    }
  }

  /// What is wrong with the number of notifications that have a text.
  private static func once(_ text: String, _ callers: Callers) async throws -> [String] {
    let found = try await callers.notices().filter { $0.contains(text) }
    return found.count == 1 ? [] : ["\(found.count) notifications of \(text): \(found)"]
  }
}
