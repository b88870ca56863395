import ImgFlowRuntime
import Testing

@Suite("Answers and errors")
struct ErrorTests {
  private func run(
    _ source: String, status: Int = 200, _ body: String,
    headers: [(name: String, value: String)] = []
  ) -> Script.Result {
    let host = TestHost { request in
      request.line.hasSuffix("/auth/token")
        ? .json(Answers.session) : .json(body, status: status, headers: headers)
    }
    return Script(host: host, settings: .sandbox(at: "http://s")).run("use expoze\n\(source)")
  }

  @Test func noTokensLeftIsABudgetError() {
    let result = run(
      "createJob(5)", status: 422,
      #"{"type":"x","title":"An error occurred","detail":"tokens: There are not enough tokens left in your account to add this job.","violations":[{"propertyPath":"tokens","message":"There are not enough tokens left in your account to add this job.","code":null}]}"#,
      headers: [("X-Request-Id", "req_81f2")])
    #expect(result.kind == "budget")
    #expect(result["status"] == "422")
    #expect(result["request"] == "POST /expoze/jobs.json")
    #expect(result["elapsed"] == "12ms")
    #expect(result["retryable"] == "false")
    #expect(
      result.message
        == "`expoze.createJob` failed with 422 Unprocessable Content: tokens: There are not enough tokens left in your account to add this job."
    )
    #expect(
      result.caught?.notes.last == "POST /expoze/jobs.json   12 ms   request id req_81f2")
  }

  @Test func otherViolationsAreValidationErrorsUnderTheScriptsNames() {
    let result = run(
      #"createAOI("circle", 5)"#, status: 422,
      #"{"detail":"media: No heatmap.","violations":[{"propertyPath":"mediaId","message":"No heatmap.","code":null}]}"#
    )
    #expect(result.kind == "validation")
    #expect(result["violations"] == #"[{"field": "mediaId", "message": "No heatmap."}]"#)
    #expect(result.caught?.notes.first == "`media`: No heatmap.")
  }

  @Test(arguments: [
    (403, #"{"detail":"Access Denied."}"#, "permission", false, "403 Forbidden: Access Denied."),
    (404, #"{"title":"x","detail":"Not Found"}"#, "http", false, "404 Not Found: Not Found"),
    (404, "", "http", false, "404 Not Found"),
    (500, "<html>oops</html>", "http", true, "500 Internal Server Error"),
    (503, "overloaded\nreally", "http", true, "503 Service Unavailable: overloaded"),
    (429, #"{"code":429,"message":"slow down"}"#, "http", true, "429 Too Many Requests: slow down"),
    (418, "[]", "http", false, "418: []"),
  ])
  func readAnyForm(_ status: Int, _ body: String, kind: String, retryable: Bool, _ message: String)
  {
    let result = run("getJob(1)", status: status, body)
    #expect(result.kind == kind)
    #expect(result["violations"] == "[]")
    #expect(result["retryable"] == "\(retryable)")
    #expect(result.message == "`expoze.getJob` failed with \(message)")
  }

  @Test func anyTwoHundredIsASuccess() {
    #expect(run("print(createSpace('a').id)", status: 201, #"{"id":7}"#).output == "7")
    let empty = run("print(getJob(1))", status: 204, "")
    #expect(empty.kind == "parse")
    #expect(empty.message.hasSuffix("was 204 with an empty body"), "\(empty.message)")
  }

  @Test func whatIsNoJSONIsAParseError() {
    let result = run("getJob(1)", "<html>login page</html>")
    #expect(result.kind == "parse")
    #expect(result["retryable"] == "true")
    #expect(result["body"] == "<html>login page</html>")
  }

  @Test func pathsAreRepairedAndTimesAreTimes() {
    let result = run(
      #"""
      let me = getCurrentUser()
      print(me.lastLogin, me.lastLogin is time, me.avatar, me["undeclared"])
      """#, #"{"lastLogin":"2021-10-18T12:31:24+00:00","undeclared":[1]}"#)
    #expect(result.output == "2021-10-18T12:31:24Z true null [1]")
    let spaces = run(
      "let s = listSpaces()[0]\nprint(s.cover, s.coverGrid)",
      #"[{"cover":"1\\/1\\/jobs\\/a.jpg","coverGrid":["1\\/b.jpeg"]}]"#)
    #expect(spaces.output == #"1/1/jobs/a.jpg ["1/b.jpeg"]"#)
  }

  @Test func absentOptionalFieldsReadNullAndOthersFail() {
    #expect(run("print(getJob(1).outputPath)", #"{"id":1}"#).output == "null")
    #expect(run("getJob(1).status", #"{"id":1}"#).kind == "key")
  }

  @Test func bytesAreBytes() {
    #expect(run("print(fetchImage('original', '1/a.jpg'))", "abc").output == "bytes(3)")
  }

  @Test func markAreaIsTwoCalls() {
    let result = run(
      #"print(markArea(5, "logo", {left: 1, top: 2, name: "x"}).score)"#, #"{"id":9,"score":5.1}"#)
    #expect(result.message == "")
    #expect(result.output == "5.1")
  }
}
