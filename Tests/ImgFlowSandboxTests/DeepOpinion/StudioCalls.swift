import Foundation
import Testing

@testable import ImgFlowSandbox

/// A call of each operation that succeeds.
struct StudioCall: Sendable {
  let operation: String
  /// What stands in the path, by the parameters' names.
  let path: [String: String]
  let query: String
  let body: String
  let file: (name: String, content: [UInt8])?
  let fields: KeyValuePairs<String, String>

  init(
    _ operation: String, _ path: [String: String] = [:], query: String = "", _ body: String = "",
    file: (name: String, content: [UInt8])? = nil, fields: KeyValuePairs<String, String> = [:]
  ) {
    self.operation = operation
    self.path = path
    self.query = query
    self.body = body
    self.file = file
    self.fields = fields
  }
}

extension StudioCall {
  /// A call of a path without parameters.
  init(_ operation: String, _ body: String) { self.init(operation, [:], body) }
}

/// What there is for the calls to work on.
struct StudioWorld: Sendable {
  var studio: Studio
  var project, session, model, analysis, group, correction, document, segment, tag: Int
  var correctedDocument, correctedSegment, correctedTag: Int
  var `class`, label, hitl, task, key, invitation, notification: Int
  var groupDocument, otherTag, permission: Int
  var modelContent: [UInt8]
  var groupFile, analysisFile: String
  var user = 241_602
  var invitationToken, resetToken, verificationToken: String

