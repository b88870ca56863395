import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

/// The requests that the vendors' own documents show are accepted as they stand there.
@Suite struct DocumentSampleTests {
  @Test(arguments: [
    #"{ "deviceIDs": [ "deviceID1", "deviceID2" , "deviceID3" ], "appID":  "MyApp" }"#,
    #"{ "deviceIDs" : "*",  "appID":  "MyApp"  }"#,
  ])
  func pixoneyeListsProfiles(body: String) async throws {
    try await TestSandbox.with { sandbox in
      let client = PixoneyeClient(sandbox: sandbox)
      let answer = try await client.send("POST", "/profiles-by-device-ids", body)
      #expect(answer.status == 200 && answer["profiles"].asList != nil)
    }
  }

  @Test func pixoneyeTakesAProfile() async throws {
    try await TestSandbox.with { sandbox in
      let client = PixoneyeClient(sandbox: sandbox)
      let body = """
        {
            "appID": "MyApp",
            "deviceID": "device-1",
            "parental-status": "without children",
            "gender": "male",
            "country": "Israel",
            "city": "Jerusalem"
        }
        """
      let posted = try await client.send("POST", "/post-profile", body)
      #expect(posted.status == 201)
      let listed = try await client.list("\"device-1\"")
      #expect(listed["profiles.0.city"].asString == "Jerusalem")
    }
  }

  /// The parameters of the search with the values beside them, under the names of the document.
  @Test func assetzenSearches() async throws {
    try await TestSandbox.with { sandbox in
      for query in [
        "q=food", "uploaded_from=1495200928", "uploaded_to=1495207928", "uploader=2048",
        "tags=food",
        "albums=BAhrYglpKW5u", "page=1", "limit=100",
        "q=food&uploaded_from=1495200928&uploaded_to=1495207928&uploader=2048&tags=food"
          + "&albums=BAhrYglpKW5u&page=1&limit=100",
      ] {
        let answer = try await sandbox.get("/assetzen/images.json?\(query)", token: "sandbox")
        #expect(answer.status == 200 && answer["count"].asInt != nil, "\(query)")
      }
      let image = try await sandbox.get("/assetzen/images/BAhrYglpKW5u.json", token: "sandbox")
      #expect(image["id"].asInt == 41_801)
    }
  }

  /// `curl -X PUT {upload_url.url} -H … --upload-file`, the headers as in the document.
  @Test func hautaiTakesAnUpload() async throws {
    try await HautaiClient.with { client in
      let slot = try await client.slot(client.subject())
      let address = try #require(slot["upload_url.url"].asString)
      let answer = try await client.sandbox.send(
        "PUT", client.path(address),
        headers: [
          "Content-Type": "application/octet-stream", "X-Goog-Content-Length-Range": "1,31457280",
        ],
        body: .bytes(ByteBuffer(bytes: try TestImages.data("cat.jpg"))))
      #expect(answer.status == 200)
      // "The request body can be empty."
      let batch = try #require(slot["image_batch_id"].asString)
      let started = try await client.sandbox.send(
        "POST", "/hautai\(client.company)/batches/\(batch)/compute/", token: client.token)
      #expect(started.status == 204)
    }
  }
}
