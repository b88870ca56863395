import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowVendors
import Testing

@Suite("Uploads")
struct UploadTests {
  private static let ids = [
    "HAUTAI_TOKEN": "private-one", "HAUTAI_COMPANY_ID": "00000000-0000-0000-0000-000000000001",
    "HAUTAI_DATASET_ID": "00000000-0000-0000-0000-000000000002",
  ]

  /// The head of a PNG, and bytes up to a size.
  private static func picture(
    width: Int, height: Int, size: Int = 64, named name: String = "a.png"
  ) -> String {
    func bytes(_ number: Int) -> [UInt8] { [0, 0, UInt8(number >> 8), UInt8(number & 0xFF)] }
    let picture = EveryOperationTests.picture
    let head = picture.prefix(16) + bytes(width) + bytes(height) + picture.dropFirst(24)
    return TextFile.temporary(
      Array(head) + [UInt8](repeating: 7, count: max(0, size - picture.count)), named: name)
  }

  private func run(_ path: String, _ url: String = "https://storage.example/a?Signature=xyz-secret")
    -> (Script.Result, TestHost)
  {
    let host = TestHost(environment: Self.ids, files: [path]) { _ in .json("") }
    let result = Script(host: host, sources: ["hautai": Declarations.builtIn("hautai")]).run(
      """
      hautai.upload({url: "\(url)", headers: {"X-Goog-Content-Length-Range": "1,31457280"}}, "\(path)")
      """)
    return (result, host)
  }

  @Test func toASignedAddressGoAsItSays() throws {
    let server = try LoopbackServer { _ in .answer(200) }
    let path = Self.picture(width: 300, height: 256, size: 100_000)
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let result = Script(
      host: TestHost(transport, environment: Self.ids, files: [path]),
      settings: .sandbox(at: server.url), sources: ["hautai": Declarations.builtIn("hautai")]
    ).run(
      """
      hautai.upload({
        url: "\(server.url)/bucket/a%20b?Signature=xyz-secret", method: "POST",
        headers: {"X-Goog-Content-Length-Range": "1,31457280", "Content-Type": "image/png"},
      }, "\(path)")
      """)
    #expect(result.error == nil, "\(result.message)")
    let request = try #require(server.requests.first)
    #expect(request.method == "POST")
    #expect(request.path == "/bucket/a%20b?Signature=xyz-secret")
    #expect(request.body == TextFile.bytes(path))
    #expect(request.header("X-Goog-Content-Length-Range") == "1,31457280")
    #expect(request.header("Content-Type") == "image/png")
    #expect(request.header("Authorization") == nil)
  }

