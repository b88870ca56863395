import Foundation
import ImgFlowRuntime
import ImgFlowVendors
import TestSupport
import Testing

@testable import ImgFlowREPL

@Suite(.blocking) struct ExchangeTests {
  private static func masked(_ text: String) -> String {
    text.replacing("tok'en-123456", with: "«secret»").replacing("pass-word", with: "«secret»")
  }

  private static let request = HTTPRequest(
    method: "POST", url: "https://api.example.com/jobs?q=it's",
    headers: [("Authorization", "Bearer tok'en-123456"), ("Content-Type", "application/json")],
    body: .bytes(Array(#"{"name": "it's", "password": "pass-word"}"#.utf8)),
    credentialHeaders: ["Authorization"])

  private static let response = HTTPResponse(
    status: 201, headers: [("Content-Type", "application/json")],
    body: Array(#"{"id": 7, "echo": "pass-word"}"#.utf8), url: request.url, elapsed: 12)

  @Test func `an exchange as it went, without secrets`() {
    let log = ExchangeLog()
    log.note(Self.request, .answered(Self.response), elapsed: 12)
    let screen = Screen(width: 80, height: 24, usesColour: false)
    let view = ExchangeView(entry: log.entries[0], screen: screen, masked: Self.masked)
    #expect(
      view.lines.text(usesColour: false) == """
        POST https://api.example.com/jobs?q=it's
        Authorization: Bearer «secret»
        Content-Type: application/json

        {name: "it's", password: "«secret»"}

        201, 12 ms
        Content-Type: application/json

        {id: 7, echo: "«secret»"}

        """)
  }

  @Test func `credentials that a script sets itself are masked too`() {
    let request = HTTPRequest(
      method: "GET", url: "https://example.com",
      headers: [("x-api-key", "abc def"), ("Accept", "a")])
    let text = request.curlCommand { $0 }
    #expect(text.contains("-H 'x-api-key: '\"$SECRET\" ") && text.contains("-H 'Accept: a'"))
  }

  @Test func `only the last are kept, with the start of their bodies`() {
    let log = ExchangeLog()
    for index in 0..<50 {
      var response = Self.response
      response.status = 200 + index
      response.body = [UInt8](repeating: 65, count: 100_000)
      log.note(Self.request, .answered(response), elapsed: 2)
    }
    let entries = log.entries
    #expect(entries.count == ExchangeLog.capacity && entries.last?.received == 100_000)
    guard case .answered(let last)? = entries.last?.outcome else { return #expect(Bool(false)) }
    #expect(last.status == 249 && last.body.count == ExchangeLog.bodyLimit)
    #expect(log.totals.requests == 50 && log.totals.milliseconds == 100)
  }

  @Test func `a command for curl that runs with the secret filled in`() throws {
    let text = Self.request.curlCommand(masked: Self.masked)
    #expect(!text.contains("tok") && !text.contains("pass-word"))
    #expect(
      text == #"""
        # Set $SECRET first.
        curl 'https://api.example.com/jobs?q=it'\''s' \
          -H 'Authorization: Bearer '"$SECRET" \
          -H 'Content-Type: application/json' \
          --data-raw '{"name": "it'\''s", "password": "'"$SECRET"'"}'

        """#)
  }

  @Test(arguments: [
    ("https://a.test/x?y=../z", "curl '"), ("https://a.test/a/../b", "curl --path-as-is '"),
    ("https://a.test/x?y[]=1", "curl --globoff '"),
    ("https://a.test/./{x}", "curl --path-as-is --globoff '"),
  ])
  func `a command for curl asks for the address as it is`(_ url: String, _ start: String) {
    let request = HTTPRequest(method: "GET", url: url)
    let text = request.curlCommand(masked: Self.masked)
    #expect(text.hasPrefix(start), "\(text)")
  }

  /// curl derives the method from the body, and leaves out headers without a value.
  @Test(arguments: [
    ("GET", nil, "curl 'https://a.test' -H 'x-empty;'"),
    (
      "GET", "{}", "curl -X GET 'https://a.test' -H 'x-empty;' -H 'Content-Type:' --data-raw '{}'"
    ),
    ("HEAD", nil, "curl --head 'https://a.test' -H 'x-empty;'"),
    ("POST", nil, "curl -X POST 'https://a.test' -H 'x-empty;'"),
    ("POST", "", "curl 'https://a.test' -H 'x-empty;' -H 'Content-Type:' --data-raw ''"),
    ("PATCH", nil, "curl -X PATCH 'https://a.test' -H 'x-empty;'"),
  ])
  func `a command for curl sends the same`(_ method: String, _ body: String?, _ command: String) {
    let request = HTTPRequest(
      method: method, url: "https://a.test", headers: [("x-empty", "")],
      body: body.map { .bytes(Array($0.utf8)) } ?? .none)
    let text = request.curlCommand(masked: Self.masked)
    #expect(text.replacing(" \\\n ", with: "") == command + "\n")
  }

  /// The shell gives `curl` the words of the request: a function of this name prints them.
  @Test func `the shell reads the command as it is meant`() throws {
    var request = Self.request
    request.body = .multipart([
      .init(name: "file", content: .file(path: "/a b;c.png", contentType: "image/png")),
      .init(name: "note", content: .text("$HOME `x` \"y\"")),
    ])
    let command = request.curlCommand(masked: Self.masked)
    let text = try ProgramRun.output(
      of: "/bin/sh", ["-c", "SECRET=…; curl() { printf '<%s>\\n' \"$@\"; }\n\(command)"])
    #expect(
      text == #"""
        <https://api.example.com/jobs?q=it's>
        <-H>
        <Authorization: Bearer …>
        <-H>
        <Content-Type: application/json>
        <-F>
        <file=@"/a b;c.png";type=image/png>
        <--form-string>
        <note=$HOME `x` "y">

        """#)
  }
}