  static func make(_ studio: Studio) async throws -> StudioWorld {
    let (project, session, model) = try await studio.trained("CLASSLABEL")
    let base = "/projects/\(project)"
    let texts = #"{"documents": [{"text": "soft bed"}], "name": "n", "model_id": \#(model)}"#
    let (analysis, group) = try await (
      studio.made("/analyses", texts), studio.made("\(base)/groups", texts)
    )
    let correction = try await studio.made("\(base)/corrections", #"{"model_id": \#(model)}"#)
    let hitl = try await studio.made(
      "\(base)/hitls", #"{"name": "h", "model_id": \#(model), "is_live": true}"#)
    try await studio.step()
    let labelled = try await studio.get("\(base)/annotations/\(session)/documents")
    let corrected = try await studio.get("\(base)/corrections/\(correction)/documents")
    let document = try #require(labelled["documents.0.id"].asInt)
    let segment = try #require(labelled["documents.0.segments.0.id"].asInt)
    let (other, piece) = try (
      #require(corrected["documents.0.id"].asInt),
      #require(corrected["documents.0.segments.0.id"].asInt)
    )
    let tags = try await studio.get(
      "\(base)/annotations/\(session)/documents/\(document)/segments/\(segment)/tags")
    let tagged = try await studio.post(
      "\(base)/corrections/\(correction)/documents/\(other)/segments/\(piece)/tags",
      #"{"class": "Staff", "label": "POS"}"#)
    _ = try await studio.upload("\(base)/models/\(model)/extract".inWorkspace, pdf, named: "a.pdf")
    let reviews = try await studio.get("\(base)/hitls/\(hitl)/reviews")
    let invited = try await studio.post(
      "/organizations/1/users/invite", #"{"role": "USER", "emails": ["a@b.c", "d@e.f"]}"#)
    let link = try #require(invited["invitations.0.invitation_link"].asString)
    _ = try await studio.post("/password/email", #"{"email": "other@imgflow.dev"}"#)
    _ = try await studio.post("/users/email/verify/resend")
    let mails = try await studio.sandbox.get("/_sandbox/deepopinion/mails")
    let upload = try await studio.upload(
      "\(base)/groups/upload", Studio.csv.utf8, named: "a.csv")
    let file = try await studio.upload("/analyses/upload", Studio.csv.utf8, named: "a.csv")
    let third = try await studio.sandbox.post(
      "/deepopinion/auth/register", #"{"email": "third@imgflow.dev", "password": "longenough"}"#)
    #expect(third.status == 200, "\(third.text)")
    let members = try await studio.get("\(base)/groups/\(group)/documents")
    return StudioWorld(
      studio: studio, project: project, session: session, model: model, analysis: analysis,
      group: group, correction: correction, document: document, segment: segment,
      tag: try #require(tags["0.id"].asInt), correctedDocument: other, correctedSegment: piece,
      correctedTag: try #require(tagged["tag.id"].asInt, "\(tagged.text)"),
      class: try #require(try await studio.get("\(base)/classes")["0.id"].asInt),
      label: try #require(try await studio.get("\(base)/labels")["0.id"].asInt), hitl: hitl,
      task: try #require(reviews["0.task_id"].asInt, "\(reviews.text)"),
      key: try await studio.made("/users/241602/keys", #"{"name": "k"}"#),
      invitation: try #require(invited["invitations.1.id"].asInt),
      notification: try #require(try await studio.get("/notifications")["0.id"].asInt),
      groupDocument: try #require(members["0.id"].asInt),
      otherTag: try #require(try await studio.get("\(base)/tags")["tags.5.id"].asInt),
      permission: try await studio.made(
        "/organizations/1/permissions", #"{"user_id": 241604, "role": "USER"}"#),
      modelContent: try await studio.get("/models/\(model)/download").bytes,
      groupFile: try #require(upload["id"].asString),
      analysisFile: try #require(file["id"].asString),
      invitationToken: String(link.split(separator: "=").last ?? ""),
      resetToken: try #require(mails["1.token"].asString),
      verificationToken: try #require(mails["0.token"].asString))
  }

  static let pdf = (try? FileReadingTests.fixture("note.pdf")) ?? []
}

extension String {
  /// The path within the demo user's workspace.
  var inWorkspace: String { "/organizations/1\(self)" }
}

extension StudioWorld {
  /// A call of each operation; what is destroyed comes last.
  var calls: [StudioCall] { reading + writing + accounts + destroying }

  private var p: [String: String] { ["project_id": "\(project)"] }
  private func p(_ more: KeyValuePairs<String, Int>) -> [String: String] {
    more.reduce(into: p) { $0[$1.key] = String($1.value) }
  }
  private var inSession: [String: String] {
    p(["annotation_id": session, "document_id": document, "segment_id": segment])
  }
  private var inCorrection: [String: String] {
    p([
      "correction_id": correction, "document_id": correctedDocument, "segment_id": correctedSegment,
    ])
  }
  private func with(_ tag: Int, _ path: [String: String]) -> [String: String] {
    path.merging(["tag_id": "\(tag)"]) { $1 }
  }
  private var m: [String: String] { ["model_id": "\(model)"] }
  private var a: [String: String] { ["analysis_id": "\(analysis)"] }
  private var u: [String: String] { ["user_id": "\(user)"] }
  private var o: [String: String] { ["organization_id": "1"] }
  private var n: [String: String] { ["notification_id": "\(notification)"] }

  private var reading: [StudioCall] {
    let all = "?details=segments,meta,tags&limit=2&offset=0"
    return [
      .init("listAnalyses", query: "?model=\(model)"), .init("getAnalysis", a),
      .init("listAnalysisDocuments", a, query: all + "&search=bed&classes=\(`class`)"),
      .init("listProjectAnalyses", p, query: "?details=tags"), .init("listModelAnalyses", m),
      .init("listClasses", p), .init("getClass", p(["class_id": `class`])),
      .init("listLabels", p), .init("getLabel", p(["label_id": label])),
      .init("listCorrections", p, query: "?status=ANNOTATING"),
      .init("getCorrection", p(["correction_id": correction])),
      .init("listCorrectionDocuments", p(["correction_id": correction]), query: all),
      .init("getDocument", p(["document_id": document]), query: "?details=segments"),
      .init(
        "listDocuments", p, query: all + "&grouped=false&analysed=false&annotation_id=\(session)"),
      .init("listGroups", p), .init("getGroup", p(["group_id": group])),
      .init("listGroupDocuments", p(["group_id": group]), query: all),
      .init(
        "getGroupDocument", p(["group_id": group, "document_id": groupDocument]),
        query: "?details=meta"),
      .init("listHitls", p), .init("getHitl", p(["hitl_id": hitl])),
      .init("listHitlReviews", p(["hitl_id": hitl]), query: "?with_full_data=true"),
      .init("listLabelingSessions", p, query: "?mode=ANNOTATION,CORRECTION&status=FINISHED"),
      .init("getLabelingSession", p(["annotation_id": session])),
      .init("listLabelingDocuments", p(["annotation_id": session]), query: all),
      .init(
        "getLabelingDocument", p(["annotation_id": session, "document_id": document]),
        query: "?details=tags"),
      .init("listSegmentTags", inSession), .init("getSegmentTag", with(tag, inSession)),
      .init("listTags", p),
      .init(
        "listModels",
        query: "?type=CLASSLABEL&search=P&starred=false&public=false&exclude_id=1&limit=1"),
      .init("listOrganizationModels", ["organization": "ImgFlow%20Demo"], query: "?starred=false"),
      .init("getModel", m), .init("getProjectModel", p(["model_id": model])),
      .init("listProjectModels", p), .init("listModelPermissions", m),
      .init("listProjects", query: "?details=true"), .init("getProject", p),
      .init("getProjectTask", p(["task_id": task])), .init("listProjectPermissions", p),
      .init("listNotifications", query: "?limit=3"), .init("getNotification", n),
      .init("downloadAnalysisDocuments", a, query: "?format=xlsx"), .init("downloadClasses", p),
      .init("downloadLabels", p, query: "?format=json"),
      .init("downloadGroup", p(["group_id": group])),
      .init("downloadLabelingSessions", p),
      .init("downloadLabelingSession", p(["annotation_id": session])),
      .init("downloadModel", ["model": "\(model)"]),
      .init("downloadProjectModel", p(["model_id": model])),
      .init("listTypes"), .init("getHealth"), .init("getInfo"),
    ]
  }

  private var writing: [StudioCall] {
    let csv = ("a.csv", Array(Studio.csv.utf8))
    let names = ("names.csv", Array("name,example\nPool,It was wet.\n".utf8))
    let text = #"[{"text": "One. Two.", "id": 18000}]"#
    return [
      .init("uploadAnalysisFile", file: csv),
      .init(
        "createAnalysis", #"{"file_id": "\#(analysisFile)", "column": 0, "header_first": true}"#),
      .init("analyze", #"{"documents": \#(text), "model_id": \#(model), "split": true}"#),
      .init("updateAnalysis", a, #"{"name": "Changing my First Analysis"}"#),
      .init("uploadClassesFile", p, file: names),
      .init("createClasses", p, #"[{"name": "Bar", "example": "e", "description": "d", "id": 1}]"#),
      .init("createClass", p, #"{"name": "Gym"}"#),
      .init("updateClass", p(["class_id": `class`]), #"{"name": "Chamber", "description": "d"}"#),
      .init("uploadLabelsFile", p, file: ("l.txt", Array("MIXED\nUNSURE\n".utf8))),
      .init("createLabel", p, #"{"name": "NONE"}"#),
      .init("updateLabel", p(["label_id": label]), #"{"name": "BAD"}"#),
      .init("updateLabelByName", p.merging(["name": "BAD"]) { $1 }, #"{"name": "NEG"}"#),
      .init("createCorrection", p, #"{"model_id": \#(model), "sample_size": 3, "name": "c"}"#),
      .init("markSegmentCorrected", inCorrection, #"{"name": "ANNOTATED"}"#),
      .init("createCorrectionTag", inCorrection, #"{"class": "Staff", "label": "NEG"}"#),
      .init("updateCorrectionTag", with(correctedTag, inCorrection), #"{"label": "NEG"}"#),
      .init("markCorrectionTag", with(correctedTag, inCorrection), #"{"status": "CORRECTING"}"#),
      .init(
        "extract", p(["model_id": model]).merging(o) { $1 },
        query: "?return_bboxes=true&return_annotated_pages=true", file: ("a.pdf", Self.pdf)),
      .init("uploadDocuments", p, text),
      .init("createDocument", p, #"{"text": "Text 1", "segments": {"text": "Text 1"}}"#),
      .init("updateDocument", p(["document_id": groupDocument]), #"{"text": "Edited."}"#),
      .init("uploadGroupFile", p, file: csv, fields: ["to_list": "false"]),
      .init(
        "connectGroupSource", p, file: nil, fields: ["credential_id": "3", "source": "zendesk"]),
      .init(
        "createGroup", p, #"{"file_id": "\#(groupFile)", "column_name": "text", "split": true}"#),
      .init(
        "updateGroup", p(["group_id": group]), #"{"name": "g", "document_ids": [\#(document)]}"#),
      .init(
        "createHitl", p, #"{"name": "x", "is_live": false, "webhook_url": "https://a.example/h"}"#),
      .init("updateHitl", p(["hitl_id": hitl]), #"{"description": "d"}"#),
      .init("assignHitl", p(["hitl_id": hitl]), #"{"assigned_user_id": \#(user)}"#),
      .init("markSegmentAnnotated", inSession, #"{"name": "ANNOTATED"}"#),
      .init(
        "markPageAnnotated", p(["annotation_id": session, "document_id": document, "page": 0]),
        #"{"name": "ANNOTATED"}"#),
      .init(
        "markDocumentAnnotated", p(["annotation_id": session, "document_id": document]),
        #"{"name": "ANNOTATED"}"#),
      .init("createSegmentTag", inSession, #"{"class": "Staff", "label": "NEG"}"#),
      .init("updateSegmentTag", with(tag, inSession), #"{"label": "POS"}"#),
      .init("updateTag", p(["tag_id": tag]), #"{"label": "NEG"}"#),
      .init(
        "connectLabelingSource", p,
        fields: ["credential_id": "3", "source": "zendesk", "parameters": #"{"limit": 5}"#]),
      .init("uploadLabelingFile", p, file: csv, fields: ["show_preview": "false"]),
      .init(
        "createLabelingSession", p,
        #"{"name": "s", "sample_size": 3, "classes": ["Staff"], "labels": ["POS"]}"#),
      .init("updateLabelingSession", p(["annotation_id": session]), #"{"name": "t"}"#),
      .init(
        "uploadModel", file: ("m.bin", modelContent), fields: ["display_name": "Up", "name": "up"]),
      .init("updateModel", m, #"{"short_description": "Reviews", "status": "ACTIVE"}"#),
      .init(
        "updateProjectModel", p(["model_id": model]),
        #"{"display_name": "Hotels 2", "name": "hotels"}"#),
      .init("downloadOrganizationModel", ["organization": "ImgFlow%20Demo", "name": "hotels"]),
      .init(
        "train", p,
        #"{"annotation_ids": [\#(session)], "language": "de", "name": "n2", "display_name": "N"}"#),
      .init("starModel", m), .init("unstarModel", m),
      .init("updateNotification", n, #"{"read": "2026-01-01T00:00:00Z", "title": "T"}"#),
      .init("createProject", #"{"name": "My First Project", "type": "ABSA"}"#),
      .init("updateProject", p, #"{"name": "Changing", "type": "CLASSLABEL"}"#),
      .init("cloneProject", p, #"{"organization_id": 1}"#),
    ]
  }

  private var accounts: [StudioCall] {
    let email = #"{"email": "new@example.com", "password": "longenough""#
    return [
      .init("register", email + #", "first_name": "John", "last_name": "Doe"}"#),
      .init("login", email + "}"), .init("getAuthStatus"),
      .init(
        "resetPassword", #"{"reset_password_token": "\#(resetToken)", "password": "verybadpass"}"#),
      .init("sendPasswordResetEmail", #"{"email": "new@example.com"}"#),
      .init("verifyEmail", #"{"verify_email_token": "\#(verificationToken)"}"#),
      .init("resendVerification"),
      .init("getUser", u), .init("updateUser", u, #"{"first_name": "Ada"}"#),
      .init("getUserPermissions", u), .init("updateUserPermissions", u, #"{"is_betauser": true}"#),
      .init("createUserKey", u, #"{"name": "nightly"}"#), .init("listUserKeys", u),
      .init("acceptInvitation", #"{"token": "\#(invitationToken)", "password": "verybadpass"}"#),
      .init("createWorkspace", #"{"name": "W", "description": "d"}"#), .init("getWorkspace", o),
      .init("updateWorkspace", o, #"{"name": "V"}"#),
      .init("setDefaultWorkspace", o, #"{"default": true}"#), .init("listWorkspaceUsers", o),
      .init("listWorkspacePermissions", o), .init("listInvitations", o),
      .init("inviteUsers", o, #"{"role": "USER", "emails": ["x@y.z", "d@e.f"]}"#),
      .init("resendInvitation", o.merging(["invitation_id": "\(invitation)"]) { $1 }),
      .init("addWorkspaceUser", o, #"{"user_id": 241603, "role": "ANNOTATOR"}"#),
      .init(
        "updateUserRole", o.merging(["permission_id": "\(permission)"]) { $1 },
        #"{"role": "MANAGER"}"#),
    ]
  }

  private var destroying: [StudioCall] {
    [
      .init("deleteSegmentTag", with(tag, inSession)),
      .init("deleteTag", p(["tag_id": otherTag])),
      .init("deleteCorrectionTag", with(correctedTag, inCorrection)),
      .init("deleteCorrection", p(["correction_id": correction])),
      .init("deleteAnalysis", a), .init("deleteGroup", p(["group_id": group])),
      .init("deleteLabelingSession", p(["annotation_id": session])),
      .init("deleteDocument", p(["document_id": document])),
      .init("deleteClass", p(["class_id": `class`])), .init("deleteLabel", p(["label_id": label])),
      .init("deleteProjectModel", p(["model_id": model])),
      .init("deleteModel", ["model_id": "\(model + 1)"]),
      .init("transferProject", p, #"{"organization_id": 1}"#), .init("deleteProject", p),
      .init("deleteUserKey", u.merging(["key_id": "\(key)"]) { $1 }),
      .init("deleteInvitation", o.merging(["invitation_id": "\(invitation)"]) { $1 }),
      .init("deleteWorkspaceUser", o.merging(["permission_id": "\(permission)"]) { $1 }),
      .init("deleteUser", ["user_id": "241603"]), .init("deactivateWorkspace", o), .init("logout"),
    ]
  }
}
