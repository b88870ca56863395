import ImgFlowVendors
import Testing

@Suite("Scripts over the network")
struct WireTests {
  @Test func aWholeFlowGoesOverRealHTTP() throws {
    let polls = Counter()
    let server = try LoopbackServer { request in
      switch request.path {
      case "/expoze/auth/token": .answer(200, [], Answers.session)
      case "/expoze/developer/upload":
        .answer(200, [], #"{"message":"Upload accepted.","mediaId":5}"#)
      case "/expoze/jobs.json": .answer(201, [], Answers.job("queued"))
      case "/expoze/jobs/12.json":
        .answer(
          200, [],
          polls.next() < 2
            ? Answers.job("processing") : Answers.job("done", output: #""1\\/a.jpg""#))
      default: .answer(404, [], #"{"detail":"\#(request.path)"}"#)
      }
    }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let path = TextFile.temporary([1, 2, 3], named: "a.jpg")
    let host = TestHost(transport, files: [path])
    let result = Script(host: host, settings: .sandbox(at: server.url)).run(
      """
      use expoze
      login()
      print(waitFor(createJob(upload("\(path)").mediaId)).outputPath)
      """)
    #expect(result.output == "1/a.jpg", "\(result.message as String)")
    #expect(server.requests.last?.header("Authorization") == "Bearer \(Answers.token())")
  }

  @Test func aRefusedConnectionSaysWhatWasAsked() {
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let host = TestHost(transport)
    let result = Script(host: host, settings: .sandbox(at: "http://127.0.0.1:1")).run(
      "expoze.login()")
    #expect(result.kind == "network")
    #expect(
      result.message
        == "`expoze.login`: `POST http://127.0.0.1:1/expoze/auth/token`: the server refused the connection (while connecting)"
    )
    #expect(result["request"] == "POST /expoze/auth/token")
    #expect(result["phase"] == "connecting")
  }
}
