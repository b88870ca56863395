import AsyncHTTPClient
import Foundation
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

@Suite struct HautaiTests {
  @Test func aSelfieIsMeasured() async throws {
    try await HautaiClient.with { client in
      let subject = try await client.subject()
      let slot = try await client.slot(subject)
      #expect(slot["upload_url.method"].asString == "PUT")
      #expect(slot["quality_score"].isNull && slot["urls"].isNull)
      let sent = try await client.upload(TestImages.data("cat.jpg"), to: slot)
      #expect(sent.status == 200, "\(sent.text)")
      let batch = try #require(slot["image_batch_id"].asString)
      let results = client.company + "/batches/\(batch)/results/"
      let v3 = results.replacing("/v1/", with: "/v3/")
      #expect(try await client.get(v3)["face_skin_metrics_3"].isNull)

      let started = try await client.post("\(client.company)/batches/\(batch)/compute/")
      #expect(started.status == 204 && started.bytes.isEmpty)
      let early = try await client.get(v3)
      #expect(early["face_skin_metrics_3.all_algorithms_calculated"].asBool == false)
      try await client.sandbox.step("10s")
      let done = try await client.get(v3)
      #expect(done["face_skin_metrics_3.all_algorithms_calculated"].asBool == true)
      let metrics = "face_skin_metrics_3.images.0.metrics"
      #expect(done["\(metrics).width"].asInt == 451 && done["\(metrics).height"].asInt == 300)
      for figure in ["sharpness", "exposure", "evenness", "quality"] {
        #expect(done["\(metrics).\(figure)"].asDouble ?? 0 > 0, "\(figure)")
      }

      let image = try await client.get("\(client.subjects)/\(subject)/images/")
      #expect(image["count"].asInt == 1 && image["next"].isNull)
      #expect(image["results.0.quality_result"].asString == "accepted", "\(image.text)")
      #expect(image["results.0.problems"].asList?.items.isEmpty == true)
      let original = try #require(image["results.0.urls.original"].asString)
      let file = try await client.sandbox.get(client.path(original))
      #expect(file.bytes == Array(try TestImages.data("cat.jpg")))
    }
  }

  @Test func resultsAndAuxImagesAreListed() async throws {
    try await HautaiClient.with { client in
      let (subject, slot) = try await client.computed(try TestImages.data("cat.jpg"))
      let path = try client.image(subject, slot)
      let results = try await client.get("\(path)results/")
      #expect(results.json.asList?.items.count == 5)
      #expect(results["0.application_name"].asString == "Image Size")
      #expect(results["0.is_ok"].asBool == true && results["0.result.width"].asInt == 451)
      for (query, count) in [
        ("", 2), ("?aux_image_type=RESTORED", 1), ("?algo_app=redness", 1), ("?algo_app=none", 0),
      ] {
        let found = try await client.get("\(path)aux/\(query)")
        #expect(found.json.asList?.items.count == count, "\(query)")
      }
      let image = try await client.get(path)
      let restored = try #require(image["aux_images.0.urls.original"].asString)
      let picture = try await client.sandbox.get(client.path(restored))
      #expect(picture.headers["content-type"] == "image/png")
      #expect(try RasterImage.decode(Data(picture.bytes)).image.hasAlpha)
      try await client.sandbox.step("1h")
      let late = try await client.sandbox.get(client.path(restored))
      #expect(late.status == 400 && late.text.contains("ExpiredToken"))
    }
  }

  @Test func smallAndBrokenPicturesAreProblems() async throws {
    try await HautaiClient.with { client in
      for (data, code) in [
        (try TestImages.data("small.webp"), "image_too_small"),
        (Data("no picture".utf8), "image_unreadable"),
      ] {
        let (subject, slot) = try await client.computed(data)
        let image = try await client.get(client.image(subject, slot))
        #expect(image["problems.0.code"].asString == code, "\(image.text)")
        #expect(image["problems.0.message"].asString?.isEmpty == false)
        #expect(image["quality_score"].isNull)
        let results = try await client.get("\(client.image(subject, slot))results/")
        #expect(results["0.is_ok"].asBool == false)
      }
    }
  }