  @Test func toASignedAddressSayOctetStreamUnlessToldOtherwise() {
    let (result, host) = run(Self.picture(width: 256, height: 256))
    #expect(result.error == nil, "\(result.message)")
    #expect(host.requests.first?.method == "PUT")
    #expect(
      host.requests.first?.headers.map { "\($0.name): \($0.value)" } == [
        "X-Goog-Content-Length-Range: 1,31457280", "Content-Type: application/octet-stream",
      ])
    #expect(host.requests.first?.credentialHeaders.isEmpty == true)
  }

  @Test func neverGoUnprotected() {
    let (result, host) = run(
      Self.picture(width: 256, height: 256), "http://storage.example/a?Signature=xyz-secret")
    #expect(result.kind == "validation")
    #expect(result.message == "`hautai.upload` was given an address that is not https")
    #expect(host.requests.isEmpty)
  }

  @Test func neverShowTheSignature() {
    let host = TestHost(environment: Self.ids, files: ["/work/a.bin"]) { _ in
      .json("denied", status: 403)
    }
    let source = Declarations.vendor(
      """
      operation put(address: {url: secret, headers: object}, file: file)
        PUT at address.url
        headers address.headers
        raw file as "application/octet-stream"
        auth none
      """)
    let result = Script(host: host, sources: ["shop": source]).run(
      """
      try {
        shop.put({url: "https://storage.example/a?Signature=xyz-secret", headers: {}}, "a.bin")
      } catch e {
        print(e.request)
      }
      """)
    #expect(!result.output.contains("xyz-secret"), "\(result.output)")
    #expect(result.output.hasPrefix("PUT /a?"))
  }

  @Test func areCheckedBeforeTheyAreSent() {
    let text = TextFile.temporary(Array("no picture".utf8), named: "a.jpg")
    let problems = [
      (
        Self.picture(width: 255, height: 256),
        "must be at least 256 pixels wide and at least 256 high, but `%` is 255 × 256"
      ),
      (
        Self.picture(width: 300, height: 300, size: 31_457_281),
        "must be from 1 to 31457280 bytes long, but `%` has 31457281"
      ),
      (
        TextFile.temporary([], named: "a.png"),
        "must be from 1 to 31457280 bytes long, but `%` has 0"
      ),
      (
        TextFile.temporary(EveryOperationTests.picture.dropLast(20), named: "a.png"),
        "must be an image, but `%` is damaged: it ends after 21 bytes, within its description"
      ),
      (text, "has the file extension of image/jpeg, but `%` contains something else"),
    ]
    for (path, expected) in problems {
      let (result, host) = run(path)
      #expect(result.kind == "validation")
      #expect(
        result.message
          == "`file` of `hautai.upload` " + expected.replacing("%", with: path))
      #expect(host.requests.isEmpty)
    }
    let (result, _) = run(Self.picture(width: 300, height: 300, size: 31_457_280))
    #expect(result.error == nil, "\(result.message)")
  }

  @Test func areOfAKindThatTheServiceTakes() {
    let path = TextFile.temporary([1], named: "reviews.docx")
    let host = TestHost(files: [path]) { _ in .json("{}") }
    let result = Script(host: host, sources: ["deepopinion": Declarations.builtIn("deepopinion")])
      .run(#"deepopinion.uploadAnalysisFile("\#(path)")"#)
    #expect(
      result.message
        == "`file` of `deepopinion.uploadAnalysisFile` must be a .csv, .jsonl, .json or .xlsx file, which `\(path)` is not"
    )
  }

  @Test func inTwoStepsPassTheFileOn() {
    let path = TextFile.temporary(Array("document\nfine\n".utf8), named: "reviews.csv")
    let host = TestHost(
      environment: ["DEEPOPINION_EMAIL": "me@example.com", "DEEPOPINION_PASSWORD": "pass-phrase"],
      files: [path]
    ) { request in
      switch request.line {
      case "POST /auth/login": .json(#"{"auth_token":"\#(Answers.token("12"))"}"#)
      case "POST /projects/3/groups/upload":
        .json(#"{"id":"fec48971-0aca-4aa7-ad38-1d300153d8ae","preview":[["document"],["fine"]]}"#)
      default:
        .json(
          #"{"id":5,"name":null,"project_id":3,"document_count":1,"created":"2026-01-01T00:00:00Z","source":"UPLOAD","status":"PROCESSING"}"#,
          status: 201)
      }
    }
    let result = Script(host: host, sources: ["deepopinion": Declarations.builtIn("deepopinion")])
      .run(#"print(deepopinion.importGroup(3, "\#(path)", "document", "May").status)"#)
    #expect(result.output == "PROCESSING", "\(result.message)")
    #expect(
      host.requests.last?.json
        == #"{"name":"May","file_id":"fec48971-0aca-4aa7-ad38-1d300153d8ae","column_name":"document","header_first":true}"#
    )
  }

  @Test func withAnObjectAmongTheFieldsSendItAsJSON() {
    let host = TestHost(environment: [
      "DEEPOPINION_EMAIL": "me@example.com", "DEEPOPINION_PASSWORD": "pass-phrase",
    ]) { request in
      request.line == "POST /auth/login"
        ? .json(#"{"auth_token":"\#(Answers.token("12"))"}"#)
        : .json(#"{"id":"fec48971-0aca-4aa7-ad38-1d300153d8ae","preview":[]}"#)
    }
    let result = Script(host: host, sources: ["deepopinion": Declarations.builtIn("deepopinion")])
      .run(#"deepopinion.connectGroupSource(3, 4, "zendesk", parameters: {limit: 10})"#)
    #expect(result.error == nil, "\(result.message)")
    guard case .multipart(let parts)? = host.requests.last?.body,
      parts.map(\.name) == ["credential_id", "source", "parameters"],
      case .text(let text) = parts[2].content
    else {
      Issue.record("another form")
      return
    }
    #expect(text == #"{"limit":10}"#)
  }
}
