import Foundation
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

@Suite struct StudioRefusalTests {
  /// Whatever is wrong, the answer says what, with the status that is documented.
  private static func expect(
    _ status: Int, _ words: String, _ answer: Studio.Answer,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let message = answer["message"].asString ?? ""
    #expect(
      answer.status == status && (words.isEmpty || message.contains(words)),
      "\(answer.status) \(answer.text)",
      sourceLocation: location)
    #expect(
      answer["status"].asString == (status == 400 ? "BAD_REQUEST" : "ERROR"),
      sourceLocation: location)
  }

  @Test func accountsAreGuarded() async throws {
    try await TestSandbox.with { sandbox in
      let path = "/deepopinion/auth/login"
      Self.expect(
        401, "password is wrong",
        try await sandbox.post(path, #"{"email": "demo@imgflow.dev", "password": "no"}"#))
      Self.expect(400, "email", try await sandbox.post(path, #"{"password": "no"}"#))
      let account = #"{"email": "DEMO@imgflow.dev", "password": "longenough"}"#
      Self.expect(400, "already", try await sandbox.post("/deepopinion/auth/register", account))
      let short = #"{"email": "x@imgflow.dev", "password": "short"}"#
      Self.expect(400, "password", try await sandbox.post("/deepopinion/auth/register", short))
    }
  }

  @Test func tokensAreTakenBareAndEndWithTheClock() async throws {
    try await Studio.with { studio in
      let bare = ["Authorization": studio.token]
      let models = try await studio.sandbox.send("GET", "/deepopinion/models", headers: bare)
      #expect(models.status == 200 && models["has_more"].asBool == false)
      try await studio.step("13d")
      #expect(try await studio.get("/models").status == 200)
      try await studio.step("2d")
      Self.expect(401, "expired", try await studio.get("/models"))
      let again = try await Studio.login(studio.sandbox)
      #expect(try await again.get("/models").status == 200)
      #expect(try await again.post("/auth/logout").status == 200)
      Self.expect(401, "invalid", try await again.get("/models"))
    }
  }

  @Test func tokensSayWhatTheSamplesSay() async throws {
    try await Studio.with { studio in
      let part = studio.token.split(separator: ".")[1]
      let text = String(part).replacing("-", with: "+").replacing("_", with: "/")
      let padded = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
      let data = try #require(Data(base64Encoded: padded))
      let claims = try JSON.parse(Array(data)).asRecord
      let (issued, expires) = (claims?["iat"]?.asInt ?? 0, claims?["exp"]?.asInt ?? 0)
      #expect(expires - issued == 1_209_600 && claims?["sub"]?.asInt == 241_602)
      #expect(claims?["iss"]?.asString == "deepopinion.ai")
    }
  }

  @Test func brokenFilesAreToldWithTheirLine() async throws {
    try await Studio.with { studio in
      let (project, _) = try await studio.labelled()
      let broken = "text,class\nfine,A\n\"open,B\n".utf8
      for path in ["groups/upload", "annotations/upload", "classes/upload"] {
        Self.expect(
          400, "Line 3: A quote opens here",
          try await studio.upload("/projects/\(project)/\(path)", broken, named: "a.csv"))
      }
      Self.expect(
        400, "format txt", try await studio.upload("/analyses/upload", "a".utf8, named: "a.txt"))
      Self.expect(
        400, "empty", try await studio.upload("/analyses/upload", "".utf8, named: "a.csv"))
      Self.expect(
        400, "not a zip", try await studio.upload("/analyses/upload", "PK".utf8, named: "a.xlsx"))
      Self.expect(
        400, "is not a model",
        try await studio.upload("/models/upload", "x".utf8, named: "m", ["display_name": "x"]))
      Self.expect(
        400, #"only "text" and "mood". Upload it with `show_preview`"#,
        try await studio.upload(
          "/projects/\(project)/annotations/upload", "text,mood\na,b\n".utf8, named: "a.csv"))
    }
  }

  @Test func trainingNeedsTwoClasses() async throws {
    try await Studio.with { studio in
      let csv = "text,class\n" + (0..<9).map { "text number \($0),A\n" }.joined()
      let (project, session) = try await studio.labelled("CLASS", csv)
      Self.expect(
        400, #"at least two classes, and the labeling sessions have only "A""#,
        try await studio.post("/projects/\(project)/models", #"{"annotation_ids": [\#(session)]}"#))
      Self.expect(
        400, "annotation_ids", try await studio.post("/projects/\(project)/models", "{}"))
      Self.expect(
        404, "labeling session 1",
        try await studio.post("/projects/\(project)/models", #"{"annotation_ids": [1]}"#))
    }
  }

  @Test func namesAreUnique() async throws {
    try await Studio.with { studio in
      let (project, session, model) = try await studio.trained()
      let name = try await studio.get("/models/\(model)")["models.0.name"].asString ?? ""
      let order = #"{"annotation_ids": [\#(session)], "name": "\#(name)"}"#
      Self.expect(
        400, "already has a model", try await studio.post("/projects/\(project)/models", order))
      Self.expect(
        400, "already has a class",
        try await studio.post("/projects/\(project)/classes", #"{"name": "Room"}"#))
      let absa = try await studio.post("/projects", #"{"name": "x", "type": "ABSA"}"#)["id"].asInt
      Self.expect(
        400, "cannot add labels to an ABSA project",
        try await studio.post("/projects/\(absa ?? 0)/labels", #"{"name": "X"}"#))
      Self.expect(
        400, "cannot add labels to an ABSA project",
        try await studio.upload(
          "/projects/\(absa ?? 0)/annotations/upload", "text,class,label\na,b,c\n".utf8,
          named: "a.csv"))
    }
  }

  @Test func modelsAreUsedWhenTheyAreReady() async throws {
    try await Studio.with { studio in
      let (project, session) = try await studio.labelled()
      let text = #""documents": [{"text": "x"}]"#
      Self.expect(400, "No model is ready", try await studio.post("/analyses", "{\(text)}"))
      let made = try await studio.post(
        "/projects/\(project)/models", #"{"annotation_ids": [\#(session)]}"#)
      let model = try #require(made["id"].asInt)
      for path in ["/analyze", "/analyses"] {
        Self.expect(
          400, "not ready: it is CREATED",
          try await studio.post(path, #"{\#(text), "model_id": \#(model)}"#))
      }
      Self.expect(
        404, "Model 5 does not exist",
        try await studio.post("/analyze", #"{\#(text), "model_id": 5}"#))
      try await studio.step()
      Self.expect(
        400, "file_id", try await studio.post("/analyses", #"{"model_id": \#(model)}"#))
      let file = "8a0cfb4f-ddc9-436d-91bb-75133c583767"
      Self.expect(
        404, "does not exist; upload it first",
        try await studio.post("/analyses", #"{"file_id": "\#(file)", "column": 0}"#))
    }
  }

  @Test func limitsAndTypesAreChecked() async throws {
    try await Studio.with { studio in
      let (_, _, model) = try await studio.trained()
      let made = try await studio.post("/analyses", #"{"documents": [{"text": "x"}]}"#)
      let analysis = try #require(made["id"].asInt)
      #expect(made["model_id"].asInt == model)
      for query in ["limit=0", "limit=1001", "offset=-1", "limit=x", "details=words", "classes=a"] {
        let answer = try await studio.get("/analyses/\(analysis)/documents?\(query)")
        Self.expect(400, String(query.prefix { $0 != "=" }), answer)
      }
      Self.expect(
        400, "type", try await studio.post("/projects", #"{"name": "x", "type": "ABBA"}"#))
      Self.expect(404, "", try await studio.get("/analyses/x"))
      Self.expect(404, "", try await studio.get("/analyses/999999999999999999999"))
      let wrong = try await studio.delete("/analyses")
      #expect(wrong.status == 405)
    }
  }

  @Test func workMayFailToOrder() async throws {
    try await Studio.with { studio in
      let (project, session) = try await studio.labelled()
      _ = try await studio.sandbox.post(
        "/_sandbox/deepopinion/fail-next-task", #"{"count": 1, "reason": "out of memory"}"#)
      let made = try await studio.post(
        "/projects/\(project)/models", #"{"annotation_ids": [\#(session)]}"#)
      try await studio.step()
      let model = try await studio.get("/projects/\(project)/models/\(made["id"].asInt ?? 0)")
      #expect(model["status"].asString == "FAILED" && model["score"].isNull)
      let notice = try await studio.get("/notifications")
      #expect(
        notice["0.type"].asString == "WARNING" && notice["0.text"].asString == "out of memory")
    }
  }
}
