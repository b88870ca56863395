import Foundation
import Testing

@testable import ImgFlowSandbox

extension DeepOpinionCases {
  private static let workspace = "/organizations/1"

  /// The calls that change the user who makes them, all at once.
  var accounts: [ParallelCase] {
    [
      ParallelCase(
        "updateUser", "updateUserPermissions", "setDefaultWorkspace", "createUserKey",
        "resendVerification", "sendPasswordResetEmail"
      ) {
        let user = "/users/\(world.user)"
        let before = try await count("\(user)/keys")
        let requests = (0..<ParallelCase.writers).map { number -> ParallelCase.Request in
          switch number % 8 {
          case 0: { try await studio.put(user, #"{"first_name": "Ada"}"#) }
          case 1: { try await studio.put(user, #"{"last_name": "Lovelace"}"#) }
          case 2: { try await studio.put("\(user)/permissions", #"{"is_betauser": true}"#) }
          case 3: { try await studio.post("\(Self.workspace)/default", #"{"default": true}"#) }
          case 4: { try await studio.post("\(user)/keys", #"{"name": "k \#(number)"}"#) }
          case 5: { try await studio.post("/users/email/verify/resend") }
          case 6: { try await studio.post("/password/email", #"{"email": "demo@imgflow.dev"}"#) }
          default: { try await studio.put(user, #"{"password": "another-one"}"#) }
          }
        }
        for answer in try await ParallelCase.answers(to: requests) {
          #expect((200...299).contains(answer.status), "\(answer.text)")
        }
        let found = try await studio.get(user)
        #expect(found["first_name"].asString == "Ada", "\(found.text)")
        #expect(found["last_name"].asString == "Lovelace", "\(found.text)")
        let rights = try await studio.get("\(user)/permissions")
        #expect(rights["is_betauser"].asBool == true, "\(rights.text)")
        #expect(try await count("\(user)/keys") == before + 12)
        _ = try await Studio.login(studio.sandbox, DeepOpinionAccounts.demo, "another-one")
      },
      ParallelCase("register", "login") {
        let person = #"{"email": "same@example.com", "password": "longenough"}"#
        try await ParallelCase.once("register") {
          try await studio.sandbox.post("/deepopinion/auth/register", person)
        }
        try await ParallelCase.always("login") { _ in
          try await studio.sandbox.post("/deepopinion/auth/login", person)
        }
      },
      ParallelCase("createWorkspace", "updateWorkspace") {
        try await ParallelCase.always("createWorkspace", times: 10) {
          try await studio.post("/organizations", #"{"name": "W \#($0)"}"#)
        }
        let made = try await studio.made("/organizations", #"{"name": "new"}"#)
        let requests = (0..<20).map { number -> ParallelCase.Request in
          let description = number.isMultiple(of: 2) ? #", "description": "d""# : ""
          return {
            try await studio.put("/organizations/\(made)", #"{"name": "W"\#(description)}"#)
          }
        }
        for answer in try await ParallelCase.answers(to: requests) {
          #expect(answer.status == 200, "\(answer.text)")
        }
        let found = try await studio.get("/organizations/\(made)")
        #expect(found["description"].asString == "d", "\(found.text)")
      },
      ParallelCase("addWorkspaceUser", "updateUserRole") {
        let path = "\(Self.workspace)/permissions"
        try await ParallelCase.once("addWorkspaceUser") {
          try await studio.post(path, #"{"user_id": 241603, "role": "USER"}"#)
        }
        try await ParallelCase.always("updateUserRole") { _ in
          try await studio.put("\(path)/\(world.permission)", #"{"role": "ANNOTATOR"}"#)
        }
      },
      ParallelCase("inviteUsers", "resendInvitation") {
        let list = "\(Self.workspace)/users/invites"
        let before = try await count(list)
        let invited = try await ParallelCase.answers(
          to: (0..<20).map { number in
            {
              try await studio.post(
                "\(Self.workspace)/users/invite",
                #"{"role": "USER", "emails": ["guest\#(number / 2)@example.com"]}"#)
            }
          })
        #expect(invited.allSatisfy { (200...299).contains($0.status) }, "\(invited[0].text)")
        #expect(try await count(list) == before + 10)
        try await ParallelCase.always("resendInvitation", times: 10) { _ in
          try await studio.post("\(Self.workspace)/invitation/\(world.invitation)/resend")
        }
      },
      always("starModel") { _ in try await studio.post("/models/\(world.model)/star") },
      always("unstarModel") { _ in try await studio.post("/models/\(world.model)/unstar") },
      always("assignHitl") { _ in
        try await studio.post(
          "\(project)/hitls/\(world.hitl)/assign", #"{"assigned_user_id": \#(world.user)}"#)
      },
    ]
  }

  /// What works once, whoever tries it, and what can be deleted once.
  var once: [ParallelCase] {
    let segment = "\(session)/documents/\(world.document)/segments/\(world.segment)"
    let corrected =
      "\(correction)/documents/\(world.correctedDocument)/segments/\(world.correctedSegment)"
    let sandbox = studio.sandbox
    return [
      post("resetPassword", "/password/reset") {
        #"{"reset_password_token": "\#($0.resetToken)", "password": "verybadpass"}"#
      },
      ParallelCase("verifyEmail") {
        let token = world.verificationToken
        try await ParallelCase.once("verifyEmail") {
          try await studio.post(
            "/users/email/verify", #"{"token": "\#(token)", "verify_email_token": "\#(token)"}"#)
        }
      },
      post("acceptInvitation", "/organizations/users/invite/accept") {
        #"{"token": "\#($0.invitationToken)", "password": "verybadpass"}"#
      },
      deletes("deleteSegmentTag", "\(segment)/tags/\(world.tag)"),
      deletes("deleteTag", "\(project)/tags/\(world.otherTag)"),
      deletes("deleteCorrectionTag", "\(corrected)/tags/\(world.correctedTag)"),
      deletes("deleteCorrection", correction),
      deletes("deleteAnalysis", "/analyses/\(world.analysis)"),
      deletes("deleteGroup", "\(project)/groups/\(world.group)"),
      deletes("deleteLabelingSession", session),
      deletes("deleteDocument", "\(project)/documents/\(world.document)"),
      deletes("deleteClass", "\(project)/classes/\(world.class)"),
      deletes("deleteLabel", "\(project)/labels/\(world.label)"),
      deletes("deleteProjectModel", "\(project)/models/\(world.model)"),
      deletes("deleteModel", "/models/\(world.model + 1)"),
      deletes("deleteProject", project),
      deletes("deleteUserKey", "/users/\(world.user)/keys/\(world.key)"),
      deletes("deleteInvitation", "\(Self.workspace)/invitation/\(world.invitation)"),
      deletes("deleteWorkspaceUser", "\(Self.workspace)/permissions/\(world.permission)"),
      deletes("deleteUser", "/users/241603"),
      deletes("deactivateWorkspace", Self.workspace),
      ParallelCase("logout") {
        let answers = try await ParallelCase.answers(
          to: (0..<10).map { _ in { try await studio.post("/auth/logout") } })
        #expect(answers.allSatisfy { [200, 401].contains($0.status) })
        #expect(try await sandbox.get("/deepopinion/projects", token: studio.token).status == 401)
      },
    ]
  }

  private func deletes(_ operation: String, _ path: String) -> ParallelCase {
    ParallelCase(operation) {
      try await ParallelCase.once(operation) { try await studio.delete(path) }
    }
  }

  private func post(
    _ operation: String, _ path: String, _ json: @escaping @Sendable (StudioWorld) -> String
  ) -> ParallelCase {
    ParallelCase(operation) {
      try await ParallelCase.once(operation) { try await studio.post(path, json(world)) }
    }
  }
}
