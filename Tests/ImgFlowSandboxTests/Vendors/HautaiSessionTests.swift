import Foundation
import Hummingbird
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

@Suite struct HautaiSessionTests {
  private static let login = "/hautai/api/v1/auth/login/"

  @Test func loginsAreToldApart() async throws {
    try await TestSandbox.with { sandbox in
      for (body, status) in [
        (#"{"username": "demo@imgflow.dev", "password": "sandbox"}"#, 200),
        (#"{"username": "demo@imgflow.dev", "password": "wrong"}"#, 401),
        (#"{"username": "nobody@imgflow.dev", "password": "sandbox"}"#, 401),
        (#"{"username": "locked@imgflow.dev", "password": "sandbox"}"#, 403),
        (#"{"username": "demo@imgflow.dev"}"#, 400), ("{", 400),
      ] {
        let answer = try await sandbox.post(Self.login, body)
        #expect(answer.status == status, "\(answer.text)")
        if status == 200 {
          #expect(answer["token_access"].asString == answer["access_token"].asString)
          #expect(answer["company_id"].asString == HautaiAccounts.company)
        } else if body.count < 40, status == 400, body != "{" {
          #expect(answer["password.0"].asString == "is required (secret)")
        } else {
          #expect(answer["detail"].asString?.isEmpty == false)
        }
      }
    }
  }

  @Test func loginsHaveALimit() async throws {
    try await TestSandbox.with { sandbox in
      let body = #"{"username": "demo@imgflow.dev", "password": "sandbox"}"#
      for _ in 0..<HautaiSessions.loginLimit {
        #expect(try await sandbox.post(Self.login, body).status == 200)
      }
      let refused = try await sandbox.post(Self.login, body)
      #expect(refused.status == 429 && refused.headers["retry-after"] == "60")
      try await sandbox.step("61s")
      #expect(try await sandbox.post(Self.login, body).status == 200)
    }
  }

  @Test func sessionsEndAfterAnHourAndAreRefreshedOnce() async throws {
    try await TestSandbox.with { sandbox in
      let first = try await sandbox.post(
        Self.login, #"{"username": "demo@imgflow.dev", "password": "sandbox"}"#)
      let token = try #require(first["access_token"].asString)
      let path = "/hautai/api/v1/auth/private_tokens/"
      try await sandbox.step("59m")
      #expect(try await sandbox.get(path, token: token).status == 200)
      try await sandbox.step("1m")
      let late = try await sandbox.get(path, token: token)
      #expect(late.status == 401 && late["detail"].asString == "Token is invalid or expired")
      #expect(try await sandbox.get(path).status == 401)
      let body = #"{"refresh_token": "\#(first["refresh_token"].asString ?? "")"}"#
      let second = try await sandbox.post("/hautai/api/v1/auth/refresh/", body)
      #expect(second.status == 200)
      #expect(try await sandbox.post("/hautai/api/v1/auth/refresh/", body).status == 401)
      let fresh = try #require(second["access_token"].asString)
      #expect(try await sandbox.get(path, token: fresh).status == 200)
      _ = try await sandbox.post("/_sandbox/hautai/expire-sessions")
      #expect(try await sandbox.get(path, token: fresh).status == 401)
    }
  }

  @Test func tokensForServersAreMadeListedAndRevoked() async throws {
    try await HautaiClient.with { client in
      let path = "/api/v1/auth/private_tokens/"
      var ids: [Int] = []
      for name in ["nightly", "Daily", "weekly"] {
        let end = name == "nightly" ? #", "expiration_time": "2090-01-01T00:00:00Z""# : ""
        let made = try await client.post(path, #"{"name": "\#(name)"\#(end)}"#)
        #expect(made.status == 201, "\(made.text)")
        ids.append(try #require(made["id"].asInt))
        let server = HautaiClient(
          sandbox: client.sandbox, token: try #require(made["data"].asString))
        #expect(try await server.get(path).status == 200)
      }
      for (query, names) in [
        ("", ["nightly", "Daily", "weekly"]), ("?ordering=-id", ["weekly", "Daily", "nightly"]),
        ("?q=LY&ordering=name", ["Daily", "nightly", "weekly"]), ("?q=none", []),
        ("?page=2&page_size=2", ["weekly"]),
      ] {
        let list = try await client.get(path + query)
        let found = list["results"].asList?.items.map { $0.asRecord?["name"]?.asString ?? "" }
        #expect(found == names, "\(query): \(list.text)")
        #expect(!list.text.contains(#""data""#))
      }
      #expect(try await client.send("DELETE", "\(path)\(ids[0])/").status == 204)
      #expect(try await client.send("DELETE", "\(path)\(ids[0])/").status == 404)
      let past = try await client.post(
        path, #"{"name": "x", "expiration_time": "2001-01-01T00:00:00Z"}"#)
      #expect(past.status == 400 && past["expiration_time.0"].asString?.isEmpty == false)
    }
  }

  @Test func companiesDoNotSeeEachOther() async throws {
    try await HautaiClient.with { client in
      let subject = try await client.subject()
      let slot = try await client.slot(subject)
      let image = try client.image(subject, slot)
      let login = try await client.sandbox.post(
        Self.login, #"{"username": "other@imgflow.dev", "password": "sandbox"}"#)
      let other = HautaiClient(
        sandbox: client.sandbox, token: try #require(login["access_token"].asString))
      for path in [
        image, image.replacing(HautaiAccounts.company, with: HautaiAccounts.otherCompany),
        "\(image)results/", "\(image)aux/",
      ] {
        #expect(try await other.get(path).status == 404, "\(path)")
      }
      let wrongDataset = image.replacing(
        HautaiAccounts.dataset, with: HautaiAccounts.otherDataset)
      #expect(try await client.get(wrongDataset).status == 404)
    }
  }

  @Test func aMissingSlashIsRedirectedSoThatNothingIsLost() async throws {
    try await HautaiClient.with { client in
      let answer = try await client.get("/api/v1/auth/private_tokens?q=a")
      #expect(answer.status == 301)
      #expect(answer.headers["location"] == "/hautai/api/v1/auth/private_tokens/?q=a")
      for method in ["POST", "PUT", "DELETE"] {
        let answer = try await client.send(method, "/api/v1/auth/private_tokens", "{}")
        #expect(answer.status == 308)
        #expect(answer.headers["location"] == "/hautai/api/v1/auth/private_tokens/")
      }
    }
  }

  @Test func webhooksAreSentAsTheyWereOrdered() async throws {
    try await Receiver.with { receiver in
      try await HautaiClient.with { client in
        let path = "\(client.subjects.replacing("/subjects", with: ""))/webhooks/"
        let start = #"{"url": "\#(receiver.url)"#
        for body in [
          start + #"", "authorization": "bearer", "authorization_value": "key"}"#,
          start + #"?x=1", "method": "get", "authorization": "query", "authorization_key": "k", "#
            + #""authorization_value": "v"}"#,
          start + #"", "enabled": false}"#,
        ] {
          let made = try await client.post(path, body)
          #expect(made.status == 201 && made["id"].asInt != nil, "\(made.text)")
          #expect(!made.text.contains("authorization_value"))
        }
        let wrong = try await client.post(path, #"{"url": "x", "method": "put"}"#)
        #expect(wrong.status == 400)
        #expect(wrong["url.0"].asString != nil && wrong["method.0"].asString != nil)
        _ = try await client.computed(try TestImages.data("cat.jpg"))
        let (posts, gets) = (receiver.calls.prefix(5), receiver.calls.dropFirst(5))
        #expect(posts.allSatisfy { $0.method == "POST" && $0.authorization == "Bearer key" })
        #expect(posts.allSatisfy { $0.body.contains("application_name") })
        #expect(gets.count == 5)
        #expect(gets.allSatisfy { $0.method == "GET" && $0.path == "/hook?x=1&k=v" })
      }
    }
  }

  @Test func webhooksCanBeMergedAndBringAnswersToSurveys() async throws {
    try await Receiver.with { receiver in
      try await HautaiClient.with { client in
        let path = "\(client.subjects.replacing("/subjects", with: ""))/webhooks/"
        for more in [#""merge_webhooks": true"#, #""add_survey_answers": true"#] {
          let made = try await client.post(path, #"{"url": "\#(receiver.url)", \#(more)}"#)
          #expect(made.status == 201 && made.text.contains(more.replacing(" ", with: "")))
        }
        // Each picture begins the work on its batch anew; only the last run tells.
        let subject = try await client.subject()
        let batch = try await client.post("\(client.subjects)/\(subject)/batches/")
        let data = try TestImages.data("cat.jpg").base64EncodedString()
        for side in 1...2 {
          let made = try await client.post(
            "\(client.subjects)/\(subject)/batches/\(batch["id"].asString ?? "")/images/",
            #"{"b64data": "\#(data)", "side_id": \#(side)}"#)
          #expect(made.status == 201, "\(made.text)")
        }
        try await client.sandbox.step("10s")
        let bodies = try receiver.bodies.map { try JSON.parse(Array($0.utf8)) }
        #expect(bodies.compactMap { $0.asItems?.count } == [10])
        let single = bodies.compactMap(\.asRecord)
        #expect(single.count == 10 && single.allSatisfy { $0["survey_answers"] != nil })
      }
    }
  }
}
