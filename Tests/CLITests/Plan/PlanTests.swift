import Foundation
import TestSupport
import Testing

@testable import ImgFlowRuntime

/// `imgflow plan` touches nothing real, and says what a run would do.
@Suite(.blocking) struct PlanTests {
  /// A plan as its JSON has it.
  private static func plan(
    _ script: String, _ words: String = "", in folder: TemporaryFolder
  ) throws -> [String: Any] {
    try folder.write(script, to: "plan-of.imgflow")
    let run = try Shell.run("imgflow plan --json plan-of.imgflow \(words)", in: folder.url)
    let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    return try #require(value, "\(run.errors)")
  }

  // MARK: - Nothing real is touched

  /// A call of each built-in that writes, on a path.
  private static let writers: [String: @Sendable (String) -> String] = [
    "file.write": { "file.write(\($0), \"new\")" },
    "file.append": { "file.append(\($0), \"more\")" },
    "file.remove": { "file.remove(\($0))" },
    "file.createFolder": { "file.createFolder(\($0))" },
    "file.move": { "file.move(\($0), \"moved\")\n  file.move(\"plain\", \($0))" },
    "file.touch": { "file.touch(\($0))" },
    "file.link": { "file.link(\"data\", at: \($0))" },
    "file.copy": { "file.copy(\"data\", \($0))" },
    "zip.write": { "zip.write(\($0), {new: \"new\"})" },
    "http.request": { "http.request(\"POST\", address, to: \($0))" },
    "http.get": { "http.get(address, to: \($0))" },
    "http.post": { "http.post(address, to: \($0))" },
    "http.put": { "http.put(address, to: \($0))" },
    "http.patch": { "http.patch(address, to: \($0))" },
    "http.delete": { "http.delete(address, to: \($0))" },
  ]

  private static let places = [
    "data", "plain", "new", "folder", "folder/inner", "folder/new", "link", "way/inner",
    "missing/a",
    "./folder/../data", "{ROOT}/data",
  ]

  @Test func `every built-in that writes is tried`() {
    let all = BuiltinReach.all.filter { $0.value.contains { $0.kind == .write } }
    #expect(Set(all.keys) == Set(Self.writers.keys))
  }

