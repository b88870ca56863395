import ImgFlowRuntime
import Testing

/// The documents contradict themselves, and the services have habits of their own.
@Suite("Lenient reading")
struct LenientReadingTests {
  private func deepopinion(_ source: String, _ answer: String, status: Int = 200) -> Script.Result {
    let host = TestHost(
      environment: [
        "DEEPOPINION_EMAIL": "me@example.com", "DEEPOPINION_PASSWORD": "pass-phrase",
      ], files: ["/work/a.csv"]
    ) { request in
      request.line == "POST /auth/login"
        ? .json(#"{"auth_token":"\#(Answers.token("12"))"}"#) : .json(answer, status: status)
    }
    return Script(host: host, sources: ["deepopinion": Declarations.builtIn("deepopinion")])
      .run("use deepopinion\n\(source)")
  }

  @Test(arguments: [
    #"{"models":[{"id":7,"status":"READY"}],"has_more":false,"offset":0,"limit":1,"count":1}"#,
    #"{"id":7,"status":"READY"}"#,
  ])
  func aModelIsFoundInItsListOrAlone(_ answer: String) {
    let result = deepopinion("let m = getModel(7)\nprint(m.id, m.status)", answer)
    #expect(result.output == "7 READY", "\(result.message)")
  }

  @Test(arguments: [
    #"[{"id":1}]"#, #"{"analyses":[{"id":1}],"has_more":false}"#,
  ])
  func aListingIsAListOrAnEnvelope(_ answer: String) {
    let result = deepopinion(
      "print(listProjectAnalyses(3).take(1).map(a => a.id).all())", answer)
    #expect(result.output == "[1]", "\(result.message)")
  }

  @Test func oneDocumentStandsForAListOfOne() {
    let result = deepopinion(
      "print(listDocuments(3).map(d => d.text).all())",
      #"{"documents":{"text":"alone","segments":[]},"has_more":false,"offset":0,"limit":100,"count":1}"#
    )
    #expect(result.output == #"["alone"]"#, "\(result.message)")
  }

  @Test func theOperationTellsWhatItGotByItsFields() {
    let preview = deepopinion(
      #"print(uploadLabelingFile(3, "a.csv", show_preview: true).preview)"#,
      #"{"id":"fec48971-0aca-4aa7-ad38-1d300153d8ae","preview":[]}"#)
    #expect(preview.output == "[]", "\(preview.message)")
    let session = deepopinion(
      "print(waitFor(updateGroup(3, 5, name: \"x\")).status)",
      #"{"id":5,"name":"x","project_id":3,"document_count":1,"created":"2026-01-01T00:00:00Z","source":"UPLOAD","status":"CREATED"}"#
    )
    #expect(session.output == "CREATED", "\(session.message)")
  }

  @Test(arguments: [200, 201, 202])
  func anySuccessIsOne(_ status: Int) {
    let result = deepopinion(
      #"print(createProject("Hotels", "ABSA").id)"#, #"{"id":3}"#, status: status)
    #expect(result.output == "3", "\(result.message)")
  }

  @Test func anUnknownValueOfAnEnumIsNoError() {
    let result = deepopinion(
      "print(getProject(3).type)", #"{"id":3,"type":"BASE","status":"CREATED"}"#)
    #expect(result.output == "BASE", "\(result.message)")
  }

  @Test func aMisspeltValueIsPutRight() {
    let host = TestHost(environment: ["PIXONEYE_API_KEY": "key-one", "PIXONEYE_APP_ID": "MyApp"]) {
      _ in
      .json(#"{"profile":{"deviceID":"d","gender":"unkown","age":"unkown","city":"Tel Aviv"}}"#)
    }
    let result = Script(host: host, sources: ["pixoneye": Declarations.builtIn("pixoneye")]).run(
      "let p = pixoneye.getProfile(\"u\")\nprint(p.gender, p.age, p.city, p.pets)")
    #expect(result.output == "unknown unknown Tel Aviv null", "\(result.message)")
  }

  private func assetzen(_ source: String, _ answer: String, status: Int = 200) -> Script.Result {
    let host = TestHost(environment: ["ASSETZEN_ACCESS_TOKEN": "ready-token"]) { _ in
      .json(answer, status: status)
    }
    return Script(host: host, sources: ["assetzen": Declarations.builtIn("assetzen")])
      .run("use assetzen\n\(source)")
  }

  @Test func aFieldHasItsNameWhateverItsSpelling() {
    let result = assetzen(
      "print(getImage(\"BAhrYglpKW5u\").license)", #"{"sid":"BAhrYglpKW5u","licence":"C"}"#)
    #expect(result.output == "C", "\(result.message)")
  }

  @Test func aTimeMayLackItsT() {
    let result = assetzen(
      "print(listInvalidations(\"BAhrYglpKW5u\")[0].created_at)",
      #"[{"reference":"I1","status":"completed","created_at":"2017-05-17 09:02:20Z"}]"#)
    #expect(result.output == "2017-05-17T09:02:20Z", "\(result.message)")
  }

  @Test func timesAndListsGoInTheFormOfTheQuery() {
    let host = TestHost(environment: ["ASSETZEN_ACCESS_TOKEN": "ready-token"]) { _ in
      .json(#"{"count":0,"images":[]}"#)
    }
    let result = Script(host: host, sources: ["assetzen": Declarations.builtIn("assetzen")]).run(
      """
      assetzen.searchImages("a b", uploaded_from: time("2017-05-19T13:35:28Z"), tags: ["x", "y&z"]).all()
      """)
    #expect(result.error == nil, "\(result.message)")
    #expect(
      host.lines == [
        "GET /images?q=a%20b&uploaded%5Bfrom%5D=1495200928&tags%5B%5D=x&tags%5B%5D=y%26z&page=1&limit=25"
      ])
  }

  @Test func listsOfOneValueAreJoinedWithCommas() {
    let host = TestHost(environment: [
      "DEEPOPINION_EMAIL": "me@example.com", "DEEPOPINION_PASSWORD": "pass-phrase",
    ]) { request in
      request.line == "POST /auth/login"
        ? .json(#"{"auth_token":"\#(Answers.token("12"))"}"#)
        : .json(#"{"documents":[],"has_more":false}"#)
    }
    _ = Script(host: host, sources: ["deepopinion": Declarations.builtIn("deepopinion")]).run(
      "deepopinion.listAnalysisDocuments(4, details: [\"segments\", \"tags\"], classes: [1, 746]).all()"
    )
    #expect(
      host.lines.last
        == "GET /analyses/4/documents?details=segments,tags&classes=1,746&offset=0&limit=100")
  }

  // MARK: - Errors

  @Test(arguments: [
    #"{"error":"Not found"}"#, #"{"message":"Not found"}"#,
  ])
  func anErrorIsReadInEitherForm(_ body: String) {
    let result = assetzen("getImage(\"BAhrYglpKW5u\")", body, status: 404)
    #expect(result.message == "`assetzen.getImage` failed with 404 Not Found: Not found")
    #expect(result.kind == "http")
  }

  @Test func anErrorNamesItsFields() {
    let host = TestHost(environment: [
      "HAUTAI_TOKEN": "private-one", "HAUTAI_COMPANY_ID": "00000000-0000-0000-0000-000000000001",
      "HAUTAI_DATASET_ID": "00000000-0000-0000-0000-000000000002",
    ]) { _ in .json(#"{"name":["Too short.","Not a name."],"meta":["No."]}"#, status: 400) }
    let result = Script(host: host, sources: ["hautai": Declarations.builtIn("hautai")]).run(
      "hautai.createSubject(\"x\")")
    #expect(result.kind == "validation")
    #expect(
      result["violations"]
        == #"[{"field": "name", "message": "Too short."}, {"field": "name", "message": "Not a name."}, {"field": "meta", "message": "No."}]"#
    )
  }
}
