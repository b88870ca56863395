import Foundation
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

@Suite struct StudioRestartTests {
  @Test func nothingIsLostAndWorkGoesOn() async throws {
    let folder = try StoreFolder()
    let (token, project, model) = try await TestSandbox.with {
      $0.database = folder.database
    } _: { sandbox in
      let studio = try await Studio.login(sandbox)
      let (project, session) = try await studio.labelled()
      let made = try await studio.post(
        "/projects/\(project)/models", #"{"annotation_ids": [\#(session)]}"#)
      try await studio.step("3s")
      let running = try await studio.get("/models/\(made["id"].asInt ?? 0)")
      #expect(running["models.0.status"].asString == "TRAINING")
      return (studio.token, project, try #require(made["id"].asInt))
    }
    try await TestSandbox.with {
      $0.database = folder.database
    } _: { sandbox in
      let studio = Studio(sandbox: sandbox, token: token)
      #expect(try await studio.get("/projects/\(project)/documents")["count"].asInt == 20)
      try await studio.step()
      let ready = try await studio.get("/models/\(model)")
      #expect(ready["models.0.status"].asString == "READY", "\(ready.text)")
      let answer = try await studio.post(
        "/analyze", #"{"documents": [{"text": "soft bed"}], "model_id": \#(model)}"#)
      #expect(answer["documents.0.segments.0.tags.0.class"].asString == "Room")
    }
  }

  @Test func aScaledClockMovesTheWork() async throws {
    try await Studio.with {
      $0.timeScale = 1000
    } _: { studio in
      let (project, session) = try await studio.labelled()
      let made = try await studio.post(
        "/projects/\(project)/models", #"{"annotation_ids": [\#(session)]}"#)
      let path = "/models/\(made["id"].asInt ?? 0)"
      var status: String?
      for _ in 0..<1000 where status != "READY" {
        status = try await studio.get(path)["models.0.status"].asString
        if status != "READY" { try await Task.sleep(for: .milliseconds(10)) }
      }
      #expect(status == "READY")
    }
  }

  @Test func aResetStartsAfresh() async throws {
    try await Studio.with { studio in
      let (project, _) = try await studio.labelled()
      _ = try await studio.sandbox.post("/_sandbox/reset")
      #expect(try await studio.get("/projects/\(project)").status == 401)
      let again = try await Studio.login(studio.sandbox)
      #expect(try await again.get("/projects").text == "[]")
      let made = try await again.post("/projects", #"{"name": "p", "type": "CLASS"}"#)
      #expect(made["id"].asInt == 412)
    }
  }
}