  @Test(arguments: writers.keys.sorted())
  func `a plan changes no file`(_ name: String) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "folder"), withIntermediateDirectories: true)
    for file in ["data", "plain", "folder/inner"] { try folder.write("text", to: file) }
    for (link, target) in [("link", "data"), ("way", "folder")] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/\(link)", withDestinationPath: target)
    }
    let call = try #require(Self.writers[name])
    let tries = Self.places.map { place in
      "try {\n  \(call("\"\(place.replacing("{ROOT}", with: folder.path))\""))\n} catch e { print(e.message) }\n"
    }
    let script = "let address = \"http://127.0.0.1:9/\"\n" + tries.joined()
    try folder.write(script, to: "plan-of.imgflow")
    let before = try FolderSnapshot(folder.url)
    let run = try Shell.run("imgflow plan --json plan-of.imgflow", in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try FolderSnapshot(folder.url) == before)
    let plan = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect((plan?["files"] as? [Any])?.isEmpty == false)
  }

  @Test func `a plan connects to no one and runs nothing`() throws {
    let listener = try Listener()
    let folder = try TemporaryFolder()
    let address = "http://127.0.0.1:\(listener.port)"
    let plan = try Self.plan(
      """
      use expoze
      vendor shop {
        base "\(address)"
        credentials { key: secret from env "SHOP_KEY" }
        auth header "X-Key": credentials.key
        operation order(name: string) -> Order
          POST "/orders"
          json
        operation getOrder(id: int) -> Order
          GET "/orders/\\(id)"
        operation upload(file: file) -> {id: int}
          POST "/files"
          multipart
        resource Order { id: int, status: string
          poll getOrder(id) every 2s...30s
          done when status == "sent" }
      }
      for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] {
        http.request(method, "\(address)/a")
      }
      print(waitFor(shop.order("a")).status, shop.upload("data").id)
      process.run("touch", ["ran"])
      let media = upload("photo.jpg")
      waitFor(createJob(media.mediaId))
      file.write("out", "\\(http.get("\(address)/b").status)")
      """, in: try prepared(folder))
    #expect(listener.connections == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/ran"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/out"))
    #expect(plan["end"] as? String == "done", "\(plan["error"] ?? "")")
    let about = (plan["unknown"] as? [[String: Any]])?.compactMap { $0["about"] as? String }
    #expect(Set(about ?? []) == ["request", "vendor", "program"])
  }

  private func prepared(_ folder: TemporaryFolder) throws -> TemporaryFolder {
    try folder.write("data", to: "data")
    try FileManager.default.copyItem(
      at: Repository.fixture("images/banner.jpg"), to: folder.url.appending(path: "photo.jpg"))
    return folder
  }

  @Test func `no journal, no value of once and no temporary file is left`() throws {
    let folder = try TemporaryFolder()
    let state = folder.url.appending(path: "state")
    let temporary = folder.url.appending(path: "tmp")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    try folder.write(
      "print(once(\"k\") { file.write(\"a\", \"b\")\n  7 })\nfile.write(file.temporary(), \"x\")\n",
      to: "a.imgflow")
    let environment = "XDG_STATE_HOME=\(state.path) TMPDIR=\(temporary.path)"
    let plan = try Shell.run("\(environment) imgflow plan a.imgflow", in: folder.url)
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(!FileManager.default.fileExists(atPath: state.path))
    #expect(try Shell.run("\(environment) imgflow a.imgflow", in: folder.url).output == "7\n")
    let before = try FolderSnapshot(state)
    let second = try Shell.run("\(environment) imgflow plan --json a.imgflow", in: folder.url)
    #expect(second.output.contains("\"once\": 1"))
    #expect(try FolderSnapshot(state) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == [])
  }

  // MARK: - Time

  @Test(arguments: [1, 2, 3, 7])
  func `bodies of a parallel take as long as their waits on so many threads`(_ limit: Int) throws {
    var random = TestSeed.numbers(for: "plan \(limit)")
    let waits = (0..<40).map { _ in Int.random(in: 1...900, using: &random) }
    // Each body takes the first thread that is free, in the order of the items.
    var threads = Array(repeating: 0, count: limit)
    for wait in waits {
      guard let first = threads.indices.min(by: { threads[$0] < threads[$1] }) else { continue }
      threads[first] += wait
    }
    let plan = try Self.plan(
      "parallel(limit: \(limit)) for s in \(waits) { sleep(s * 1s) }", in: try TemporaryFolder())
    #expect(plan["time"] as? Int == (threads.max() ?? 0) * 1000, "\(TestSeed.advice)")
  }

  @Test(arguments: [("1", 1), ("4", 4), ("50", 50)])
  func `limits make the requests wait, however many threads send them`(
    _ threads: String, _ count: Int
  ) throws {
    let plan = try Self.plan(
      """
      vendor shop {
        base "https://shop.example"
        limits 10 per 1s
        operation look(id: int) -> {id: int}
          GET "/things/\\(id)"
      }
      parallel(limit: \(threads)) for id in 1...95 { shop.look(id) }
      """, in: try TemporaryFolder())
    #expect(plan["time"] as? Int == 9000)
    let limits = try #require(plan["limits"] as? [[String: Any]])
    #expect(limits.count == 1)
    #expect(limits[0]["time"] as? Int == 9000)
    #expect(limits[0]["requests"] as? Int == 95)
  }

  @Test(arguments: [
    ("sleep(3h)", "done", 10_800_000),
    (
      "waitFor(() => now(), until: t => t > time(\"2999-01-01\"), timeout: 5h)", "failed",
      18_000_000
    ),
    ("try { timeout(90m) { sleep(2h) } } catch e { sleep(1m) }", "done", 5_460_000),
    ("while true { sleep(10s) }", "unfinished", 86_400_000),
    (
      "retry(times: 4, every: 10m, backoff: 1.0) { throw error(\"network\", \"x\", {retryable: true}) }",
      "failed", 1_800_000
    ),
    ("print(1)", "done", 0),
  ])
  func `time passes without being waited for`(_ script: String, _ end: String, _ time: Int) throws {
    let plan = try Self.plan(script, in: try TemporaryFolder())
    #expect(plan["end"] as? String == end, "\(plan["error"] ?? "")")
    #expect(plan["time"] as? Int == time)
  }

  // MARK: - JSON

  @Test func `the JSON has the documented fields`() throws {
    let folder = try prepared(try TemporaryFolder())
    let plan = try Self.plan(
      """
      use expoze
      let job = waitFor(createJob(upload("photo.jpg").mediaId))
      file.write("out.json", json.stringify(job.id))
      process.run("true")
      throw "no"
      """, "--budget expoze.tokens=0", in: folder)
    let fields = [
      "script", "end", "error", "time", "requests", "limits", "jobs", "costs", "files", "once",
      "output", "unknown",
    ]
    #expect(Set(plan.keys) == Set(fields))
    let shapes: [(String, Set<String>)] = [
      ("requests", ["operation", "count", "bytes"]), ("jobs", ["operation", "count"]),
      ("costs", ["unit", "amount", "budget", "isOver"]),
      ("files", ["change", "path", "from", "bytes"]),
      ("unknown", ["about", "place", "count", "text"]),
    ]
    for (name, keys) in shapes {
      let items = try #require(plan[name] as? [[String: Any]], "\(name)")
      #expect(!items.isEmpty, "\(name)")
      for item in items { #expect(Set(item.keys) == keys, "\(name)") }
    }
    let error = try #require(plan["error"] as? [String: Any])
    #expect(error["place"] as? String == "plan-of.imgflow:5:1")
    let uploads = (plan["requests"] as? [[String: Any]])?.first {
      $0["operation"] as? String == "expoze.upload"
    }
    let size = try folder.url.appending(path: "photo.jpg").resourceValues(forKeys: [.fileSizeKey])
    #expect(uploads?["bytes"] as? Int ?? 0 >= size.fileSize ?? 0)
  }
}

/// A port of this machine on which no one answers; it knows whether someone has connected.
private final class Listener {
  private let descriptor: Int32
  let port: Int

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let code = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> Int32 in
        guard bind(descriptor, pointer, length) == 0, listen(descriptor, 64) == 0 else { return -1 }
        return getsockname(descriptor, pointer, &length)
      }
    }
    try #require(code == 0)
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }

  /// How many have connected.
  var connections: Int {
    var count = 0
    while true {
      let connection = accept(descriptor, nil, nil)
      if connection < 0 { return count }
      close(connection)
      count += 1
    }
  }
}
