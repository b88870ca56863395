import ImgFlowRuntime
import Testing

/// What each vendor does in its own time, and how its end is seen.
@Suite("Waiting for each vendor")
struct VendorWaitTests {
  private func run(
    _ vendor: String, _ environment: [String: String], _ source: String,
    _ answer: @escaping TestHost.Answer
  ) -> (Script.Result, TestHost) {
    let host = TestHost(environment: environment, answer: answer)
    let result = Script(host: host, sources: [vendor: Declarations.builtIn(vendor)])
      .run("use \(vendor)\n\(source)")
    return (result, host)
  }

  // MARK: - AssetZen

  @Test func anInvalidationIsTheEntryThatWasNotThereBefore() {
    let looks = Counter()
    let old = #"{"reference":"OLD","status":"completed","created_at":"2017-05-17 09:02:20Z"}"#
    let (result, host) = run(
      "assetzen", ["ASSETZEN_ACCESS_TOKEN": "ready-token"],
      "print(waitFor(createInvalidation(\"BAhrYglpKW5u\")).reference)"
    ) { request in
      if request.method == "PUT" { return .json("", status: 204) }
      switch looks.next() {
      case 1, 2: return .json("[\(old)]")
      case 3: return .json("[{\"reference\":\"NEW\",\"status\":\"pending\"},\(old)]")
      default: return .json("[{\"reference\":\"NEW\",\"status\":\"Completed\"},\(old)]")
      }
    }
    #expect(result.output == "NEW", "\(result.message)")
    #expect(
      host.lines.prefix(3) == [
        "GET /images/BAhrYglpKW5u/invalidations", "PUT /images/BAhrYglpKW5u/invalidations",
        "GET /images/BAhrYglpKW5u/invalidations",
      ])
    #expect(host.requests.count == 5)
  }

  // MARK: - Haut.AI

  @Test func aBatchIsDoneWhenAllAlgorithmsAre() {
    let polls = Counter()
    let (result, host) = run(
      "hautai",
      [
        "HAUTAI_TOKEN": "private-one",
        "HAUTAI_COMPANY_ID": "00000000-0000-0000-0000-000000000001",
      ],
      "let done = waitFor(compute(\"00000000-0000-0000-0000-000000000003\"))\nprint(done.face_skin_metrics_3.lines)"
    ) { request in
      if request.method == "POST" { return .json("", status: 204) }
      return switch polls.next() {
      case 1: .json("{}")
      case 2: .json(#"{"face_skin_metrics_3":{"all_algorithms_calculated":false}}"#)
      default: .json(#"{"face_skin_metrics_3":{"all_algorithms_calculated":true,"lines":3}}"#)
      }
    }
    #expect(result.output == "3", "\(result.message)")
    #expect(
      host.lines.last
        == "GET /api/v3/companies/00000000-0000-0000-0000-000000000001/batches/00000000-0000-0000-0000-000000000003/results/"
    )
    #expect(host.requests.count == 4)
  }

  // MARK: - DeepOpinion

  private static let account = [
    "DEEPOPINION_EMAIL": "me@example.com", "DEEPOPINION_PASSWORD": "pass-phrase",
  ]

  /// Creates something and waits for it while its status goes through `states`.
  private func wait(
    _ create: String, _ states: [String], extra: String = #""project_id":3"#
  ) -> (Script.Result, TestHost) {
    let polls = Counter()
    return run("deepopinion", Self.account, "print(waitFor(\(create)).status)") { request in
      if request.line == "POST /auth/login" {
        return .json(#"{"auth_token":"\#(Answers.token("12"))"}"#)
      }
      let state = states[min(polls.next(), states.count) - 1]
      return .json(#"{"id":5,"name":"x",\#(extra),"status":"\#(state)","progress":10}"#)
    }
  }

  @Test(arguments: [
    (
      #"createAnalysis([{text: "a"}])"#, ["CREATED", "QUEUED", "ANALYZING", "FINISHED"],
      "GET /analyses/5"
    ),
    (
      "train(3, annotation_ids: [1])", ["CREATED", "TRAINING", "NEW_STATE", "READY"],
      "GET /projects/3/models/5"
    ),
    (
      "createLabelingSession(3)", ["CREATED", "SAMPLING", "annotating"],
      "GET /projects/3/annotations/5"
    ),
    ("createCorrection(3, 7)", ["CREATED", "ANNOTATING"], "GET /projects/3/corrections/5"),
    (
      #"createGroup(3, documents: [{text: "a"}])"#, ["PROCESSING", "CREATED"],
      "GET /projects/3/groups/5"
    ),
    ("cloneProject(3, 9)", ["CLONING", "CREATED"], "GET /projects/5"),
  ])
  func itIsPolledToItsEnd(_ create: String, _ states: [String], _ poll: String) {
    let (result, host) = wait(create, states)
    #expect(result.output == states.last, "\(result.message)")
    #expect(host.lines.last == poll)
    #expect(host.requests.count == states.count + 1)
  }

  @Test(arguments: [
    (#"createAnalysis([{text: "a"}])"#, "FAILED"), ("train(3, annotation_ids: [1])", "FAILED"),
    ("createLabelingSession(3)", "DELETING"), ("createCorrection(3, 7)", "FAILED"),
    (#"createGroup(3, documents: [{text: "a"}])"#, "failed"), ("cloneProject(3, 9)", "DELETED"),
  ])
  func itsFailureIsAnError(_ create: String, _ state: String) {
    let (result, _) = wait(create, ["STARTED", state])
    #expect(result.kind == "job")
    #expect(result["status"] == state)
  }

  @Test func aScriptChoosesAnotherEnd() {
    let polls = Counter()
    let states = ["STARTED", "ANNOTATING", "ANNOTATING", "FINISHED"]
    let (result, _) = run(
      "deepopinion", Self.account,
      #"print(waitFor(createLabelingSession(3), until: s => s.status == "FINISHED").status)"#
    ) { request in
      request.line == "POST /auth/login"
        ? .json(#"{"auth_token":"\#(Answers.token("12"))"}"#)
        : .json(#"{"id":5,"project_id":3,"status":"\#(states[min(polls.next(), 4) - 1])"}"#)
    }
    #expect(result.output == "FINISHED", "\(result.message)")
  }

  @Test func anImportEndsWithTheNextNotification() {
    let looks = Counter()
    @Sendable func notice(_ id: Int) -> String {
      #"{"id":\#(id),"title":"Import","text":"done","type":"INFO","created":"2026-01-01T00:00:00Z","read":null}"#
    }
    let (result, _) = run(
      "deepopinion", Self.account,
      #"print(waitFor(uploadDocuments(3, [{text: "a"}])).id)"#
    ) { request in
      if request.line == "POST /auth/login" {
        return .json(#"{"auth_token":"\#(Answers.token("12"))"}"#)
      }
      if request.method == "POST" { return .json("", status: 202) }
      if !request.line.contains("offset=0") { return .json("[]") }
      return looks.next() < 3
        ? .json("[\(notice(8))]") : .json("[\(notice(9)),\(notice(8))]")
    }
    #expect(result.output == "9", "\(result.message)")
  }
}
