import Foundation
import Testing

@testable import ImgFlowSandbox

@Suite struct RoutingTests {
  @Test func everyAnswerIsMarked() async throws {
    try await TestSandbox.with { sandbox in
      for path in ["/", "/expoze", "/expoze/spaces.json", "/nothing", "/_sandbox/clock"] {
        let answer = try await sandbox.get(path)
        #expect(answer.headers["x-imgflow-sandbox"] == "1", "\(path)")
      }
    }
  }

  @Test func unknownPathsAndMethodsAreToldApart() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      for path in [
        "", "/", "/nothing", "/jobs.json/x", "/jobs/1/2", "/a_o_is.json/", "/%2E%2E/%2F",
      ] {
        let answer = try await sandbox.get("/expoze\(path)", token: token)
        #expect(answer.status == 404, "\(path)")
        #expect(answer["title"].asString == "An error occurred", "\(path)")
        #expect(answer["detail"].asString != nil, "\(path)")
      }
      let wrong = try await sandbox.send("DELETE", "/expoze/jobs.json", token: token)
      #expect(wrong.status == 405)
      #expect(wrong.headers["allow"] == "POST")
      #expect(try await sandbox.get("/expozee/jobs.json").status == 404)
      #expect(try await sandbox.send("HEAD", "/expoze/jobs.json").bytes.isEmpty)
    }
  }

  @Test func theSuffixMayStandOrBeMissing() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      for path in ["/spaces", "/spaces.json", "/organizations", "/organizations.json"] {
        #expect(try await sandbox.get("/expoze\(path)", token: token).status == 200, "\(path)")
      }
      let space = #"{"organization": 1, "name": "x"}"#
      #expect(try await sandbox.post("/expoze/spaces.json", space, token: token).status == 200)
    }
  }

  @Test func bodiesOfAnotherTypeAreRefused() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let answer = try await sandbox.send(
        "POST", "/expoze/jobs.json", token: token, headers: ["Content-Type": "text/csv"],
        body: .bytes(.init(string: "a,b")))
      #expect(answer.status == 415)
      let large = String(repeating: " ", count: 9 << 20)
      #expect(try await sandbox.post("/expoze/jobs.json", large, token: token).status == 413)
      let deep = String(repeating: "[", count: 100_000)
      #expect(try await sandbox.post("/expoze/jobs.json", deep, token: token).status == 400)
    }
  }

  @Test func customersDoNotSeeEachOther() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let (media, area) = try await AreaTests.area(sandbox, token)
      let other = try await sandbox.login(ExpozeAccounts.other)
      let answers = [
        try await sandbox.get("/expoze/jobs/10025.json", token: other),
        try await sandbox.post("/expoze/jobs.json", #"{"media": \#(media)}"#, token: other),
        try await sandbox.post(
          "/expoze/a_o_is.json", #"{"type": "rectangle", "media": \#(media)}"#, token: other),
        try await sandbox.put(
          "/expoze/a_o_is.json/\(area)", #"{"type": "rectangle", "points": []}"#, token: other),
        try await sandbox.put(
          "/expoze/organizations/1.json", #"{"webhook": "http://127.0.0.1:1/"}"#, token: other),
        try await sandbox.post(
          "/expoze/spaces", #"{"organization": 1, "name": "x"}"#, token: other),
      ]
      for answer in answers {
        #expect(answer.status == 404, "\(answer.text)")
        #expect(answer["detail"].asString?.isEmpty == false)
      }
      let spaces = try await sandbox.get("/expoze/spaces.json", token: other)
      #expect(spaces["0.mediaobject"].asList?.items.isEmpty == true)
    }
  }

  @Test func pagesOfOtherSitesAreKeptOut() async throws {
    try await TestSandbox.with { sandbox in
      for headers in [["Origin": "https://evil.example"], ["Host": "evil.example"]] {
        let answer = try await sandbox.send("POST", "/_sandbox/reset", headers: headers)
        #expect(answer.status == 421)
      }
    }
  }
}
