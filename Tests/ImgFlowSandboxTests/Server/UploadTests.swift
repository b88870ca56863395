import AsyncHTTPClient
import Foundation
import NIOCore
import Testing

@testable import ImgFlowSandbox

@Suite struct UploadTests {
  @Test(arguments: [
    "cat.jpg", "small.webp", "small.gif", "small.tiff", "transparent.png", "cmyk.jpg",
  ])
  func imagesAreAccepted(name: String) async throws {
    try await TestSandbox.with { sandbox in
      let answer = try await sandbox.upload(TestImages.data(name), token: sandbox.login())
      #expect(answer.status == 200)
      #expect(answer["message"].asString == "Upload accepted.")
      #expect(answer["mediaId"].asInt == 34_018)
    }
  }

  @Test(arguments: ["", "file=", "data:image/jpeg;base64,", "file=data:image/jpeg;base64,"])
  func base64IsAcceptedInEveryReading(prefix: String) async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      for text in [
        try TestImages.data("cat.jpg").base64EncodedString(),
        try TestImages.data("cat.jpg").base64EncodedString(options: .lineLength76Characters),
      ] {
        let answer = try await sandbox.send(
          "POST", "/expoze/developer/upload", token: token, headers: ["Content-Type": "text/plain"],
          body: .bytes(ByteBuffer(string: prefix + text)))
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer["mediaId"].asInt != nil)
      }
    }
  }

  @Test func brokenFilesAreRefusedAndTheServerStaysWell() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let cat = try TestImages.data("cat.jpg")
      let bad: [(String, Data)] = [
        ("text", Data("I am not a picture.".utf8)), ("truncated", cat.prefix(cat.count / 2)),
        ("header only", cat.prefix(20)), ("nothing", Data()),
        ("bomb", try TestImages.data("bomb.png")),
      ]
      for (name, data) in bad {
        let answer = try await sandbox.upload(data, token: token)
        #expect(answer.status == 422, "\(name): \(answer.text)")
        #expect(answer["violations.0.propertyPath"].asString == "file", "\(name)")
        #expect(answer["violations.0.message"].asString?.isEmpty == false, "\(name)")
      }
      #expect(try await sandbox.upload(cat, token: token).status == 200)
    }
  }

  @Test func notBase64IsRefused() async throws {
    try await TestSandbox.with { sandbox in
      let answer = try await sandbox.send(
        "POST", "/expoze/developer/upload", token: sandbox.login(),
        headers: ["Content-Type": "text/plain"],
        body: .bytes(ByteBuffer(string: "not base64 at all!")))
      #expect(answer.status == 422)
      #expect(answer["violations.0.propertyPath"].asString == "file")
    }
  }

  @Test func malformedFormsAreRefused() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let type = "multipart/form-data; boundary=b"
      for (body, type, status) in [
        ("--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n", type, 422),
        ("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nnever ends", type, 400),
        ("--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n", type, 400),
        ("", type, 400), ("x", "multipart/form-data", 400), ("{}", "application/json", 415),
      ] {
        let answer = try await sandbox.send(
          "POST", "/expoze/developer/upload", token: token, headers: ["Content-Type": type],
          body: .bytes(ByteBuffer(string: body)))
        #expect(answer.status == status, "\(body): \(answer.text)")
        #expect(answer["detail"].asString != nil || answer["violations.0"].asRecord != nil)
      }
    }
  }

  @Test func largeBodiesAreLimited() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let zeros = Data(count: 70 << 20)
      let large = try await sandbox.upload(zeros, token: token)
      #expect(large.status == 413)
      #expect(large["detail"].asString?.contains("64 MB") == true)

      // The same without a declared length.
      let (type, body) = TestSandbox.form(zeros, named: "a.jpg")
      let pieces = stride(from: 0, to: body.count, by: 1 << 20).map { start in
        ByteBuffer(bytes: body[start..<min(body.count, start + 1 << 20)])
      }
      let streamed = try await sandbox.send(
        "POST", "/expoze/developer/upload", token: token, headers: ["Content-Type": type],
        body: .stream(pieces.async, length: .unknown))
      #expect(streamed.status == 413)
      #expect(try await sandbox.upload(TestImages.data("cat.jpg"), token: token).status == 200)
    }
  }

  @Test func filesOf31MegabytesAreAccepted() async throws {
    try await TestSandbox.with { sandbox in
      // What follows a JPEG's end is ignored by decoders.
      let data = try TestImages.data("cat.jpg") + Data(count: 31 << 20)
      #expect(try await sandbox.upload(data, token: sandbox.login()).status == 200)
    }
  }

  @Test func uploadsGoToASpaceOfOnesOwn() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let space = try await sandbox.post(
        "/expoze/spaces",
        #"{"organization": 1, "name": "Figma plugin", "description": "<optional>"}"#, token: token)
      #expect(space.status == 200)
      let id = try #require(space["id"].asInt)
      let cat = try TestImages.data("cat.jpg")
      let answer = try await sandbox.upload(cat, token: token, to: "/spaces/\(id)/upload")
      let media = try #require(answer["mediaId"].asInt)
      let spaces = try await sandbox.get("/expoze/spaces.json", token: token)
      #expect(spaces["1.mediaobject.0.id"].asInt == media)
      #expect(spaces["1.cover"].asString?.hasPrefix(#"1\/\#(id)\/"#) == true)
      #expect(spaces["0.cover"].isNull)

      #expect(try await sandbox.upload(cat, token: token, to: "/spaces/2/upload").status == 404)
      #expect(try await sandbox.upload(cat, token: token, to: "/spaces/x/upload").status == 404)
    }
  }
}

extension Array where Element: Sendable {
  /// The elements as a sequence that a request can stream.
  var async: AsyncStream<Element> {
    AsyncStream { continuation in
      for element in self { continuation.yield(element) }
      continuation.finish()
    }
  }
}
