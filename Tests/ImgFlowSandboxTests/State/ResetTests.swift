import Foundation
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

/// What is done to the sandbox itself while requests run, and what a restart goes on with.
@Suite struct ResetTests {
  /// Requests are carried out before a reset or after it: then those who they are from are unknown.
  @Test func aResetComesBetweenRequests() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let studio = try await Studio.login(sandbox)
      let picture = try TestImages.data("small.webp")
      let statuses = try await withThrowingTaskGroup(of: Set<Int>.self) { group in
        for writer in 0..<6 {
          group.addTask {
            var statuses: Set<Int> = []
            for _ in 0..<40 {
              let answer =
                switch writer % 3 {
                case 0:
                  try await sandbox.post(
                    "/expoze/spaces", #"{"name": "a", "organization": 1}"#, token: token)
                case 1: try await sandbox.upload(picture, token: token)
                default: try await studio.post("/projects", #"{"name": "p", "type": "CLASS"}"#)
                }
              statuses.insert(answer.status)
            }
            return statuses
          }
        }
        for _ in 0..<3 {
          let answer = try await sandbox.post("/_sandbox/reset")
          #expect(answer.status == 200, "\(answer.text)")
        }
        return try await group.reduce(into: Set<Int>()) { $0.formUnion($1) }
      }
      #expect(statuses.isSubset(of: [200, 401]), "\(statuses)")
      let again = try await sandbox.login()
      let spaces = try await sandbox.get("/expoze/spaces.json", token: again)
      #expect(spaces.json.asItems?.count == 1)
    }
  }

  /// What was to be sent is sent by the next start; what may have been sent is not sent again.
  @Test func whatWasToBeSentIsSentOnce() async throws {
    let folder = try StoreFolder()
    try await Receiver.with { receiver in
      let store = try SandboxStore(file: folder.database)
      try await store.database.write { db in
        for (json, isBegun) in [("1", false), ("2", true), ("3", false)] {
          var message = OutgoingMessage(json, to: .init(address: receiver.url))
          message.isBegun = isBegun
          _ = try message.inserted(db)
        }
      }
      store.close()
      for _ in 0..<2 {
        try await TestSandbox.with {
          $0.database = folder.database
        } _: { sandbox in
          for _ in 0..<500 where receiver.bodies.count < 2 {
            try await Task.sleep(for: .milliseconds(10))
          }
          _ = try await sandbox.get("/_sandbox/clock")
        }
      }
      #expect(receiver.bodies == ["1", "3"])
    }
  }

  /// A clock that ran fast does not go back when the sandbox is killed.
  @Test func theClockDoesNotGoBack() async throws {
    let folder = try StoreFolder()
    var last = Date.distantPast
    for _ in 0..<3 {
      let program = try SandboxProgram(
        "--db", folder.database.path, "--time-scale", "10000")
      defer { program.kill() }
      for _ in 0..<5 {
        let clock = try await program.sandbox.get("/_sandbox/clock")
        let text = try #require(clock["now"].asString)
        let now = try Date(text, strategy: .iso8601)
        #expect(now >= last)
        last = now
      }
    }
  }
}
