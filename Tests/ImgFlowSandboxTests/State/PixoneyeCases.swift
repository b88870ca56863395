import Testing

@testable import ImgFlowSandbox

struct PixoneyeCases: Sendable {
  let sandbox: TestSandbox

  private func send(
    _ method: String, _ path: String, _ json: String = ""
  ) async throws -> TestSandbox.Answer {
    try await sandbox.send(
      method, "/pixoneye/v1/users/\(path)",
      headers: ["api_key": PixoneyeSeeds.demo.key, "Content-Type": "application/json"],
      body: .bytes(.init(string: json)))
  }

  var all: [ParallelCase] { [posting, listing, deleting] }

  /// Ten writers of different fields for each of ten devices, which nobody knew before.
  private var posting: ParallelCase {
    ParallelCase("postProfile") {
      try await ParallelCase.fields(
        "postProfile", of: (0..<10).map { "new-\($0)" }, at: "profiles.0.",
        [
          .init("gender") { _ in #""female""# }, .init("marital-status") { _ in #""single""# },
          .init("age") { _ in #""25-35""# }, .init("pets") { _ in #"["dog"]"# },
          .init("transportation") { _ in #"["car"]"# }, .init("sports") { _ in #"["viewer"]"# },
          .text("country"), .text("city"), .init("city-vacations") { #"["City \#($0)"]"# },
          .init("country-vacations") { #"["Country \#($0)"]"# },
        ]
      ) { device, json in
        try await send(
          "POST", "post-profile",
          #"{"appID": "MyApp", "deviceID": "\#(device)", "# + json.dropFirst())
      } read: {
        try await send(
          "POST", "profiles-by-device-ids", #"{"appID": "MyApp", "deviceIDs": ["\#($0)"]}"#)
      }
    }
  }

  private var listing: ParallelCase {
    ParallelCase("listProfiles") {
      try await ParallelCase.always("listProfiles") { _ in
        try await send("POST", "profiles-by-device-ids", #"{"appID": "MyApp", "deviceIDs": "*"}"#)
      }
    }
  }

  private var deleting: ParallelCase {
    ParallelCase("deleteUserDataByApp", "deleteUserDataByOwner") {
      try await ParallelCase.once("deleteUserDataByApp") {
        try await send("DELETE", "delete-user-data-by-app-id/device-9/MyApp")
      }
      try await ParallelCase.once("deleteUserDataByOwner") {
        try await send("DELETE", "delete-user-data-by-owner-id/device-10/owner-1")
      }
    }
  }
}
