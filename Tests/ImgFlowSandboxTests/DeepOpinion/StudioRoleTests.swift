import Foundation
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

@Suite struct StudioRoleTests {
  /// Invites somebody new, who accepts.
  private static func colleague(_ studio: Studio, _ role: String) async throws -> Studio {
    let email = "\(role.lowercased())@example.com"
    let invited = try await studio.post(
      "/organizations/1/users/invite", #"{"role": "\#(role)", "emails": ["\#(email)"]}"#)
    let link = try #require(invited["invitations.0.invitation_link"].asString, "\(invited.text)")
    let token = link.split(separator: "=").last ?? ""
    let accepted = try await studio.sandbox.post(
      "/deepopinion/organizations/users/invite/accept",
      #"{"token": "\#(token)", "password": "longenough", "first_name": "Ada"}"#)
    #expect(accepted.status == 200, "\(accepted.text)")
    return try await Studio.login(studio.sandbox, email, "longenough")
  }

  @Test(arguments: [
    ("VIEWER", [200, 403, 403, 403]), ("USER", [200, 201, 403, 403]),
    ("ANNOTATOR", [200, 201, 200, 403]), ("MANAGER", [200, 201, 200, 201]),
    ("ADMIN", [200, 201, 200, 201]),
  ])
  func rolesDecideWhatIsAllowed(role: String, statuses: [Int]) async throws {
    try await Studio.with { studio in
      let (project, session, model) = try await studio.trained()
      let colleague = try await Self.colleague(studio, role)
      let base = "/projects/\(project)"
      let listed = try await colleague.get("\(base)/annotations/\(session)/documents")
      let document = listed["documents.0.id"].asInt ?? 0
      let segment = listed["documents.0.segments.0.id"].asInt ?? 0
      let answers = [
        listed,
        try await colleague.post(
          "/analyses", #"{"documents": [{"text": "x"}], "model_id": \#(model)}"#),
        try await colleague.post(
          "\(base)/annotations/\(session)/documents/\(document)/segments/\(segment)/statuses",
          #"{"name": "ANNOTATED"}"#),
        try await colleague.post("\(base)/classes", #"{"name": "New"}"#),
      ]
      #expect(answers.map(\.status) == statuses)
      for answer in answers where answer.status == 403 {
        #expect(answer["message"].asString?.contains(role) == true)
      }
    }
  }

  @Test func invitationsWorkOnce() async throws {
    try await Studio.with { studio in
      let path = "/organizations/1/users/invite"
      let body = #"{"role": "USER", "emails": ["a@b.c", "demo@imgflow.dev"]}"#
      let first = try await studio.post(path, body)
      #expect(first["not_invited.0.reason"].asString == "User is already in the workspace")
      let second = try await studio.post(path, body)
      #expect(second["not_invited.0.reason"].asString == "User was already invited")
      #expect(second["invitations"].asList?.items.isEmpty == true)
      let token = first["invitations.0.invitation_link"].asString?.split(separator: "=").last ?? ""
      let accept = #"{"token": "\#(token)", "password": "longenough"}"#
      let door = "/deepopinion/organizations/users/invite/accept"
      #expect(try await studio.sandbox.post(door, accept).status == 200)
      #expect(try await studio.sandbox.post(door, accept).status == 400)
      #expect(try await studio.get("/organizations/1/users/invites").text == "[]")
    }
  }

  @Test func aKnownUserGetsOnlyTheMembership() async throws {
    try await Studio.with { studio in
      let (project, _) = try await studio.labelled()
      let other = try await Studio.login(studio.sandbox, DeepOpinionAccounts.other)
      #expect(try await other.get("/projects/\(project)").status == 404)
      let invited = try await studio.post(
        "/organizations/1/users/invite", #"{"role": "VIEWER", "emails": ["other@imgflow.dev"]}"#)
      let token =
        invited["invitations.0.invitation_link"].asString?.split(separator: "=").last ?? ""
      _ = try await studio.sandbox.post(
        "/deepopinion/organizations/users/invite/accept",
        #"{"token": "\#(token)", "password": "anotherone"}"#)
      #expect(try await other.get("/projects/\(project)").status == 200)
      // The prefix leaves the other workspace's projects out.
      #expect(try await other.get("/organizations/2/projects").text == "[]")
      #expect(try await other.get("/organizations/2/projects/\(project)").status == 404)
      #expect(try await other.get("/organizations/1/projects/\(project)").status == 200)
      // The password is still the old one.
      _ = try await Studio.login(studio.sandbox, DeepOpinionAccounts.other)
    }
  }

  @Test func theLastAdministratorStays() async throws {
    try await Studio.with { studio in
      let permissions = try await studio.get("/organizations/1/permissions")
      let path = "/organizations/1/permissions/\(permissions["0.id"].asInt ?? 0)"
      #expect(try await studio.put(path, #"{"role": "USER"}"#).status == 400)
      #expect(try await studio.delete(path).status == 400)
    }
  }

  @Test func readOnlyWorkspacesAreOnlyRead() async throws {
    try await Studio.with { studio in
      let (project, _) = try await studio.labelled()
      _ = try await studio.sandbox.post(
        "/_sandbox/deepopinion/read-only", #"{"organization_id": 1, "read_only": true}"#)
      #expect(try await studio.get("/organizations/1")["is_read_only"].asBool == true)
      #expect(try await studio.get("/projects/\(project)").status == 200)
      let refused = try await studio.put("/projects/\(project)", #"{"name": "x"}"#)
      #expect(refused.status == 403 && refused["message"].asString?.contains("read-only") == true)
    }
  }

  @Test func deactivatedWorkspacesAreGone() async throws {
    try await Studio.with { studio in
      let (project, _, model) = try await studio.trained()
      #expect(try await studio.delete("/organizations/1").status == 200)
      for path in ["/organizations/1", "/projects/\(project)", "/models/\(model)"] {
        #expect(try await studio.get(path).status == 404, "\(path)")
      }
      #expect(try await studio.get("/projects").text == "[]")
    }
  }

  @Test func passwordsAreSetAnewByMail() async throws {
    try await TestSandbox.with { sandbox in
      for email in ["demo@imgflow.dev", "nobody@imgflow.dev"] {
        let answer = try await sandbox.post(
          "/deepopinion/password/email", #"{"email": "\#(email)"}"#)
        #expect(answer.status == 200)
      }
      let mails = try await sandbox.get("/_sandbox/deepopinion/mails")
      #expect(mails["0.to"].asString == "demo@imgflow.dev" && mails["1"].isNull)
      let token = try #require(mails["0.token"].asString)
      let body = #"{"reset_password_token": "\#(token)", "password": "brandnew1"}"#
      #expect(try await sandbox.post("/deepopinion/password/reset", body).status == 200)
      #expect(try await sandbox.post("/deepopinion/password/reset", body).status == 400)
      _ = try await Studio.login(sandbox, DeepOpinionAccounts.demo, "brandnew1")
    }
  }
}
