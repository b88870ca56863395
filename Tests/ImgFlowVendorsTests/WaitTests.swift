import ImgFlowRuntime
import Testing

@Suite("waitFor")
struct WaitTests {
  /// Answers polls one after another; the last one stays.
  private func host(_ polls: [HTTPResponse]) -> TestHost {
    let index = Counter()
    return TestHost { request in
      if request.line.hasSuffix("/auth/token") { return .json(Answers.session) }
      if request.line.hasPrefix("POST") { return .json(Answers.job("queued")) }
      return polls[min(index.next(), polls.count) - 1]
    }
  }

  private func run(_ source: String, _ host: TestHost) -> Script.Result {
    Script(host: host, settings: .sandbox(at: "http://s")).run("use expoze\n\(source)")
  }

  @Test func pollsAsTheDeclarationSays() {
    let host = host([
      .json(Answers.job("processing", progress: 40)), .json(Answers.job("brand-new-state")),
      .json(Answers.job("Done", progress: 90)),
    ])
    let result = run("print(waitFor(createJob(5)).status)", host)
    #expect(result.output == "Done")
    #expect(host.sleeps.map { ($0 + 50) / 100 } == [10, 15, 23])
    #expect(
      host.progressLines == [
        "begin expoze job 12", "update 0.0 queued", "update 0.4 processing",
        "update 0.0 brand-new-state", "end done",
      ])
  }

  @Test func anOutputOrFullProgressIsDoneWhateverTheStatus() {
    #expect(
      run("print(waitFor(createJob(5)).id)", host([.json(Answers.job("x", output: #""a""#))]))
        .output == "12")
    #expect(
      run("print(waitFor(createJob(5)).id)", host([.json(Answers.job("x", progress: 100))])).output
        == "12")
  }

  @Test func intervalsGrowToTheLongest() {
    let host = host([.json(Answers.job("queued"))])
    let result = run("waitFor(createJob(5), timeout: 60s)", host)
    #expect(result.kind == "timeout")
    #expect(result["after"] == "1m")
    #expect(result.message == "expoze job 12 was still `queued` (0 %) after 1m")
    #expect(host.sleeps.reduce(0, +) == 60_000)
    #expect(host.sleeps.max() ?? 0 <= 11_000)
  }

  @Test func everyFixesTheInterval() {
    let host = host([
      .json(Answers.job("queued")), .json(Answers.job("queued")), .json(Answers.job("done")),
    ])
    _ = run("waitFor(createJob(5), every: 2s)", host)
    #expect(host.sleeps.allSatisfy { 1800...2200 ~= $0 })
  }

  @Test func aFailedJobIsAJobError() {
    let result = run(
      "waitFor(createJob(5))",
      host([.json(#"{"id":12,"status":"FAILED","description":"no image in it"}"#)]))
    #expect(result.kind == "job")
    #expect(result.message == "expoze job 12 failed: no image in it")
    #expect(result["status"] == "FAILED")
    #expect(result["resource"]?.contains("no image in it") == true)
  }

  @Test func survivesSingleBadPolls() {
    let bad = HTTPResponse.json("oops", status: 502)
    let host = host([bad, bad, .json(Answers.job("queued")), bad, .json(Answers.job("done"))])
    #expect(run("print(waitFor(createJob(5)).status)", host).output == "done")
  }

  @Test func givesUpAfterManyBadPollsOrAFinalOne() {
    let bad = HTTPResponse.json("oops", status: 502)
    let many = host([bad])
    #expect(run("waitFor(createJob(5))", many)["status"] == "502")
    // Six polls of four attempts, until the tenth; then one each half minute.
    #expect(many.lines.filter { $0.hasPrefix("GET") }.count == 4 + 4 + 2 + 3)
    let gone = host([.json("{}", status: 404)])
    #expect(run("waitFor(createJob(5))", gone)["status"] == "404")
    #expect(gone.lines.filter { $0.hasPrefix("GET") }.count == 1)
  }

  @Test func honoursRetryAfter() {
    let host = host([
      .json("{}", status: 429, headers: [("Retry-After", "42")]), .json(Answers.job("done")),
    ])
    _ = run("waitFor(createJob(5))", host)
    #expect(host.sleeps.last == 43_000)
  }

  @Test func waitsForListsInOrder() {
    let polls = Counters()
    let host = TestHost { request in
      if request.line.hasSuffix("/auth/token") { return .json(Answers.session) }
      let id = request.line.split(whereSeparator: { !$0.isNumber }).last ?? "0"
      let count = polls.next(String(id))
      // Jobs 1 and 2 are done at their third poll; 3 fails then.
      let status = count < 3 ? "queued" : id == "3" ? "failed" : "done"
      return .json(#"{"id":\#(id),"status":"\#(status)"}"#)
    }
    let source = "let jobs = [1, 2].map(i => getJob(i))\nprint(waitFor(jobs).map(j => j.id))"
    #expect(run(source, host).output == "[1, 2]")
    let collecting =
      "let jobs = [3, 4].map(i => getJob(i))\nlet r = waitFor(jobs, onError: \"collect\")\n"
      + "print(r[0].error.kind, r[1].ok.status)"
    #expect(run(collecting, host).output.hasSuffix("job done"))
  }

  @Test func waitsForAnything() {
    let host = host([.json(Answers.job("a")), .json(Answers.job("b"))])
    let result = run("print(waitFor(() => getJob(12), until: j => j.status == \"b\").status)", host)
    #expect(result.output == "b")
    #expect(host.sleeps.count == 1)
  }

  @Test(arguments: [
    ("waitFor({id: 1})", "`waitFor` takes the result of a vendor's operation, not an object"),
    (
      "(it => waitFor(it))(getCurrentUser())",
      "`expoze.User` cannot be waited for: its vendor does not say when it is done"
    ),
    ("waitFor(() => 1)", "waiting for a function needs `until`"),
  ])
  func saysWhatCannotBeWaitedFor(_ source: String, _ message: String) {
    #expect(run(source, host([.json("{}")])).message == message)
  }
}
