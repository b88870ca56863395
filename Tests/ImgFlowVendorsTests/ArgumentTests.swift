import ImgFlowRuntime
import Testing

@Suite("Arguments of operations")
struct ArgumentTests {
  private let host = TestHost(files: ["/work/a.jpg"]) { _ in .json(Answers.session) }

  private func run(_ source: String) -> Script.Result {
    Script(host: host, settings: .sandbox(at: "http://127.0.0.1:1")).run("use expoze\n\(source)")
  }

  /// `v` stands around the value that is wrong: a function that keeps the checks before running from
  /// seeing it, or nothing.
  @Test(arguments: [
    (
      #"createAOI(v("rectagle"), 5)"#,
      #"`type` of `expoze.createAOI` must be one of "rectangle", "circle", "triangle", but is a string (`"rectagle"`)"#,
      #"did you mean "rectangle"?"#
    ),
    (
      "createJob(5, alpha: v(2))", "`alpha` of `expoze.createJob` must be from 0 to 1, but is 2",
      nil
    ),
    (
      #"createJob(v("5"))"#,
      #"`media` of `expoze.createJob` must be an int, but is a string (`"5"`)"#,
      nil
    ),
    ("createJob(v(null))", "`media` of `expoze.createJob` must be an int, but is null", nil),
    (
      #"createSpace("a", description: v(5), organization: 1)"#,
      "`description` of `expoze.createSpace` must be a string, but is an int (`5`)", nil
    ),
    (
      #"createSpace("a", organization: v(null))"#,
      "`organization` of `expoze.createSpace` must be an int, but is null", nil
    ),
    (
      #"updateAOI(1, "circle", [{type: "circle", top: 1, left: v("x")}])"#,
      #"`points[0].left` of `expoze.updateAOI` must be a float, but is a string (`"x"`)"#, nil
    ),
    (
      #"setWebhook(v("nowhere"))"#,
      #"`webhook` of `expoze.setWebhook` must be an absolute URL (https://…), but is a string (`"nowhere"`)"#,
      nil
    ),
    (
      #"login(v("me"), "secret")"#,
      #"`username` of `expoze.login` must be an email address, but is a string (`"me"`)"#, nil
    ),
  ])
  func areCheckedBeforeAnyRequest(_ source: String, _ message: String, _ help: String?) throws {
    let result = run("fn v(x) => x\n\(source)")
    #expect(result.kind == "validation")
    #expect(result.message == message)
    #expect(result.caught?.help == help)
    let failure = try #require(run(source.replacing("v(", with: "(")).error as? CheckFailure)
    #expect(failure.diagnostics.map(\.code.rawValue) == ["E0205"])
    #expect(failure.diagnostics.first?.message == message)
    // What is written out can be put right by name.
    if let help { #expect(failure.diagnostics.first?.help == help) }
    #expect(host.requests.isEmpty)
  }

  @Test(arguments: [
    (
      #"upload("b.jpg")"#, "`file` of `expoze.upload` is not an existing file: `/work/b.jpg`",
      "check the path; relative ones start at the current folder, `here(…)` next to the script"
    ),
    (#"upload("/work")"#, "`file` of `expoze.upload` must be a file, but `/work` is a folder", nil),
  ])
  func filesMustExist(_ source: String, _ message: String, _ help: String?) {
    let result = run(source)
    #expect(result.kind == "validation")
    #expect(result.message == message)
    #expect(result.caught?.help == help)
    #expect(host.requests.isEmpty)
  }

  @Test func saysAllThatIsWrong() {
    let result = run("let shape = {top: 1}\nupdateAOI(1, \"circle\", [shape])")
    #expect(result["violations"]?.contains(#""field": "points[0].type""#) == true)
    #expect(result["violations"]?.contains(#""field": "points[0].left""#) == true)
  }

  @Test func leavesNamesToTheChecker() {
    #expect(run("createJob(5, alhpa: 0.5)").error is CheckFailure)
  }

  @Test func sendsDefaultsAndLeavesOutWhatIsAbsent() {
    _ = run(#"createJob(5, alpha: 1)"#)
    #expect(
      host.requests.last?.json
        == #"{"media":5,"colormap":"jet","alpha":1.0,"enableWatermark":false,"boost":2,"inverse":false,"reveal":false,"preset":"normal"}"#
    )
    _ = run(#"updateAOI(7, "circle", [], mediaId: 3)"#)
    #expect(host.requests.last?.json == #"{"id":7,"type":"circle","points":[],"mediaId":3}"#)
    #expect(host.requests.last?.line == "PUT /expoze/a_o_is.json/7")
    _ = run(#"createAOI("circle", 3)"#)
    #expect(host.requests.last?.json == #"{"type":"circle","media":3,"mediaId":3,"media_id":3}"#)
  }

  @Test func takesTheOrganizationFromTheSession() {
    _ = run(#"createSpace("Figma")"#)
    #expect(host.lines == ["POST /expoze/auth/token", "POST /expoze/spaces"])
    #expect(host.requests.last?.json == #"{"name":"Figma","organization":42}"#)
  }

  @Test func sendsFilesAsTheyAreToBeSent() {
    _ = run(#"upload("a.jpg"); uploadBase64("a.jpg")"#)
    guard case .multipart(let parts)? = host.requests.dropFirst().first?.body,
      case .file("/work/a.jpg", nil)? = parts.first?.content
    else {
      Issue.record("no multipart body")
      return
    }
    #expect(parts.map(\.name) == ["file"])
    guard case .base64File("/work/a.jpg")? = host.requests.last?.body else {
      Issue.record("no base64 body")
      return
    }
    #expect(host.requests.last?.header("Content-Type") == "text/plain")
  }
}

/// Answers of a small expoze.
enum Answers {
  /// A token whose claims name organization 42.
  static func token(_ name: String = "one") -> String {
    let claims = Base64.encode(Array(#"{"organization":42,"sub":"\#(name)"}"#.utf8))
    return "e30.\(claims.filter { $0 != "=" }).signature-\(name)"
  }

  static func session(_ name: String) -> String {
    #"{"token":"\#(token(name))","refresh_token":"refresh-\#(name)"}"#
  }

  static let session = session("one")

  static func job(_ status: String, progress: Int = 0, output: String = "null") -> String {
    #"{"id":12,"status":"\#(status)","progress":\#(progress),"outputPath":\#(output),"mediaId":5}"#
  }
}
