import Foundation
import NIOCore
import Testing

@testable import ImgFlowSandbox

struct HautaiCases: Sendable {
  let sandbox: TestSandbox
  private let token: String
  private let subject: String

  private static let company = "/hautai/api/v1/companies/\(HautaiAccounts.company)"
  private static let dataset = "\(company)/datasets/\(HautaiAccounts.dataset)"
  private static let account = #"{"username": "demo@imgflow.dev", "password": "sandbox"}"#

  init(_ sandbox: TestSandbox) async throws {
    self.sandbox = sandbox
    let opened = try await sandbox.post("/hautai/api/v1/auth/login/", Self.account)
    token = try #require(opened["access_token"].asString, "\(opened.text)")
    let made = try await sandbox.post(
      "\(Self.dataset)/subjects/", #"{"name": "somebody"}"#, token: token)
    subject = try #require(made["id"].asString, "\(made.text)")
  }

  private func get(_ path: String) async throws -> TestSandbox.Answer {
    try await sandbox.get(path, token: token)
  }

  private func post(_ path: String, _ json: String) async throws -> TestSandbox.Answer {
    try await sandbox.post(path, json, token: token)
  }

  private func delete(_ path: String) async throws -> TestSandbox.Answer {
    try await sandbox.send("DELETE", path, token: token)
  }

  private var images: String { "\(Self.dataset)/subjects/\(subject)/images/" }
  private func count() async throws -> Int { try await get(images)["count"].asInt ?? 0 }

  private func data() throws -> String {
    try TestImages.data("small.webp").base64EncodedString()
  }

  var all: [ParallelCase] {
    [tokens, datasets, subjects, batches, slots, uploads, computing, webhooks, signingIn]
  }

  /// No more logins than the limit of a minute; a refresh token is good once.
  private var signingIn: ParallelCase {
    ParallelCase("login", "refresh") {
      let answers = try await ParallelCase.answers(
        to: (0..<40).map { _ in
          { try await sandbox.post("/hautai/api/v1/auth/login/", Self.account) }
        })
      let opened = answers.filter { $0.status == 200 }
      for answer in answers where ![200, 429].contains(answer.status) {
        Issue.record("login: \(answer.status) \(answer.text)")
      }
      #expect(opened.count == HautaiSessions.loginLimit - 1)
      let refresh = try #require(opened.first?["refresh_token"].asString)
      try await ParallelCase.once("refresh") {
        try await sandbox.post(
          "/hautai/api/v1/auth/refresh/", #"{"refresh_token": "\#(refresh)"}"#)
      }
    }
  }

  private var tokens: ParallelCase {
    ParallelCase("createPrivateToken", "deletePrivateToken") {
      let path = "/hautai/api/v1/auth/private_tokens/"
      try await ParallelCase.creates("createPrivateToken") {
        try await get(path)["count"].asInt ?? 0
      } _: {
        try await post(path, #"{"name": "t \#($0)"}"#)
      }
      let id = try #require(try await get(path)["results.0.id"].asInt)
      try await ParallelCase.once("deletePrivateToken") { try await delete("\(path)\(id)/") }
    }
  }

  private var subjects: ParallelCase {
    ParallelCase("createSubject", "deleteSubjects") {
      let path = "\(Self.dataset)/subjects/"
      try await ParallelCase.creates("createSubject") {
        try await get(path)["count"].asInt ?? 0
      } _: {
        try await post(path, #"{"name": "subject \#($0)"}"#)
      }
      let id = try #require(try await get(path)["results.1.id"].asString)
      try await ParallelCase.once("deleteSubjects") {
        try await sandbox.send(
          "DELETE", "\(path)delete/", token: token, headers: ["Content-Type": "application/json"],
          body: .bytes(ByteBuffer(string: #"{"subjects_ids": ["\#(id)"]}"#)))
      }
    }
  }

  private var datasets: ParallelCase {
    ParallelCase("createDataset", "runApplication") {
      let list = "\(Self.company)/datasets/short_list/"
      try await ParallelCase.creates("createDataset") {
        try await get(list).json.asItems?.count ?? 0
      } _: {
        try await post("\(Self.company)/datasets/", #"{"name": "set \#($0)"}"#)
      }
      try await ParallelCase.always("runApplication", times: 10) { _ in
        try await post(
          "\(Self.company)/applications/\(HautaiApplication.size.id)/runs/",
          #"{"dataset_id": "\#(HautaiAccounts.dataset)"}"#)
      }
    }
  }

  private var batches: ParallelCase {
    ParallelCase("createBatch", "deleteBatch") {
      let path = "\(Self.dataset)/subjects/\(subject)/batches/"
      try await ParallelCase.creates("createBatch") {
        try await get(path)["count"].asInt ?? 0
      } _: { _ in
        try await post(path, "{}")
      }
      let id = try #require(try await get(path)["results.0.id"].asString)
      try await ParallelCase.once("deleteBatch") { try await delete("\(path)\(id)/") }
    }
  }

  /// Room for pictures, which several may send at once: the last of them stays, whole.
  private var slots: ParallelCase {
    ParallelCase("createUploadURL", "createUploadURLs", "upload", "deleteImage") {
      try await ParallelCase.creates("createUploadURL", count: count) { _ in
        try await post("\(Self.company)/subjects/\(subject)/signed_upload_url/", "{}")
      }
      let before = try await count()
      try await ParallelCase.always("createUploadURLs", times: 10) { _ in
        try await post(
          "/hautai/api/v3/companies/\(HautaiAccounts.company)/subjects/\(subject)/upload/",
          #"{"front": "f.jpg", "left": "l.jpg"}"#)
      }
      #expect(try await count() == before + 20)
      let slot = try await post("\(Self.company)/subjects/\(subject)/signed_upload_url/", "{}")
      let (id, batch, url) = try (
        #require(slot["id"].asString), #require(slot["image_batch_id"].asString),
        #require(slot["upload_url.url"].asString)
      )
      let address = String(url.dropFirst(sandbox.url.count))
      let picture = try TestImages.data("small.webp")
      try await ParallelCase.always("upload", times: 20) { _ in
        try await sandbox.send(
          "PUT", address,
          headers: [
            "Content-Type": "application/octet-stream",
            "X-Goog-Content-Length-Range": "1,31457280",
          ], body: .bytes(ByteBuffer(bytes: picture)))
      }
      let path = "\(Self.dataset)/subjects/\(subject)/batches/\(batch)/images/\(id)/"
      let shown = try #require(try await get(path)["urls.original"].asString)
      let stored = try await sandbox.get(String(shown.dropFirst(sandbox.url.count)))
      #expect(Data(stored.bytes) == picture)
      try await ParallelCase.once("deleteImage") { try await delete(path) }
    }
  }

  private var uploads: ParallelCase {
    ParallelCase("uploadImageBase64", "uploadBatchImageBase64") {
      let data = try data()
      try await ParallelCase.creates("uploadImageBase64", count: count) {
        try await post(images, #"{"b64data": "\#(data)", "name": "n \#($0)"}"#)
      }
      let batch = try #require(try await get(images)["results.0.batch_id"].asString)
      let path = "\(Self.dataset)/subjects/\(subject)/batches/\(batch)/images/"
      try await ParallelCase.creates("uploadBatchImageBase64", count: count) {
        try await post(path, #"{"b64data": "\#(data)", "name": "n \#($0)"}"#)
      }
    }
  }

  /// However often it is ordered, the batch is computed in the end.
  private var computing: ParallelCase {
    ParallelCase("compute") {
      let made = try await post(
        images, #"{"b64data": "\#(try TestImages.data("cat.jpg").base64EncodedString())"}"#)
      let batch = try #require(made["batch_id"].asString, "\(made.text)")
      try await ParallelCase.always("compute") { _ in
        try await post("\(Self.company)/batches/\(batch)/compute/", "")
      }
      try await sandbox.step("10s")
      let results = try await get(
        "/hautai/api/v3/companies/\(HautaiAccounts.company)/batches/\(batch)/results/")
      #expect(
        results["face_skin_metrics_3.all_algorithms_calculated"].asBool == true, "\(results.text)")
    }
  }

  private var webhooks: ParallelCase {
    ParallelCase("createWebhook") {
      let made = try await ParallelCase.answers(
        to: (0..<20).map { number in
          {
            try await post(
              "\(Self.dataset)/webhooks/", #"{"url": "http://127.0.0.1:9/\#(number)"}"#)
          }
        })
      #expect(Set(made.compactMap { $0["id"].asInt }).count == 20, "\(made.first?.text ?? "")")
    }
  }
}
