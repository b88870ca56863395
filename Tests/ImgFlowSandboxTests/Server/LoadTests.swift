import Foundation
import Testing

@testable import ImgFlowSandbox

@Suite struct LoadTests {
  @Test func fiftyUploadsAndJobsAtATime() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let data = try TestImages.data("small.webp")
      let jobs = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<50 {
          group.addTask {
            let media = try await sandbox.upload(data, token: token)["mediaId"].asInt ?? 0
            return try await sandbox.createdJob(on: media, token: token)["id"].asInt ?? 0
          }
        }
        return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
      }
      #expect(jobs.count == 50)
      try await sandbox.step("10s")
      for job in jobs {
        let answer = try await sandbox.get("/expoze/jobs/\(job).json", token: token)
        #expect(answer["status"].asString == "done")
      }
      let organizations = try await sandbox.get("/expoze/organizations.json", token: token)
      #expect(organizations["0.tokens"].asInt == 950)
    }
  }

  @Test func tokensAreNotSpentTwice() async throws {
    try await TestSandbox.with {
      $0.tokens = 5
    } _: { sandbox in
      let token = try await sandbox.login()
      let media = try await sandbox.uploadedMedia(token: token)
      let accepted = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<20 {
          group.addTask {
            try await sandbox.post("/expoze/jobs.json", #"{"media": \#(media)}"#, token: token)
              .status
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 == 200 ? 1 : 0 }
      }
      #expect(accepted == 5)
    }
  }
}
