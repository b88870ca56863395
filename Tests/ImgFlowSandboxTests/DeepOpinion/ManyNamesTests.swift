import Foundation
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

/// Many classes, labels and invitations in one call: all are there, in their order, or none is.
@Suite struct ManyNamesTests {
  private static let names = (0..<2000).map { "name \($0)" }

  @Test(arguments: ["classes", "labels"])
  func aFileBringsAllOrNone(_ kind: String) async throws {
    try await Studio.with { studio in
      let project = try await studio.made("/projects", #"{"name": "p", "type": "CLASSLABEL"}"#)
      let path = "/projects/\(project)/\(kind)"
      func upload(_ names: [String]) async throws -> Studio.Answer {
        let content = (["name"] + names).joined(separator: "\n")
        return try await studio.upload("\(path)/upload", content.utf8, named: "a.csv")
      }
      let twice = try await upload(Self.names + ["name 7"])
      #expect(twice.status == 400 && twice.text.contains("name 7"), "\(twice.text)")
      #expect(try await studio.get(path).text == "[]")
      #expect(try await upload(Self.names).status < 300)
      #expect(try await Self.names(in: path, of: studio) == Self.names)
      #expect(try await upload(["new", "name 1999"]).status == 400)
      #expect(try await Self.names(in: path, of: studio) == Self.names)
    }
  }

  @Test func aListBringsAllOrNone() async throws {
    try await Studio.with { studio in
      let project = try await studio.made("/projects", #"{"name": "p", "type": "CLASS"}"#)
      let list = Self.names.map { #"{"name": "\#($0)"}"# }
      let path = "/projects/\(project)"
      let empty = try await studio.post(
        "\(path)/upload-classes", "[\((list + [#"{"name": ""}"#]).joined(separator: ","))]")
      #expect(empty.status == 400 && empty.text.contains("empty"), "\(empty.text.prefix(200))")
      let made = try await studio.post(
        "\(path)/upload-classes", "[\(list.joined(separator: ","))]")
      #expect(made.json.asItems?.count == Self.names.count)
      #expect(try await Self.names(in: "\(path)/classes", of: studio) == Self.names)
    }
  }

  @Test func eachIsInvitedOnce() async throws {
    try await Studio.with { studio in
      let emails = (0..<1000).map { "guest\($0)@example.com" }
      let all = emails + ["GUEST7@example.com", DeepOpinionAccounts.demo]
      let list = all.map { "\"\($0)\"" }.joined(separator: ",")
      let answer = try await studio.post(
        "/organizations/1/users/invite", #"{"role": "USER", "emails": [\#(list)]}"#)
      #expect(answer["invitations"].asItems?.count == emails.count, "\(answer.text.prefix(200))")
      #expect(answer["not_invited.0.reason"].asString == "User was already invited")
      #expect(answer["not_invited.1.reason"].asString == "User is already in the workspace")
    }
  }

  private static func names(in path: String, of studio: Studio) async throws -> [String] {
    try await studio.get(path).json.asItems?.compactMap { $0.asRecord?["name"]?.asString } ?? []
  }
}