  @Test func imagesAreDeleted() async throws {
    try await HautaiClient.with { client in
      let (subject, slot) = try await client.computed(try TestImages.data("cat.jpg"))
      let path = try client.image(subject, slot)
      #expect(try await client.send("DELETE", path).status == 204)
      #expect(try await client.send("DELETE", path).status == 404)
      #expect(try await client.get(path)["detail"].asString == "Not found.")
      let list = try await client.get("\(client.subjects)/\(subject)/images/")
      #expect(list["count"].asInt == 0)
    }
  }

  @Test func threeSidesAreOneBatch() async throws {
    try await HautaiClient.with { client in
      let subject = try await client.subject()
      let first = try await client.slot(subject)
      let batch = try #require(first["image_batch_id"].asString)
      for side in [2, 3] {
        let slot = try await client.slot(
          subject, #"{"batch_id": "\#(batch)", "side_id": \#(side)}"#)
        #expect(slot["image_batch_id"].asString == batch && slot["side.id"].asInt == side)
      }
      let page = try await client.get("\(client.subjects)/\(subject)/images/?page_size=2")
      #expect(page["count"].asInt == 3)
      let next = try #require(page["next"].asString)
      let last = try await client.get(client.path(next).replacing("/hautai", with: ""))
      #expect(last["results"].asList?.items.count == 1 && last["next"].isNull)
      #expect(last["previous"].asString != nil)
      let far = try await client.get("\(client.subjects)/\(subject)/images/?page=9")
      #expect(far.status == 404 && far["detail"].asString == "Invalid page.")
      // Nothing was uploaded yet.
      let early = try await client.post("\(client.company)/batches/\(batch)/compute/")
      #expect(early.status == 400 && early["detail"].asString?.isEmpty == false)
    }
  }

  // MARK: - Storage

  @Test func signedAddressesAskForWhatWasSigned() async throws {
    try await HautaiClient.with { client in
      let slot = try await client.slot(client.subject())
      let path = client.path(try #require(slot["upload_url.url"].asString))
      let body = HTTPClientRequest.Body.bytes(ByteBuffer(string: "x"))
      let range = ["X-Goog-Content-Length-Range": "1,31457280"]
      let type = ["Content-Type": "application/octet-stream"]
      let good = range.merging(type) { $1 }
      for (method, path, headers, code) in [
        ("POST", path, good, "SignatureDoesNotMatch"),
        ("PUT", path, range, "SignatureDoesNotMatch"),
        ("PUT", path, type, "SignatureDoesNotMatch"),
        ("PUT", path, good.merging(["Content-Type": "image/jpeg"]) { $1 }, "SignatureDoesNotMatch"),
        ("PUT", path + "0", good, "SignatureDoesNotMatch"),
        ("PUT", path.replacing("images/", with: "images/1"), good, "SignatureDoesNotMatch"),
        ("PUT", path, good.merging(["Authorization": "Bearer x"]) { $1 }, "InvalidArgument"),
      ] {
        let answer = try await client.sandbox.send(method, path, headers: headers, body: body)
        #expect(answer.status >= 400 && answer.text.contains("<Code>\(code)"), "\(answer.text)")
      }
      let empty = try await client.sandbox.send("PUT", path, headers: good)
      #expect(empty.status == 400 && empty.text.contains("EntityTooSmall"))
      try await client.sandbox.step("15m")
      let late = try await client.sandbox.send("PUT", path, headers: good, body: body)
      #expect(late.status == 400 && late.text.contains("ExpiredToken"))
    }
  }

  @Test(arguments: [(31_457_280, 200), (31_457_281, 400)])
  func uploadsHaveAGreatestSize(size: Int, status: Int) async throws {
    try await HautaiClient.with { client in
      let slot = try await client.slot(client.subject())
      let answer = try await client.upload(Data(count: size), to: slot)
      #expect(answer.status == status)
      #expect(status == 200 || answer.text.contains("EntityTooLarge"))
    }
  }

  // MARK: - Restart

  @Test func aRestartLosesNothing() async throws {
    let folder = try StoreFolder()
    let (token, path) = try await HautaiClient.with {
      $0.database = folder.database
    } _: { client in
      let subject = try await client.subject()
      let slot = try await client.slot(subject)
      _ = try await client.upload(TestImages.data("cat.jpg"), to: slot)
      let batch = try #require(slot["image_batch_id"].asString)
      _ = try await client.post("\(client.company)/batches/\(batch)/compute/")
      return (client.token, try client.image(subject, slot))
    }
    try await TestSandbox.with {
      $0.database = folder.database
    } _: { sandbox in
      let client = HautaiClient(sandbox: sandbox, token: token)
      #expect(try await client.get(path)["quality_score"].isNull)
      // What was cut off is taken up again.
      try await sandbox.step("10s")
      let image = try await client.get(path)
      #expect(image["quality_score"].asDouble ?? 0 > 0, "\(image.text)")
    }
  }
}

/// Somebody who is signed in to Haut.AI.
struct HautaiClient: Sendable {
  let sandbox: TestSandbox
  let token: String

  let company = "/api/v1/companies/\(HautaiAccounts.company)"
  var subjects: String { "\(company)/datasets/\(HautaiAccounts.dataset)/subjects" }

  static func with<Result: Sendable>(
    _ configure: (inout SandboxConfiguration) -> Void = { _ in },
    _ body: @escaping @Sendable (HautaiClient) async throws -> Result
  ) async throws -> Result {
    try await TestSandbox.with(configure) { sandbox in
      let login = try await sandbox.post(
        "/hautai/api/v1/auth/login/", #"{"username": "demo@imgflow.dev", "password": "sandbox"}"#)
      let token = try #require(login["access_token"].asString)
      return try await body(HautaiClient(sandbox: sandbox, token: token))
    }
  }

  func send(
    _ method: String, _ path: String, _ json: String? = nil
  ) async throws -> TestSandbox.Answer {
    try await sandbox.send(
      method, "/hautai\(path)", token: token, headers: ["Content-Type": "application/json"],
      body: json.map { .bytes(ByteBuffer(string: $0)) })
  }

  func get(_ path: String) async throws -> TestSandbox.Answer { try await send("GET", path) }

  func post(_ path: String, _ json: String = "") async throws -> TestSandbox.Answer {
    try await send("POST", path, json)
  }

  func subject() async throws -> String {
    let answer = try await post("\(subjects)/", #"{"name": "volunteer 12"}"#)
    #expect(answer.status == 201, "\(answer.text)")
    return try #require(answer["id"].asString)
  }

  func slot(_ subject: String, _ body: String = "") async throws -> TestSandbox.Answer {
    let answer = try await post("\(company)/subjects/\(subject)/signed_upload_url/", body)
    #expect(answer.status == 201, "\(answer.text)")
    return answer
  }

  func upload(_ data: Data, to slot: TestSandbox.Answer) async throws -> TestSandbox.Answer {
    let headers = try #require(slot["upload_url.headers"].asRecord)
    let pairs = zip(headers.keys.map(\.text), headers.values.map { $0.asString ?? "" })
    return try await sandbox.send(
      "PUT", path(try #require(slot["upload_url.url"].asString)),
      headers: Dictionary(uniqueKeysWithValues: pairs), body: .bytes(ByteBuffer(bytes: data)))
  }

  /// A subject and its slot, whose picture is computed.
  func computed(_ data: Data) async throws -> (String, TestSandbox.Answer) {
    let subject = try await subject()
    let slot = try await slot(subject)
    #expect(try await upload(data, to: slot).status == 200)
    let batch = try #require(slot["image_batch_id"].asString)
    #expect(try await post("\(company)/batches/\(batch)/compute/").status == 204)
    try await sandbox.step("10s")
    return (subject, slot)
  }

  func image(_ subject: String, _ slot: TestSandbox.Answer) throws -> String {
    let batch = try #require(slot["image_batch_id"].asString)
    let image = try #require(slot["id"].asString)
    return "\(subjects)/\(subject)/batches/\(batch)/images/\(image)/"
  }

  /// What follows the server in an address.
  func path(_ address: String) -> String { address.replacing(sandbox.url, with: "") }
}
