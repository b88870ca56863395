import Crypto
import Foundation
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

@Suite struct AssetZenTests {
  private static let sid = "BAhrYglpKW5u"

  // MARK: - Search

  @Test(arguments: [
    ("", 36), ("q=harbour", 3), ("q=Harbour+evening", 1), ("q=harbour+winter", 0), ("q=%22%22", 0),
    ("tags[]=water&tags[]=night", 4), ("tags=WATER&tags=summer", 4), ("uploader=1000", 12),
    ("uploader=9", 0), ("albums[]=pLpS8ah8YVme", 36), ("albums[]=none", 0),
    ("uploaded[from]=1767258000&uploaded[to]=1767258000", 1), ("uploaded_from=1770000000", 4),
    ("q=tulips&uploader=12305&tags[]=spring&page=1", 2),
  ])
  func filtersNarrowASearch(query: String, count: Int) async throws {
    try await TestSandbox.with { sandbox in
      let answer = try await Self.get(sandbox, "/images?\(query)&limit=500")
      #expect(answer["count"].asInt == count, "\(answer.text.prefix(300))")
      #expect(answer["images"].asList?.items.count == count)
    }
  }

  @Test func pagesAreCompleteAndDoNotOverlap() async throws {
    try await TestSandbox.with { sandbox in
      var sids: [String] = []
      for page in 1...4 {
        let answer = try await Self.get(sandbox, "/images?page=\(page)&limit=15")
        #expect(answer["count"].asInt == 36)
        sids += answer["images"].asList?.items.compactMap { $0.asRecord?["sid"]?.asString } ?? []
      }
      #expect(sids.count == 36 && Set(sids).count == 36)
      let first = try await Self.get(sandbox, "/images")
      #expect(first["images"].asList?.items.count == 25)
      // More than the maximum is cut to it; what is no number is refused.
      #expect(try await Self.get(sandbox, "/images?limit=501").status == 200)
      for query in ["limit=0", "limit=x", "page=0", "uploaded_from=yesterday"] {
        let answer = try await Self.get(sandbox, "/images?\(query)")
        #expect(answer.status == 422, "\(query)")
        #expect(answer["error"].asString?.isEmpty == false)
      }
      let far = try await Self.get(sandbox, "/images?page=\(Int.max)")
      #expect(far["images"].asList?.items.isEmpty == true)
    }
  }

  @Test func theDocumentsImageIsThere() async throws {
    try await TestSandbox.with { sandbox in
      let image = try await Self.get(sandbox, "/images/\(Self.sid)")
      #expect(image["id"].asInt == 41_801)
      #expect(image["dimensions.x0"].asInt == 600 && image["dimensions.y1"].asInt == 0)
      #expect(image["exif.FNumber"].asString == "2.8")
      #expect(image["exif.Make"].asString == "ImgFlow")
      #expect(image["suggested_tags.0.tag"].asString == "blue")
      #expect(image["created_at"].asString == "2026-01-01T09:00:00.568Z")
      for (path, token) in [("/images/none", "sandbox"), ("/images/\(Self.sid)", "sandbox-other")] {
        let answer = try await Self.get(sandbox, path, token: token)
        #expect(answer.status == 404)
        #expect(answer["error"].asString?.isEmpty == false)
      }
    }
  }

  @Test func withoutAskingForJSONThereIsHTML() async throws {
    try await TestSandbox.with { sandbox in
      let page = try await sandbox.get("/assetzen/images/\(Self.sid)", token: "sandbox")
      #expect(page.headers["content-type"]?.hasPrefix("text/html") == true)
      let json = try await sandbox.get("/assetzen/images/\(Self.sid).json", token: "sandbox")
      #expect(json["sid"].asString == Self.sid)
    }
  }

  /// What is not there is not there, in whatever form somebody asks for it.
  @Test(arguments: ["application/json", "text/html", "*/*", "image/png", ""])
  func aWrongPathIsOne(accept: String) async throws {
    try await TestSandbox.with { sandbox in
      for (method, path, status) in [
        ("GET", "/nothing", 404), ("GET", "/images/none", 404), ("GET", "/images/x/y", 404),
        ("GET", "/", 404), ("POST", "/images", 405), ("DELETE", "/account", 405),
        ("HEAD", "/nothing", 404), ("GET", "/image/nonsense", 400), ("POST", "/image/x", 404),
      ] {
        let answer = try await sandbox.send(
          method, "/assetzen\(path)", token: "sandbox", headers: ["Accept": accept])
        #expect(answer.status == status, "\(method) \(path)")
        #expect(answer["error"].asString?.isEmpty == false || method == "HEAD", "\(method) \(path)")
      }
    }
  }

  // MARK: - Changes

