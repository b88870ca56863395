import AsyncHTTPClient
import Foundation
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

/// The calls of public programs for Haut.AI, as raw HTTP and in the order in which they make them.
@Suite struct HautaiProgramTests {
  /// Looks the dataset and subject up by their names, sends a `data:` address, and reads the results
  /// five seconds later.
  @Test func aShopReadsScoresOfAWebcamPicture() async throws {
    try await Program.run { program in
      let datasets = try await program.get("\(program.company)/datasets/short_list/?q=self")
      #expect(datasets["0.name"].asString == "Selfies" && datasets.json.asItems?.count == 1)
      let dataset = try #require(datasets["0.id"].asString)
      let subjects = "\(program.company)/datasets/\(dataset)/subjects/"
      #expect(try await program.get(subjects)["results"].asItems?.isEmpty == true)
      _ = try await program.post(subjects, #"{"name": "ann@example.com"}"#, status: 201)
      let found = try await program.get(subjects)
      #expect(found["results.0.name"].asString == "ann@example.com" && found["count"].asInt == 1)
      let subject = try #require(found["results.0.id"].asString)

      let data = try TestImages.data("cat.jpg").base64EncodedString()
      let image = try await program.post(
        "\(subjects)\(subject)/images/",
        #"{"side_id": 1, "light_id": 1, "b64data": "data:image/jpeg;base64,\#(data)"}"#, status: 201
      )
      let batch = try #require(image["image_batch_id"].asString)
      #expect(image["batch_id"].asString == batch)
      let id = try #require(image["id"].asString)
      let original = try #require(image["urls.original"].asString)
      let stored = try await program.sandbox.get(
        original.replacing(program.sandbox.url, with: ""))
      #expect(stored.bytes == Array(try TestImages.data("cat.jpg")))
      let results = "\(subjects)\(subject)/batches/\(batch)/images/\(id)/results/"
      #expect(try await program.get(results).json.asItems?.isEmpty == true)
      try await program.sandbox.step("5s")
      let scores = try await program.get(results)
      #expect(try Program.score("selfie_v2.redness", in: scores) > 0)
      #expect(try Program.score("selfie_v2.uniformness", in: scores) > 0)
    }
  }

  /// A client in PHP: batches with a time in a form of its own, listings, deletions, another address to
  /// refresh at.
  @Test func aClientWorksWithBatches() async throws {
    try await Program.run { program in
      let subjects = "\(program.dataset)/subjects/"
      let subject = try await program.post(subjects, #"{"name": "User [1]"}"#, status: 201)
      let path = "\(subjects)\(try #require(subject["id"].asString))/batches/"
      let batch = try await program.post(
        path, #"{"creation_time": "2026.11.29 08:52:09"}"#, status: 201)
      let batchPath = "\(path)\(try #require(batch["id"].asString))/"
      let data = try TestImages.data("cat.jpg").base64EncodedString()
      let image = try await program.post(
        "\(batchPath)images/",
        #"{"b64data": "\#(data)", "light_id": 1, "name": "a.jpg", "side_id": 1}"#, status: 201)
      let listed = try await program.get("\(batchPath)images/")
      #expect(
        listed["results.0.id"].asString == image["id"].asString
          && listed["results.0.name"].asString == "a.jpg")
      try await program.sandbox.step("10s")
      let results = try await program.get(
        "\(batchPath)images/\(try #require(image["id"].asString))/results/")
      #expect(results["0.is_ok"].asBool == true, "\(results.text)")

      #expect(try await program.get(path)["results.0.id"].asString == batch["id"].asString)
      #expect(try await program.send("DELETE", batchPath).status == 204)
      #expect(try await program.get(path)["count"].asInt == 0)
      #expect(try await program.send("GET", "\(batchPath)images/").status == 404)
      let ids = #"{"subjects_ids": ["\#(try #require(subject["id"].asString))"]}"#
      #expect(try await program.send("DELETE", "\(subjects)delete/", ids).status == 204)
      #expect(try await program.send("DELETE", "\(subjects)delete/", ids).status == 404)
      #expect(try await program.get(subjects)["count"].asInt == 0)
      #expect(try await program.send("POST", path, "{}").status == 404)
      let fresh = try await program.post(
        "/api/v1/refresh/", #"{"refresh_token": "\#(program.refreshToken)"}"#, status: 200)
      #expect(fresh["access_token"].asString != nil)
    }
  }

  /// A server that names its token's header as the login page does, makes its dataset itself, and leaves
  /// slashes out.
  @Test func aServerSetsItsDatasetUp() async throws {
    try await Program.run(header: "Authentication") { program in
      let profile = try await program.get("/api/v1/auth/profile/")
      #expect(profile["user.id"].asString == program.userId)
      let made = try await program.post(
        "\(program.company)/datasets/", #"{"name": "Faces", "image_type_id": "1"}"#, status: 201)
      #expect(made["company_id"].asString == HautaiAccounts.company)
      let dataset = "\(program.company)/datasets/\(try #require(made["id"].asString))"
      #expect(try await program.following("GET", dataset)["name"].asString == "Faces")
      _ = try await program.post(
        "\(program.company)/applications/8b5b3acc-480b-4412-8d2c-ebe6ab4384d7/runs/",
        #"{"dataset_id": "\#(try #require(made["id"].asString))"}"#, status: 201)
      let subject = try await program.post("\(dataset)/subjects/", #"{"name": "A"}"#, status: 201)
      let batches = "\(dataset)/subjects/\(try #require(subject["id"].asString))/batches/"
      let batch = try await program.post(batches, "{}", status: 201)
      let images = "\(batches)\(try #require(batch["id"].asString))/images"
      let data = try TestImages.data("cat.jpg").base64EncodedString()
      let image = try await program.following("POST", images, #"{"b64data": "\#(data)"}"#)
      #expect(image.status == 201, "\(image.text)")
      try await program.sandbox.step("10s")
      let aux = try await program.get(
        "\(images)/\(try #require(image["id"].asString))/aux/")
      let address = try await program.get(
        "\(images)/\(try #require(image["id"].asString))/aux/"
          + "\(try #require(aux["0.id"].asString))/signed_url/?expiration_seconds=946100000")
      try await program.sandbox.step("2h")
      let picture = try await program.sandbox.get(
        try #require(address["url"].asString).replacing(program.sandbox.url, with: ""))
      #expect(picture.status == 200 && picture.headers["content-type"] == "image/png")
    }
  }

  /// Version 3, as a proxy for web pages uses it: fields that are null or not known, and polling.
  @Test func aProxyUploadsToASignedAddress() async throws {
    try await Program.run { program in
      let subject = try await program.post(
        "\(program.dataset)/subjects/",
        #"""
        {"name": "Web User", "age": null, "phenotype": null, "biological_sex": null,
         "meta": {"source": "webapp"}}
        """#, status: 201)
      let company = program.company.replacing("/v1/", with: "/v3/")
      let slots = try await program.post(
        "\(company)/subjects/\(try #require(subject["id"].asString))/upload/",
        #"{"front": "selfie.jpg", "meta": {"source": "webapp"}}"#, status: 201)
      let headers = try #require(slots["front.headers"].asRecord)
      let sent = try await program.sandbox.send(
        try #require(slots["front.method"].asString),
        try #require(slots["front.url"].asString).replacing(program.sandbox.url, with: ""),
        headers: Dictionary(
          uniqueKeysWithValues: zip(
            headers.keys.map(\.text), headers.values.map { $0.asString ?? "" })),
        body: .bytes(ByteBuffer(bytes: try TestImages.data("cat.jpg"))))
      #expect(sent.status == 200, "\(sent.text)")
      let batch = "\(company)/batches/\(try #require(slots["image_batch_id"].asString))"
      _ = try await program.post("\(batch)/compute/", #"{"app_args": {}}"#, status: 204)
      let done = "face_skin_metrics_3.all_algorithms_calculated"
      #expect(try await program.get("\(batch)/results/")[done].asBool == false)
      try await program.sandbox.step("2s")
      try await program.sandbox.step("2s")
      #expect(try await program.get("\(batch)/results/")[done].asBool == true)
      let images = try await program.get(
        "\(program.dataset)/subjects/\(try #require(subject["id"].asString))/images/")
      #expect(images["results.0.meta.source"].asString == "webapp")
    }
  }

  /// A program that makes batches with a request that has no body, and reads smoothed scores.
  @Test func aDiarySmoothsItsScores() async throws {
    try await Program.run { program in
      let subjects = "\(program.dataset)/subjects/"
      let subject = try await program.post(subjects, #"{"name": "Ben"}"#, status: 201)
      let path = "\(subjects)\(try #require(subject["id"].asString))/batches/"
      var image = ""
      var scores: [Double] = []
      for name in ["cat.jpg", "rocket.jpg"] {
        let batch = try await program.send("POST", path)
        #expect(batch.status == 201, "\(batch.text)")
        let images = "\(path)\(try #require(batch["id"].asString))/images/"
        let data = try TestImages.data(name).base64EncodedString()
        let made = try await program.post(
          images, #"{"side_id": 1, "light_id": 1, "b64data": "\#(data)"}"#, status: 201)
        image = "\(images)\(try #require(made["id"].asString))/"
        try await program.sandbox.step("10s")
        scores.append(
          try Program.score("selfie_v2.redness", in: try await program.get("\(image)results/")))
      }
      func smoothed(_ query: String) async throws -> Double {
        let answer = try await program.get("\(image)smoothed_results/?\(query)")
        let records = answer.json.asItems?.compactMap(\.asRecord) ?? []
        let found = records.first { $0["algorithm_tech_name"]?.asString == "selfie_v2.redness" }
        return try #require(found?["value"]?.asDouble, "\(answer.text)")
      }
      let window = "sample_time_window=14&smoothing_method=mean"
      let mean = try await smoothed("\(window)&sample_max_size=10")
      #expect(abs(mean - (scores[0] + scores[1]) / 2) < 0.01)
      #expect(try await smoothed("\(window)&sample_max_size=1") == scores[1])
    }
  }

  /// However a program writes base64, it is the same file; what is no base64 is refused.
  @Test(arguments: [
    "", "data:image/jpeg;base64,", "data:image/png;base64,", "DATA:image/jpeg;BASE64,",
    "data:;base64,", "data:image/svg+xml;charset=utf-8;base64,",
  ])
  func base64IsTakenHoweverItIsWritten(prefix: String) async throws {
    try await Program.run { program in
      let subject = try await program.post(
        "\(program.dataset)/subjects/", #"{"name": "A"}"#, status: 201)
      let path = "\(program.dataset)/subjects/\(try #require(subject["id"].asString))/images/"
      let data = try TestImages.data("cat.jpg")
      let whole = data.base64EncodedString()
      for text in [
        whole, data.base64EncodedString(options: .lineLength76Characters),
        whole.replacing("=", with: ""), " \(whole)\n",
      ] {
        let body = try JSON.text(of: .object(["b64data": .string(prefix + text)]))
        let image = try await program.post(path, body, status: 201)
        let original = try #require(image["urls.original"].asString)
        let stored = try await program.sandbox.get(
          original.replacing(program.sandbox.url, with: ""))
        #expect(stored.bytes == Array(data))
      }
      for text in ["", "not base64!", "AAAA=AAA", "data:image/jpeg,AAAA%20"] {
        let body = try JSON.text(of: .object(["b64data": .string(text)]))
        let refused = try await program.send("POST", path, body)
        #expect(refused.status == 400, "\(text): \(refused.text)")
        #expect(refused["b64data.0"].asString?.isEmpty == false, "\(refused.text)")
      }
    }
  }
}

extension HautaiProgramTests {
  /// What a phone takes is larger than other bodies may be.
  @Test func largeImagesComeInBase64Too() async throws {
    try await Program.run { program in
      let subject = try await program.post(
        "\(program.dataset)/subjects/", #"{"name": "A"}"#, status: 201)
      let path = "\(program.dataset)/subjects/\(try #require(subject["id"].asString))/images/"
      // What follows a JPEG's end is ignored by decoders.
      let photo = try TestImages.data("cat.jpg") + Data(count: 12 << 20)
      let body = #"{"b64data": "\#(photo.base64EncodedString())"}"#
      _ = try await program.post(path, body, status: 201)
      let long = String(repeating: "x", count: 9 << 20)
      let refused = try await program.send(
        "POST", "\(program.dataset)/subjects/", #"{"name": "\#(long)"}"#)
      #expect(refused.status == 413)
    }
  }
}

/// A program that has signed in at the older of the two addresses.
private struct Program: Sendable {
  let sandbox: TestSandbox
  /// The name of the header that carries its token.
  let header: String
  let token: String
  let refreshToken: String
  let userId: String

  let company = "/api/v1/companies/\(HautaiAccounts.company)"
  var dataset: String { "\(company)/datasets/\(HautaiAccounts.dataset)" }

  static func run(
    header: String = "Authorization", _ body: @escaping @Sendable (Program) async throws -> Void
  ) async throws {
    try await TestSandbox.with { sandbox in
      let login = try await sandbox.post(
        "/hautai/api/v1/login/", #"{"username": "demo@imgflow.dev", "password": "sandbox"}"#)
      #expect(login["company_id"].asString == HautaiAccounts.company, "\(login.text)")
      #expect(login["email"].asString == "demo@imgflow.dev")
      try await body(
        Program(
          sandbox: sandbox, header: header, token: try #require(login["token_access"].asString),
          refreshToken: try #require(login["refresh_token"].asString),
          userId: try #require(login["id"].asString)))
    }
  }

  func send(
    _ method: String, _ path: String, _ json: String? = nil
  ) async throws -> TestSandbox.Answer {
    var headers = [header: "Bearer \(token)"]
    if json != nil { headers["Content-Type"] = "application/json" }
    return try await sandbox.send(
      method, "/hautai\(path)", headers: headers,
      body: json.map { .bytes(ByteBuffer(string: $0)) })
  }

  /// Sends a request, and again where it is sent on to.
  func following(
    _ method: String, _ path: String, _ json: String? = nil
  ) async throws -> TestSandbox.Answer {
    let answer = try await send(method, path, json)
    #expect([301, 308].contains(answer.status))
    let location = try #require(answer.headers["location"])
    return try await send(method, String(location.dropFirst("/hautai".count)), json)
  }

  func get(_ path: String) async throws -> TestSandbox.Answer {
    let answer = try await send("GET", path)
    #expect(answer.status == 200, "\(path): \(answer.text)")
    return answer
  }

  func post(_ path: String, _ json: String, status: Int) async throws -> TestSandbox.Answer {
    let answer = try await send("POST", path, json)
    #expect(answer.status == status, "\(path): \(answer.text)")
    return answer
  }

  /// The score of the face that an algorithm gave.
  static func score(_ algorithm: String, in results: TestSandbox.Answer) throws -> Double {
    let records = results.json.asItems?.compactMap(\.asRecord) ?? []
    let found = records.first { $0["algorithm_family_tech_name"]?.asString == algorithm }
    let areas = found?["result"]?.asRecord?["area_results"]?.asItems ?? []
    let face = areas.compactMap(\.asRecord).first { $0["area_name"]?.asString == "face" }
    return try #require(
      face?["main_metric"]?.asRecord?["value"]?.asDouble, "\(results.text)")
  }
}
