import ImgFlowValues
import Testing

/// What programs send that were written with the vendor's published client, and what they read.
@Suite struct StudioClientTests {
  /// A session of a project of a type, ready, with the first segment that is to be labelled.
  private static func session(
    _ studio: Studio, _ type: String, _ documents: String, names: String
  ) async throws -> (path: String, session: Int, project: Int) {
    let project = try await studio.made("/projects", #"{"name": "p", "type": "\#(type)"}"#)
    let base = "/projects/\(project)/annotations"
    let session = try await studio.made(base, #"{"documents": \#(documents), \#(names)}"#)
    try await studio.step()
    let listed = try await studio.get("\(base)/\(session)/documents")
    let document = try #require(listed["documents.0.id"].asInt, "\(listed.text)")
    let segment = try #require(listed["documents.0.segments.0.id"].asInt, "\(listed.text)")
    return (
      "\(base)/\(session)/documents/\(document)/segments/\(segment)", session, project
    )
  }

  /// In each type of project a tag has what the type has; the rest may be left out or null, or said in
  /// vain. Without segments a document is cut into sentences that wait for people.
  @Test(arguments: [
    ("LABEL", #"{"label": "POS"}"#, #"{"class": null, "label": "POS"}"#, #"{"class": "Bed"}"#),
    ("CLASS", #"{"class": "Bed"}"#, #"{"class": "Bed", "label": null}"#, #"{"label": "POS"}"#),
    (
      "CLASSLABEL", #"{"class": "Bed", "label": "POS"}"#,
      #"{"class": "Bed", "label": "POS", "span": null, "text": null}"#, #"{"class": "Bed"}"#
    ),
    (
      "ABSA", #"{"class": "Bed", "label": "POS"}"#,
      #"{"class": "Bed", "label": "POS", "id": null}"#, #"{"label": "POS"}"#
    ),
  ])
  func tagsHaveWhatTheProjectHas(
    _ type: String, _ tag: String, _ withNulls: String, _ tooLittle: String
  ) async throws {
    try await Studio.with { studio in
      for form in [tag, withNulls] {
        let documents = """
          [{"text": "The bed was soft. The lift broke.", "segments": [
             {"text": "The bed was soft.", "tags": [\(form)]}, {"span": [18, 33], "tags": null}]},
           {"text": "The bed was hard. The lift ran."}, {"text": "A bed. A lift.", "segments": null},
           {"text": "One. Two.", "segments": [], "id": null, "meta": null}]
          """
        let (path, session, project) = try await Self.session(
          studio, type, documents, names: #""classes": ["Bed"], "labels": ["POS"]"#)
        let base = "/projects/\(project)/annotations/\(session)"
        let now = try await studio.get(base)
        #expect(now["status"].asString == "ANNOTATING", "\(now.text)")
        #expect(now["progress"].asDouble == 12.5)
        let listed = try await studio.get("\(base)/documents?details=tags")
        let counts = listed["documents"].asItems?.map {
          $0.asRecord?["segments"]?.asItems?.count
        }
        #expect(counts == [2, 2, 2, 2], "\(listed.text)")
        let tags = listed["documents.0.segments.0.tags"]
        #expect(tags.asItems?.count == 1, "\(listed.text)")
        #expect(listed["documents.0.segments.1.text"].asString == "The lift broke.")
        // What was shown can be sent back, and a tag can be made of what is shown of another.
        let whole = try await studio.put(
          base, #"{"documents": \#(try JSON.text(of: listed["documents"]))}"#)
        #expect(whole.status == 200, "\(whole.text)")
        let made = try await studio.post("\(path)/tags", form)
        #expect(made.status == 200, "\(made.text)")
        let again = try await studio.post("\(path)/tags", made.text)
        #expect(again.status == 200 && again["id"].asInt == made["id"].asInt, "\(again.text)")
      }
      let (path, _, _) = try await Self.session(
        studio, type, #"[{"text": "The bed."}]"#, names: #""classes": ["Bed"], "labels": ["POS"]"#)
      let refused = try await studio.post("\(path)/tags", tooLittle)
      #expect(refused.status == 400, "\(refused.text)")
      #expect(refused["message"].asString?.contains("needs a ") == true, "\(refused.text)")
    }
  }

  @Test(arguments: [
    (#"{"text": "short", "segments": [{"span": [0, 99]}]}"#, "inside the document"),
    (#"{"text": "short", "segments": [{"text": "long"}]}"#, "is not in the document"),
    (#"{"text": "short", "segments": [{}]}"#, "needs a `span`"),
    (#"{"segments": []}"#, "documents[0].text"),
    (#"{"text": null}"#, "documents[0].text"),
  ])
  func documentsNeedATextAndSegmentsAPlace(_ document: String, _ message: String) async throws {
    try await Studio.with { studio in
      let project = try await studio.made("/projects", #"{"name": "p", "type": "LABEL"}"#)
      let answer = try await studio.post(
        "/projects/\(project)/annotations", #"{"documents": [\#(document)]}"#)
      #expect(answer.status == 400 && answer.text.contains(message), "\(answer.text)")
    }
  }

  @Test func tagsOfAProjectComeInPages() async throws {
    try await Studio.with { studio in
      let (project, _, _) = try await studio.trained("CLASSLABEL")
      let base = "/projects/\(project)/tags"
      let page = try await studio.get("\(base)?offset=18&limit=5")
      #expect(page["tags"].asItems?.count == 2, "\(page.text)")
      #expect(page["total"].asInt == 20 && page["count"].asInt == 2)
      #expect(page["limit"].asInt == 5 && page["offset"].asInt == 18)
      #expect(page["tags.1.class"].asString == "Staff" && page["tags.1.label"].asString == "NEG")
      let whole = try await studio.get("\(base)?classes=True&labels=true&limit=1")
      #expect(whole["tags.0.class.name"].asString == "Room", "\(whole.text)")
      #expect(whole["tags.0.label.id"].asInt != nil)
      let id = try #require(whole["tags.0.id"].asInt)
      let changed = try await studio.put(
        "\(base)/\(id)", #"{"class": null, "label": "NEG", "span": [4, 7], "text": "bed"}"#)
      #expect(changed["class"].asString == "Room" && changed["label"].asString == "NEG")
      #expect(changed["span.0"].asInt == 4 && changed["text"].asString == "bed")
      let outside = try await studio.put("\(base)/\(id)", #"{"text": "pool"}"#)
      #expect(outside.status == 400, "\(outside.text)")
    }
  }

  @Test func changesOfCorrectionsTellWhatBecameOfThem() async throws {
    try await Studio.with { studio in
      let world = try await StudioWorld.make(studio)
      let path =
        "/projects/\(world.project)/corrections/\(world.correction)/documents/"
        + "\(world.correctedDocument)/segments/\(world.correctedSegment)"
      let made = try await studio.post("\(path)/tags", #"{"class": "Room", "label": "NEG"}"#)
      #expect(made["tag.class"].asString == "Room", "\(made.text)")
      #expect(made["segment.annotated"].isNull && made["progress"].asDouble == 0)
      #expect(made["predicted_score"].asDouble != nil)
      _ = try await studio.post("\(path)/statuses", #"{"name": "ANNOTATED"}"#)
      let tag = "\(path)/tags/\(try #require(made["tag.id"].asInt))"
      let changed = try await studio.put(tag, #"{"label": "POS"}"#)
      #expect(changed["tag.label"].asString == "POS", "\(changed.text)")
      #expect(changed["segment.annotated"].asString != nil)
      let marked = try await studio.post("\(tag)/statuses", #"{"status": "CORRECTING"}"#)
      #expect(marked["tag.status"].asString == "CORRECTING", "\(marked.text)")
      let wrong = try await studio.post("\(tag)/statuses", #"{"name": "READY"}"#)
      #expect(wrong.status == 400 && wrong.text.contains("status"), "\(wrong.text)")
      let deleted = try await studio.delete(tag)
      #expect(deleted["segment.name"].asString == "ANNOTATED", "\(deleted.text)")
      #expect(deleted["progress"].asDouble ?? 0 > 0)
    }
  }

  @Test func keysAndMailsNeedNoMoreThanTheClientSends() async throws {
    try await Studio.with { studio in
      let plain = try await studio.sandbox.send(
        "POST", "/deepopinion/users/241602/keys", token: studio.token)
      #expect(plain.status == 200 && plain["name"].asString == "Key 1", "\(plain.text)")
      let named = try await studio.post("/users/241602/keys", #"{"name": null}"#)
      #expect(named["name"].asString == "Key 2", "\(named.text)")
      _ = try await studio.post("/users/email/verify/resend")
      let mails = try await studio.sandbox.get("/_sandbox/deepopinion/mails")
      let token = try #require(mails["0.token"].asString)
      let verified = try await studio.post(
        "/users/email/verify", #"{"verify_email_token": "\#(token)"}"#)
      #expect(verified.status == 200, "\(verified.text)")
    }
  }

  /// The vendor's download sample reads `analyses`, with and without the workspace in the path.
  @Test func analysesComeWithTheirDocuments() async throws {
    try await Studio.with { studio in
      let (project, _, model) = try await studio.trained("CLASSLABEL")
      let made = try await studio.post(
        "/analyses", #"{"documents": [{"text": "soft bed"}], "model_id": \#(model)}"#)
      #expect(made["documents.0.text"].asString == "soft bed", "\(made.text)")
      #expect(made["documents.0.segments.0.tags"].isNull)
      try await studio.step()
      let lists = ["", "/organizations/1"].map { "\($0)/projects/\(project)/analyses?limit=25" }
      for path in lists + ["/models/\(model)/analyses"] {
        let page = try await studio.get(path)
        #expect(page["analyses.0.id"].asInt == made["id"].asInt, "\(page.text)")
        #expect(page["has_more"].asBool == false && page["count"].asInt == 1)
        #expect(page["analyses.0.documents.0.segments.0.tags.0.class"].asString == "Room")
      }
      let all = try await studio.get("/analyses")
      #expect(all["0.documents.0.text"].asString == "soft bed", "\(all.text)")
    }
  }

  @Test func aPageIsMarkedWithItsSegment() async throws {
    try await Studio.with { studio in
      let (path, _, _) = try await Self.session(
        studio, "LABEL", #"[{"text": "One. Two."}]"#, names: #""labels": ["POS"]"#)
      let parts = path.split(separator: "/").map(String.init)
      let document = "/" + parts.dropLast(2).joined(separator: "/")
      let page = try await studio.post("\(document)/pages/0/statuses", #"{"name": "ANNOTATED"}"#)
      #expect(page["segment_id"].asInt == parts.last.flatMap { Int($0) }, "\(page.text)")
      let whole = try await studio.post("\(document)/statuses", #"{"name": "ANNOTATED"}"#)
      #expect(whole["segment_id"].isNull && whole["name"].asString == "ANNOTATED")
    }
  }
}
