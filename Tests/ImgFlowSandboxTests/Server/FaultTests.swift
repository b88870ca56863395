import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

/// What goes wrong on order.
@Suite struct FaultTests {
  @Test(arguments: [
    ("errors=5%", "Unknown fault `errors`"), ("error", "`error` has no value"),
    ("error=5", "`error` cannot be `5`; write `error=5%`"), ("error=101%", "`error=5%`"),
    ("latency=2s..1s", "`latency=50ms..2s`"), ("throttle=0/s", "`throttle=20/s`"),
    ("expire-token=soon", "`expire-token=30s`"), ("seed=-1", "`seed=7`"),
  ])
  func whatIsNoChaosIsToldApart(_ text: String, _ words: String) {
    let error = #expect(throws: Chaos.Malformed.self) { try Chaos(text) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func chaosIsReadAsItIsDocumented() throws {
    let chaos = try Chaos(
      "seed=7,latency=50ms..2s,error=5%,reset=1%,slow=1%,lost-response=1%,throttle=20/s,expire-token=30s"
    )
    #expect(chaos.seed == 7 && chaos.latency == 0.05...2 && chaos.throttle == 20)
    #expect(chaos.sessionLife == 30)
    #expect(chaos.shares == [.error: 0.05, .reset: 0.01, .slow: 0.01, .lostResponse: 0.01])
  }

  @Test func theSameSeedGivesTheSameFaults() throws {
    func fates(_ seed: Int) throws -> [Fault?] {
      let faults = FaultInjector(try Chaos("seed=\(seed),error=20%,reset=20%"))
      return (0..<200).map { _ in faults.next(for: "expoze.getJob").fault }
    }
    #expect(try fates(7) == fates(7))
    #expect(try fates(7) != fates(8))
    let errors = try fates(7).count { $0 == .error }
    #expect((20...60).contains(errors))
  }

  // MARK: - By vendor

  private static func order(_ sandbox: TestSandbox, _ json: String) async throws {
    let answer = try await sandbox.post("/_sandbox/faults", json)
    #expect(answer.status == 200, "\(answer.text)")
  }

  /// Every status that a vendor may answer has its form.
  @Test(arguments: EmulatorTable.kinds.map { $0.name }, [500, 502, 503, 403])
  func errorsHaveTheVendorsForm(_ vendor: String, _ status: Int) async throws {
    try await TestSandbox.with { sandbox in
      let script = try OperationScript(vendor, at: sandbox.url)
      let operation = try #require(
        script.vendor.operations.first {
          !$0.isInternal && $0.method == "GET" && $0.path.parameters.isEmpty
        } ?? script.vendor.operations.first { $0.name == "listProfiles" })
      try await Self.order(
        sandbox,
        #"{"operation": "\#(operation.qualifiedName)", "fault": "error", "status": \#(status), "message": "On fire.", "times": 0}"#
      )
      let outcome = try #require(
        try await script.run([OperationScript.Attempt(operation: operation)]).first)
      #expect(outcome.status == status, "\(outcome.message ?? "accepted")")
      #expect(outcome.message?.hasSuffix(": On fire.") == true, "\(outcome.message ?? "")")
    }
  }

  @Test func rulesCountRequests() async throws {
    try await TestSandbox.with { sandbox in
      let client = PixoneyeClient(sandbox: sandbox)
      try await Self.order(
        sandbox,
        #"{"operation": "pixoneye.getProfile", "fault": "error", "after": 1, "times": 2}"#)
      var statuses: [Int] = []
      for _ in 0..<4 {
        statuses.append(try await client.send("GET", "/profile-by-app-user-id/user-1/MyApp").status)
        _ = try await client.send("GET", "/scanned-images-by-device-id/device-1/MyApp")
      }
      #expect(statuses == [200, 503, 503, 200])
      #expect(try await sandbox.get("/_sandbox/faults")["rules"].asList?.items.isEmpty == true)
    }
  }

  @Test(arguments: [("reset", 404), ("lost-response", 200)])
  func aCutConnectionLeavesTheWorkDoneOrNot(_ fault: String, _ status: Int) async throws {
    try await TestSandbox.with { sandbox in
      let client = PixoneyeClient(sandbox: sandbox)
      try await Self.order(sandbox, #"{"operation": "pixoneye", "fault": "\#(fault)"}"#)
      await #expect(throws: (any Error).self) {
        try await client.send(
          "POST", "/post-profile", #"{"appID": "MyApp", "deviceID": "cut", "city": "Rome"}"#)
      }
      let deleted = try await client.send("DELETE", "/delete-user-data-by-app-id/cut/MyApp")
      #expect(deleted.status == status)
      #expect(try await sandbox.get("/_sandbox/log").text.contains("\"fault\":\"\(fault)\""))
    }
  }

  @Test func requestsAreThrottled() async throws {
    try await TestSandbox.with { sandbox in
      try await Self.order(sandbox, #"{"chaos": "throttle=0.001/s"}"#)
      let client = PixoneyeClient(sandbox: sandbox)
      let path = "/profile-by-app-user-id/user-1/MyApp"
      #expect(try await client.send("GET", path).status == 200)
      let refused = try await client.send("GET", path)
      #expect(refused.status == 429 && refused.headers["retry-after"] == "1")
      #expect(try await sandbox.send("DELETE", "/_sandbox/faults").status == 200)
      #expect(try await client.send("GET", path).status == 200)
    }
  }

  @Test(arguments: [
    "{}", #"{"fault": "fire"}"#, #"{"fault": "error", "status": 200}"#,
    #"{"fault": "error", "times": -1}"#, #"{"fault": "slow", "delay": "soon"}"#,
    #"{"chaos": "error"}"#,
  ])
  func whatIsNoFaultIsRefused(_ json: String) async throws {
    try await TestSandbox.with { sandbox in
      let answer = try await sandbox.post("/_sandbox/faults", json)
      #expect(answer.status == 400 && answer["error"].asString?.isEmpty == false)
    }
  }

  // MARK: - Scripts

  private static func run(_ script: String, _ sandbox: TestSandbox) async -> Value {
    await OperationScript.run(script, .sandbox(at: sandbox.url))
  }

  /// Reads go on through everything, and what was made by a call whose answer was lost is found.
  @Test func scriptsGetThrough() async throws {
    try await TestSandbox.with {
      $0.timeScale = 1
    } _: { sandbox in
      try await Self.order(
        sandbox, #"{"chaos": "seed=3,latency=1ms..5ms,error=10%,reset=5%,expire-token=1h"}"#)
      try await Self.order(
        sandbox, #"{"operation": "deepopinion.getProject", "fault": "expire-token", "after": 5}"#)
      try await Self.order(
        sandbox, #"{"operation": "deepopinion.createProject", "fault": "lost-response"}"#)
      let result = await Self.run(
        """
        use deepopinion
        let project = createProject("Reviews under fire", type: "CLASS")
        let names = (0..<20).map(i => getProject(project.id).name).unique()
        [names, listProjects().filter(p => p.name == project.name).length]
        """, sandbox)
      #expect(result.shortDescription() == #"[["Reviews under fire"], 1]"#)
    }
  }

  @Test func slowAnswersAreWaitedFor() async throws {
    try await TestSandbox.with { sandbox in
      for fault in ["slow", "latency"] {
        try await Self.order(
          sandbox,
          #"{"operation": "assetzen.getAccount", "fault": "\#(fault)", "delay": "300ms"}"#)
      }
      let names = await Self.run(
        "[assetzen.getAccount(), assetzen.getAccount()].map(a => a.id)", sandbox)
      #expect(names.asList?.items.count == 2)
    }
  }
}
