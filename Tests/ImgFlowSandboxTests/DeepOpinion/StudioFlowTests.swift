import Foundation
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

@Suite struct StudioFlowTests {
  /// The whole way, over HTTP: sign in, label, train, wait, analyse, compare.
  @Test func fromAFileToAConfusion() async throws {
    try await Studio.with { studio in
      let made = try await studio.post("/projects", #"{"name": "Hotels", "type": "ABSA"}"#)
      #expect(made.status == 201 && made["status"].asString == "CREATED")
      #expect(made["labels"].asList?.items.compactMap(\.asString) == ["POS", "NEU", "NEG"])
      let project = try #require(made["id"].asInt)

      let session = try await Self.session(studio, project)
      let model = try await Self.model(studio, project, session)
      let detailed = try await studio.get("/projects/\(project)/models/\(model)")
      #expect(detailed["classes"].asList?.items.count == 5)
      let score = try #require(detailed["score"].asDouble)
      #expect(score == detailed["metrics.f1_macro"].asDouble && score > 0.3)
      #expect((detailed["demoset"].asList?.items.count ?? 0) > 0)
      let notice = try await studio.get("/notifications")
      #expect(notice["0.title"].asString == "Model is ready")
      #expect(notice["0.text"].asString == "Your model 'Hotels' is ready to be used")
      #expect(notice["0.type"].asString == "INFO" && notice["0.read"].isNull)

      let confusion = try await Self.confusion(studio, project, model)
      // Of 50 sentences that the model has not seen, by class.
      #expect(confusion.total == 50)
      #expect(confusion.hits >= 35, "\(confusion)")
    }
  }

  /// A file of texts, or one whose labels are of a kind that the project has not, is for people to label.
  @Test(arguments: [
    ("LABEL", "text\nOne. Two.\n"), ("LABEL", "text,class\nOne.,A\nTwo.,B\n"),
    ("CLASS", "text,label\nOne.,good\nTwo.,bad\n"),
    ("CLASSLABEL", "text,class,label\nOne.,,\nTwo.,,\n"),
  ])
  func whatIsNotLabelledIsForPeople(_ type: String, _ csv: String) async throws {
    try await Studio.with { studio in
      let made = try await studio.post("/projects", #"{"name": "Texts", "type": "\#(type)"}"#)
      let project = try #require(made["id"].asInt)
      let path = "/projects/\(project)/annotations"
      let session = try await studio.upload("\(path)/upload", csv.utf8, named: "a.csv")
      let id = try #require(session["id"].asInt, "\(session.text)")
      try await studio.step("10s")
      let ready = try await studio.get("\(path)/\(id)")
      #expect(ready["status"].asString == "ANNOTATING" && ready["progress"].asDouble == 0)
      let listed = try await studio.get("\(path)/\(id)/documents?details=segments")
      let segments = listed["documents"].asList?.items.map { document in
        document.asRecord?["segments"]?.asList?.items.count ?? 0
      }
      #expect(segments?.reduce(0, +) == 2, "\(listed.text)")
      let document = listed["documents.0.id"].asInt ?? 0
      let segment = listed["documents.0.segments.0.id"].asInt ?? 0
      let tag = try await studio.post(
        "\(path)/\(id)/documents/\(document)/segments/\(segment)/tags",
        #"{"class": "A", "label": "A"}"#)
      #expect(
        tag.status == 400 && tag.text.contains("add them to the project before"), "\(tag.text)")
    }
  }

  private static func session(_ studio: Studio, _ project: Int) async throws -> Int {
    let file = try Data(contentsOf: LearningTests.folder.appendingPathComponent("labelled.csv"))
    let preview = try await studio.upload(
      "/projects/\(project)/annotations/upload", file, named: "labelled.csv",
      ["show_preview": "true"])
    #expect(preview["preview.0.0"].asString == "text", "\(preview.text)")
    let id = try #require(preview["id"].asString)
    let made = try await studio.post(
      "/projects/\(project)/annotations",
      """
      {"name": "first", "file_id": "\(id)",
       "column_mapping": {"text": "text", "aspect": 1, "label": "sentiment"}}
      """)
    #expect(made.status == 201 && made["status"].asString == "CREATED", "\(made.text)")
    let session = try #require(made["id"].asInt)
    var seen: [String] = []
    for _ in 0..<5 {
      let now = try await studio.get("/projects/\(project)/annotations/\(session)")
      if let status = now["status"].asString, status != seen.last { seen.append(status) }
      try await studio.step("400ms")
    }
    // All is labelled, so there is nothing left for people to do.
    #expect(seen == ["CREATED", "STARTED", "SAMPLING", "FINISHED"])
    return session
  }

  private static func model(_ studio: Studio, _ project: Int, _ session: Int) async throws -> Int {
    let made = try await studio.post(
      "/projects/\(project)/models",
      """
      {"name": "hotels-1", "display_name": "Hotels", "language": "en", "annotation_ids": [\(session)]}
      """)
    #expect(made.status == 201 && made["status"].asString == "CREATED", "\(made.text)")
    #expect(made["progress"].asDouble == 0 && made["score"].isNull)
    let model = try #require(made["id"].asInt)
    var seen: [String] = []
    for _ in 0..<10 {
      let now = try await studio.get("/models/\(model)")
      let status = now["models.0.status"].asString
      if let status, status != seen.last { seen.append(status) }
      let progress = try #require(now["models.0.progress"].asDouble)
      #expect(status == "READY" ? progress == 100 : progress < 100)
      try await studio.step("800ms")
    }
    #expect(seen == ["CREATED", "QUEUED", "TRAINING", "READY"])
    return model
  }

  private static func confusion(
    _ studio: Studio, _ project: Int, _ model: Int
  ) async throws -> (hits: Int, total: Int) {
    let file = try Data(contentsOf: LearningTests.folder.appendingPathComponent("to-check.csv"))
    let upload = try await studio.upload("/analyses/upload", file, named: "to-check.csv")
    let id = try #require(upload["id"].asString)
    let made = try await studio.post(
      "/analyses",
      #"{"name": "check", "file_id": "\#(id)", "column_name": "text", "model_id": \#(model)}"#)
    #expect(made.status == 201 && made["document_count"].asInt == 50, "\(made.text)")
    #expect(made["type"].asString == "ABSA" && made["finished"].isNull)
    let analysis = try #require(made["id"].asInt)
    var seen: [String] = []
    for _ in 0..<15 {
      let now = try await studio.get("/organizations/1/analyses/\(analysis)")
      if let status = now["status"].asString, status != seen.last { seen.append(status) }
      try await studio.step("200ms")
    }
    #expect(seen == ["CREATED", "QUEUED", "STARTED", "ANALYZING", "FINISHED"])
    return try await tally(studio, analysis)
  }

  private static func tally(_ studio: Studio, _ analysis: Int) async throws -> (
    hits: Int, total: Int
  ) {
    var (hits, total, offset) = (0, 0, 0)
    while true {
      let page = try await studio.get(
        "/analyses/\(analysis)/documents?details=segments,tags,meta&limit=7&offset=\(offset)")
      for document in page["documents"].asItems ?? [] {
        let record = try #require(document.asRecord)
        let expected = record["meta"]?.asRecord?["aspect"]?.asString
        let segment = record["segments"]?.asList?.items.first?.asRecord
        let tags = segment?["tags"]?.asList?.items.compactMap { $0.asRecord?["class"]?.asString }
        total += 1
        if let expected, tags?.contains(expected) == true { hits += 1 }
        let text = try #require(record["text"]?.asString)
        #expect(segment?["span"]?.asList?.items.last?.asInt == text.unicodeScalars.count)
      }
      #expect(page["count"].asInt == 50 && page["limit"].asInt == 7)
      guard page["has_more"].asBool == true else { break }
      offset += 7
    }
    return (hits, total)
  }

  @Test func adHocAnalysesAnswerAtOnce() async throws {
    try await Studio.with { studio in
      let (_, _, model) = try await studio.trained()
      let body = """
        {"documents": [{"id": 7, "text": "The bed was soft. Ünd the waiter was rude!"}],
         "model_id": \(model), "split": true}
        """
      for path in ["/analyze", "/organizations/1/analyze"] {
        let answer = try await studio.post(path, body)
        #expect(answer.status == 200 && answer["type"].asString == "CLASS", "\(answer.text)")
        #expect(answer["documents.0.id"].asInt == 7)
        #expect(answer["documents.0.segments.0.tags.0.class"].asString == "Room")
        #expect(answer["documents.0.segments.1.tags.0.class"].asString == "Staff")
        #expect(answer["documents.0.segments.1.span.0"].asInt == 18)
        #expect(answer["documents.0.segments.1.span.1"].asInt == 42)
      }
    }
  }

  @Test func documentsThatAreUploadedComeLater() async throws {
    try await Studio.with { studio in
      let (project, _) = try await studio.labelled()
      let answer = try await studio.post(
        "/projects/\(project)/upload-documents",
        #"[{"text": "One. Two.", "id": 18000}, {"text": "Three."}]"#)
      #expect(answer.status == 202)
      let before = try await studio.get("/projects/\(project)/documents?limit=1")
      #expect(before["count"].asInt == 20 && before["has_more"].asBool == true)
      try await studio.step("5s")
      let after = try await studio.get(
        "/projects/\(project)/documents?search=ONE.&details=segments,meta")
      #expect(after["count"].asInt == 1, "\(after.text)")
      #expect(after["documents.0.segments.1.text"].asString == "Two.")
      #expect(after["documents.0.meta.id"].asInt == 18000)
      #expect(
        try await studio.get("/notifications")["0.title"].asString == "Documents are uploaded")
    }
  }

  @Test func peopleLabelSegmentBySegment() async throws {
    try await Studio.with { studio in
      let made = try await studio.post("/projects", #"{"name": "p", "type": "ABSA"}"#)
      let project = try #require(made["id"].asInt)
      let base = "/projects/\(project)"
      _ = try await studio.post("\(base)/upload-classes", #"[{"name": "Room"}, {"name": "Food"}]"#)
      _ = try await studio.post("\(base)/documents", #"{"text": "Soft bed. Cold soup."}"#)
      let session = try await studio.post("\(base)/annotations", #"{"name": "by hand"}"#)
      let id = try #require(session["id"].asInt, "\(session.text)")
      try await studio.step()
      let listed = try await studio.get("\(base)/annotations/\(id)/documents?details=tags")
      #expect(
        listed["status"].asString == "ANNOTATING" && listed["classes.0.name"].asString == "Room")
      let document = try #require(listed["documents.0.id"].asInt)
      let segments = (0..<2).compactMap { listed["documents.0.segments.\($0).id"].asInt }
      #expect(segments.count == 2)
      let segment = "\(base)/annotations/\(id)/documents/\(document)/segments/\(segments[0])"
      let tag = try await studio.post("\(segment)/tags", #"{"class": "Room", "label": "positive"}"#)
      #expect(tag["label"].asString == "POS", "\(tag.text)")
      let wrong = try await studio.post("\(segment)/tags", #"{"class": "Pool", "label": "POS"}"#)
      #expect(
        wrong.status == 400 && wrong["message"].asString?.contains(#""Room", "Food""#) == true)
      let mark = try await studio.post("\(segment)/statuses", #"{"name": "ANNOTATED"}"#)
      #expect(mark["segment_id"].asInt == segments[0] && mark["annotation_id"].asInt == id)
      let half = try await studio.get("\(base)/annotations/\(id)")
      #expect(half["progress"].asDouble == 50 && half["finished"].isNull)
      let whole = "\(base)/annotations/\(id)/documents/\(document)/statuses"
      #expect(try await studio.post(whole, #"{"name": "ANNOTATED"}"#)["segment_id"].isNull)
      let done = try await studio.get("\(base)/annotations/\(id)")
      #expect(done["status"].asString == "FINISHED" && done["progress"].asDouble == 100)
    }
  }

  @Test func correctionsSayHowGoodTheModelWas() async throws {
    try await Studio.with { studio in
      let (project, _, model) = try await studio.trained()
      let base = "/projects/\(project)/corrections"
      let made = try await studio.post(
        base, #"{"model_id": \#(model), "sample_size": 4, "name": "c"}"#)
      #expect(made.status == 201 && made["mode"].asString == "CORRECTION", "\(made.text)")
      #expect(made["model.id"].asInt == model && made["document_count"].asInt == 4)
      let id = try #require(made["id"].asInt)
      try await studio.step()
      let listed = try await studio.get("\(base)/\(id)/documents?details=tags")
      let document = try #require(listed["documents.0.id"].asInt)
      let segment = try #require(listed["documents.0.segments.0.id"].asInt)
      #expect(listed["documents.0.segments.0.tags.0.class"].asString != nil)
      let path = "\(base)/\(id)/documents/\(document)/segments/\(segment)"
      let right = try await studio.post("\(path)/statuses", #"{"name": "ANNOTATED"}"#)
      #expect(right["predicted_score"].asDouble == 1 && right["progress"].asDouble == 25)
      let added = try await studio.post("\(path)/tags", #"{"class": "Staff"}"#)
      let other = try await studio.post("\(path)/tags", #"{"class": "Room"}"#)
      #expect(added.status == 200 && other.status == 200, "\(added.text)")
      let again = try await studio.post("\(path)/statuses", #"{"name": "ANNOTATED"}"#)
      // One tag was right, one was missed.
      #expect(abs((again["predicted_score"].asDouble ?? 0) - 2.0 / 3) < 0.001)
      let sessions = try await studio.get("/projects/\(project)/annotations?mode=CORRECTION")
      #expect(sessions["0.id"].asInt == id)
    }
  }

  @Test func thePageShowsModelsAndWork() async throws {
    try await Studio.with { studio in
      let (project, session, model) = try await studio.trained()
      let name = #"{"annotation_ids": [\#(session)], "display_name": "<b>"}"#
      _ = try await studio.post("/projects/\(project)/models", name)
      let page = try await studio.sandbox.get("/").text
      #expect(
        page.contains("data-title=\"Model\"><span>\(model)</span>")
          && page.contains("<span>F1 1.0</span>"))
      #expect(page.contains("<span>&lt;b&gt;</span>") && page.contains("<span>0 %</span>"))
    }
  }

  @Test func clonesHaveAllOfTheOriginal() async throws {
    try await Studio.with { studio in
      let (project, session, model) = try await studio.trained()
      let workspace = try await studio.post("/organizations", #"{"name": "second"}"#)
      let target = try #require(workspace["id"].asInt)
      let clone = try await studio.post(
        "/projects/\(project)/clone", #"{"organization_id": \#(target)}"#)
      #expect(clone["status"].asString == "CLONING", "\(clone.text)")
      let copy = try #require(clone["id"].asInt)
      #expect(try await studio.get("/projects/\(copy)/documents")["count"].asInt == 0)
      try await studio.step()
      let done = try await studio.get("/projects/\(copy)")
      #expect(done["status"].asString == "CREATED", "\(done.text)")
      let twin = try #require(done["models.0.id"].asInt)
      #expect(twin != model && done["models.0.status"].asString == "READY")
      let sessions = try await studio.get("/projects/\(copy)/annotations")
      #expect(sessions["0.id"].asInt != session && sessions["0.document_count"].asInt == 20)
      #expect(sessions["0.organization_id"].asInt == target)
      let answer = try await studio.post(
        "/analyze", #"{"documents": [{"text": "soft bed"}], "model_id": \#(twin)}"#)
      #expect(answer["documents.0.segments.0.tags.0.class"].asString == "Room", "\(answer.text)")
      let retrained = try await studio.post(
        "/projects/\(copy)/models",
        #"{"annotation_ids": [\#(sessions["0.id"].asInt ?? 0)], "base_id": \#(twin)}"#)
      #expect(retrained.status == 201, "\(retrained.text)")
    }
  }

  @Test func downloadsAreReadAgain() async throws {
    try await Studio.with { studio in
      let (project, session, model) = try await studio.trained("CLASSLABEL")
      for format in ["csv", "json", "jsonl", "xlsx"] {
        let file = try await studio.get(
          "/projects/\(project)/annotations/\(session)/download?format=\(format)")
        let again = try await studio.upload(
          "/projects/\(project)/annotations/upload", file.bytes, named: "again.\(format)")
        #expect(again["document_count"].asInt == 20, "\(format): \(again.text)")
        let classes = try await studio.get("/projects/\(project)/classes/download?format=\(format)")
        let other = try await studio.post("/projects", #"{"name": "x", "type": "CLASS"}"#)
        let names = try await studio.upload(
          "/projects/\(other["id"].asInt ?? 0)/classes/upload", classes.bytes, named: "c.\(format)")
        #expect(names["1.name"].asString == "Staff", "\(names.text)")
      }
      let content = try await studio.get("/models/\(model)/download")
      let copy = try await studio.upload(
        "/models/upload", content.bytes, named: "m.bin", ["display_name": "Copy", "score": "0.5"])
      #expect(copy["status"].asString == "READY" && copy["score"].asDouble == 0.5, "\(copy.text)")
      let answer = try await studio.post(
        "/analyze", #"{"documents": [{"text": "soft bed"}], "model_id": \#(copy["id"].asInt ?? 0)}"#
      )
      #expect(answer["documents.0.segments.0.tags.0.label"].asString == "POS", "\(answer.text)")
    }
  }
}