  @Test func imagesAreUploadedDescribedAndFound() async throws {
    let folder = try StoreFolder()
    let sid = try await TestSandbox.with {
      $0.database = folder.database
    } _: { sandbox in
      let (type, body) = TestSandbox.form(try TestImages.data("cat.jpg"), named: "my cat.jpg")
      let upload = try await sandbox.send(
        "PUT", "/assetzen/images.json", token: "sandbox", headers: ["Content-Type": type],
        body: .bytes(ByteBuffer(bytes: body)))
      #expect(upload.status == 201, "\(upload.text)")
      #expect(upload["file_name"].asString == "my cat.jpg")
      let sid = try #require(upload["sid"].asString)
      let before = try await Self.get(sandbox, "/images?q=siesta")
      #expect(before["count"].asInt == 0)
      let changed = try await sandbox.send(
        "PATCH", "/assetzen/images/\(sid).json", token: "sandbox",
        headers: ["Content-Type": "application/x-www-form-urlencoded"],
        body: .bytes(ByteBuffer(string: "title=Siesta+at+noon&tags=cat&tags=sleep")))
      #expect(changed["title"].asString == "Siesta at noon", "\(changed.text)")
      #expect(changed["tags.1"].asString == "sleep")
      return sid
    }
    // It is still there after a restart.
    try await TestSandbox.with {
      $0.database = folder.database
    } _: { sandbox in
      let found = try await Self.get(sandbox, "/images?q=siesta&tags[]=cat")
      #expect(found["images.0.sid"].asString == sid)
      let all = try await Self.get(sandbox, "/images?limit=1")
      #expect(all["count"].asInt == 37)
      let cleared = try await sandbox.send(
        "PATCH", "/assetzen/images/\(sid).json", token: "sandbox",
        headers: ["Content-Type": "application/json"],
        body: .bytes(ByteBuffer(string: #"{"title": null}"#)))
      #expect(cleared["title"].isNull && cleared["tags.0"].asString == "cat")
    }
  }

  @Test func brokenUploadsAreRefused() async throws {
    try await TestSandbox.with { sandbox in
      let (type, body) = TestSandbox.form(Data("no picture".utf8), named: "a.jpg")
      let answer = try await sandbox.send(
        "PUT", "/assetzen/images.json", token: "sandbox", headers: ["Content-Type": type],
        body: .bytes(ByteBuffer(bytes: body)))
      #expect(answer.status == 422)
      #expect(answer["error"].asString?.hasPrefix("file: ") == true)
    }
  }

  // MARK: - Invalidations

  @Test func invalidationsCompleteByTheClock() async throws {
    try await TestSandbox.with { sandbox in
      let path = "/images/\(Self.sid)/invalidations"
      #expect(try await Self.get(sandbox, path).text == "[]")
      let answer = try await sandbox.send("PUT", "/assetzen\(path).json", token: "sandbox")
      #expect(answer.status == 204 && answer.bytes.isEmpty)
      let pending = try await Self.get(sandbox, path)
      #expect(pending["0.status"].asString == "pending" && pending["0.completed_at"].isNull)
      try await sandbox.step("30s")
      let done = try await Self.get(sandbox, path)
      #expect(done["0.status"].asString == "completed")
      #expect(done["0.reference"].asString == pending["0.reference"].asString)
      #expect(done["0.user.email"].asString == "demo@imgflow.dev")
      let time = try #require(done["0.completed_at"].asString)
      #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/) != nil)
    }
  }

  @Test func aRestartLosesNothing() async throws {
    let folder = try StoreFolder()
    let sid = try await TestSandbox.with {
      $0.database = folder.database
    } _: { sandbox in
      let sid = try await AssetZenClient(sandbox: sandbox).upload()
      let path = "/assetzen/images/\(sid)/invalidations.json"
      #expect(try await sandbox.send("PUT", path, token: "sandbox").status == 204)
      return sid
    }
    try await TestSandbox.with {
      $0.database = folder.database
    } _: { sandbox in
      #expect(try await sandbox.get("/assetzen/images/\(sid).json", token: "sandbox").status == 200)
      try await sandbox.step("1m")
      let path = "/assetzen/images/\(sid)/invalidations.json"
      let listed = try await sandbox.get(path, token: "sandbox")
      #expect(listed["0.status"].asString == "completed", "\(listed.text)")
    }
  }

  @Test func invalidationsHaveALimit() async throws {
    try await TestSandbox.with { sandbox in
      let path = "/assetzen/images/\(Self.sid)/invalidations.json"
      for _ in 0..<10 {
        #expect(try await sandbox.send("PUT", path, token: "sandbox").status == 204)
      }
      let refused = try await sandbox.send("PUT", path, token: "sandbox")
      #expect(refused.status == 429 && refused.headers["retry-after"] == "60")
      try await sandbox.step("61s")
      #expect(try await sandbox.send("PUT", path, token: "sandbox").status == 204)
    }
  }

  // MARK: - Account

  @Test func theAccountHasUsersAndAlbums() async throws {
    try await TestSandbox.with { sandbox in
      let users = try await Self.get(sandbox, "/account/users")
      #expect(users["0.email"].asString == "demo@imgflow.dev")
      #expect(users.json.asList?.items.count == 2)
      let albums = try await Self.get(sandbox, "/albums")
      #expect(albums["0.sid"].asString == "pLpS8ah8YVme" && albums["0.parent_id"].isNull)
      #expect(albums["1.parent_id"].asInt == 2017)
      let account = try await Self.get(sandbox, "/account")
      #expect(account["name"].asString == "Example Account")
      let other = try await Self.get(sandbox, "/account/users", token: "sandbox-other")
      #expect(other.json.asList?.items.count == 1)
    }
  }

  // MARK: - Links

  @Test func signedLinksResolve() async throws {
    try await TestSandbox.with { sandbox in
      let link = { (parameters: String) in
        try Self.link(#"{"imageId":"\#(Self.sid)",\#(parameters)}"#)
      }
      let image = try await sandbox.get(link(#""width":120,"height":120,"quality":50"#))
      #expect(image.status == 200 && image.headers["content-type"] == "image/jpeg")
      let size = try RasterImage.identify(Data(image.bytes))
      #expect(size.width == 120 && size.height == 120)
      let thin = try await sandbox.get(link(#""width":60,"focus":{"x":0,"y":0}"#))
      #expect(try RasterImage.identify(Data(thin.bytes)).height == 40)
      let original = try await sandbox.get(link(#""colors":8"#))
      #expect(try RasterImage.identify(Data(original.bytes)).width == 600)
    }
  }

  @Test func linksAreTakenInEveryForm() async throws {
    try await TestSandbox.with { sandbox in
      let account = try await Self.get(sandbox, "/account")
      let service = try #require(account["settings.images_service"].asString)
      #expect(URLComponents(string: service)?.path == "")
      let link = try Self.link(#"{"imageId":"\#(Self.sid)","width":60,"colors":null}"#)
      let name = link.dropFirst("/image/".count)
      for form in [
        "/image/\(name)", "/image/\(Self.sid)/\(name)", "/image/\(name).jpg",
        "/image/\(Self.sid)/\(name).jpg", "/image/\(name).JPEG", "/assetzen/image/\(name)",
      ] {
        let answer = try await sandbox.get(form)
        #expect(answer.headers["content-type"] == "image/jpeg", "\(form): \(answer.status)")
      }
      for (form, status) in [
        ("/image/another/\(name)", 404), ("/image/\(name).png", 400),
        ("/image/a/\(Self.sid)/\(name)", 400),
        ("/image", 400), ("/image/", 400), ("/image//\(name)", 404), ("/imageless", 404),
      ] {
        #expect(try await sandbox.get(form).status == status, "\(form)")
      }
      let small = try await sandbox.get(Self.link(#"{"imageId":"\#(Self.sid)","quality":1}"#))
      let large = try await sandbox.get(Self.link(#"{"imageId":"\#(Self.sid)","quality":95}"#))
      #expect(small.bytes.count < large.bytes.count)
    }
  }

  @Test func linksThatAreWrongAreRefused() async throws {
    try await TestSandbox.with { sandbox in
      let text = #"{"imageId":"\#(Self.sid)","width":100}"#
      for (link, status) in [
        (try Self.link(text, key: "another"), 403), ("/image/nonsense", 400),
        (try Self.link("[]"), 400), (try Self.link(#"{"imageId":"none","width":1}"#), 404),
        (try Self.link(#"{"imageId":"\#(Self.sid)","width":100000}"#), 400),
        (try Self.link(#"{"imageId":"\#(Self.sid)","width":-1,"height":0}"#), 400),
        (try Self.link(#"{"imageId":"\#(Self.sid)","expires":1500000000}"#), 410),
        (try Self.link(#"{"imageId":"\#(Self.sid)","quality":101}"#), 400),
      ] {
        let answer = try await sandbox.get(link)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer["error"].asString?.isEmpty == false)
      }
    }
  }

  private static func link(_ parameters: String, key: String = "abcdefghijk") throws -> String {
    let text = Data(parameters.utf8)
    let code = HMAC<SHA256>.authenticationCode(
      for: text, using: SymmetricKey(data: Data(key.utf8)))
    return "/image/\(encoded(Data(code))).\(encoded(text))"
  }

  private static func encoded(_ data: Data) -> String {
    data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  private static func get(
    _ sandbox: TestSandbox, _ path: String, token: String = "sandbox"
  ) async throws -> TestSandbox.Answer {
    try await sandbox.send(
      "GET", "/assetzen\(path)", token: token, headers: ["Accept": "application/json"])
  }
}
