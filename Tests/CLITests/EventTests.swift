import Foundation
import TestSupport
import Testing

/// What `--events` writes is what `docs/events.md` describes, however the run ends.
@Suite(.blocking) struct EventTests {
  private static let script = """
    param token: secret = "s3cret-word"
    let start = now() + 50ms
    log("starts", token)
    step("work") {
      parallel(limit: 2, onError: "collect") for n in 1...12 {
        sleep(60ms)
        if n == 3 { throw "no three" }
        n
      }
    }
    waitFor(() => now(), until: t => t > start + 1s, every: 20ms)
    file.write("out.txt", "a")
    try { http.get("http://127.0.0.1:1/", timeout: 1s) } catch e { log(e.kind) }
    file.append("out.txt", "b")

    """

  @Test func `every event is as documented, and the last one says how the run ended`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.script, to: "a.imgflow")
    let run = try Shell.run("imgflow --events e.ndjson a.imgflow", in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let events = try Events(folder.text("e.ndjson"))
    #expect(events.problems == [])
    let types = Set(events.all.map(\.type))
    let expected: Set = [
      "run.start", "run.end", "stage.start", "stage.end", "parallel.start", "parallel.end",
      "wait.start", "wait.end", "progress", "step.start", "step.end", "attempt", "log", "summary",
    ]
    #expect(expected.subtracting(types) == [])
    #expect(events.all.first?.type == "run.start")
    let end = try #require(events.all.last)
    #expect(end.type == "run.end")
    #expect(end.fields["status"] as? String == "done")
    #expect((end.fields["files"] as? [String])?.first?.hasSuffix("/out.txt") == true)
    #expect(try !folder.text("e.ndjson").contains("s3cret-word"))
    let parallel = events.all.last { $0.fields["total"] is Int }
    #expect(parallel?.fields["failed"] as? Int == 1)
    #expect(parallel?.fields["done"] as? Int == 11)
  }

  @Test(arguments: [
    ("throw \"no\"", "failed", 1), ("let a = b", "rejected", 3), ("exit(4)", "failed", 4),
    ("file.write(\"a\", \"b\")\nhttp.get(\"http://127.0.0.1:1/\")", "stopped", 7),
  ])
  func `the last event says how a run ended that went wrong`(
    _ text: String, _ status: String, _ exit: Int
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write(text + "\n", to: "a.imgflow")
    let run = try Shell.run("imgflow --events - a.imgflow", in: folder.url)
    #expect(run.status == exit)
    let events = try Events(run.errors)
    #expect(events.problems == [])
    #expect(events.all.last?.type == "run.end")
    #expect(events.all.last?.fields["status"] as? String == status)
    #expect(events.all.last?.fields["exit"] as? Int == exit)
  }

  private static let endless = "log(\"ready\")\nwhile true { file.append(\"n.txt\", \"n\") }\n"

  @Test func `every line is whole when the run is killed`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.endless, to: "a.imgflow")
    _ = try Shell.run(
      """
      imgflow --events e.ndjson a.imgflow 2>/dev/null &
      until [ "$(grep -c step e.ndjson 2>/dev/null || true)" -gt 20 ]; do sleep 0.02; done
      kill -9 $!
      """, in: folder.url)
    let text = try folder.text("e.ndjson")
    #expect(text.hasSuffix("\n"))
    #expect(try Events(text).problems == [])
  }

  @Test(arguments: ["TERM", "INT", "HUP"])
  func `a signal that stops the run is named`(_ signal: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("log(\"ready\")\nsleep(60s)\n", to: "a.imgflow")
    let run = try Shell.run(
      """
      python3 -c 'import os, signal, sys
      for name in (signal.SIGINT, signal.SIGHUP): signal.signal(name, signal.SIG_DFL)
      os.execvp(sys.argv[1], sys.argv[1:])' imgflow --events e.ndjson a.imgflow &
      until grep -qs ready e.ndjson; do sleep 0.02; done
      kill -\(signal) $!
      wait $!
      """, in: folder.url)
    #expect(run.errors.contains("stopped by SIG\(signal)"), "\(run.errors)")
    let end = try Events(folder.text("e.ndjson")).all.last
    #expect(end?.type == "run.end")
    #expect(end?.fields["status"] as? String == "stopped")
  }

  @Test func `a job that still runs when the run is stopped is named`() throws {
    let folder = try TemporaryFolder()
    let image = try Data(contentsOf: Repository.fixture("images/banner.jpg"))
    try image.write(to: folder.url.appending(path: "banner.jpg"))
    try folder.write(
      "use expoze\nlet job = createJob(upload(here(\"banner.jpg\")).mediaId)\n"
        + "let done = waitFor(job)\nlet other = createJob(upload(here(\"banner.jpg\")).mediaId)\n"
        + "log(\"ready\", other.id)\nsleep(60s)\n", to: "a.imgflow")
    let run = try Shell.run(
      """
      imgflow --sandbox --time-scale 20 --events e.ndjson a.imgflow &
      until grep -qs ready e.ndjson; do sleep 0.05; done
      kill -TERM $!
      wait $!
      """, in: folder.url)
    let named = run.errors.matches(of: /expoze job \S+, started by `expoze.createJob`/)
    #expect(named.count == 1, "\(run.errors)")
    #expect(run.errors.contains("when the run goes on, it waits for what it has started"))
    #expect(run.errors.contains("imgflow resume"))
  }

  @Test func `a file that cannot be written does not stop the run`() throws {
    let folder = try TemporaryFolder()
    try folder.write("for n in 1...40 { log(n) }\nprint(\"end\")\n", to: "a.imgflow")
    let full = try Shell.run("imgflow --events /dev/full a.imgflow", in: folder.url)
    #expect(full.output == "end\n")
    #expect(
      full.errors.contains("warning: no more events are written to /dev/full: the disk is full"))
    let limited = try Shell.run(
      "trap '' XFSZ; ulimit -f 2; imgflow --no-journal --events e.ndjson a.imgflow", in: folder.url)
    #expect(limited.output == "end\n")
    let text = try folder.text("e.ndjson")
    #expect(text.hasSuffix("\n") && text.utf8.count > 512)
    #expect(try Events(text).problems == [])
  }

  @Test func `what cannot be opened is a usage error, and a link is not followed`() throws {
    let folder = try TemporaryFolder()
    try folder.write("print(\"ran\")\n", to: "a.imgflow")
    for flag in ["--events", "--log-file"] {
      for path in ["missing/e", "link", "."] {
        let run = try Shell.run(
          "ln -sf target link; imgflow \(flag) \(path) a.imgflow", in: folder.url)
        #expect(run.status == 2, "\(flag) \(path): \(run.errors)")
        #expect(run.output == "")
        #expect(run.errors.contains("`\(flag) \(path)` cannot be written"))
      }
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/target"))
  }

  @Test func `events go through a pipe`() throws {
    let folder = try TemporaryFolder()
    try folder.write("log(\"a\")\n", to: "a.imgflow")
    let run = try Shell.run(
      "mkfifo p; cat p & imgflow --events p a.imgflow 2>/dev/null; wait", in: folder.url)
    let events = try Events(run.output)
    #expect(events.problems == [])
    #expect(events.all.map(\.type) == ["run.start", "log", "summary", "run.end"])
  }

  @Test func `messages have the time, and a log file has them all`() throws {
    let folder = try TemporaryFolder()
    try folder.write("step(\"s\") { log(\"a\\nb\") }\nthrow \"no\"\n", to: "a.imgflow")
    _ = try Shell.run(
      "FORCE_COLOR=1 imgflow --log-file l a.imgflow 2>err; stat -c %a l >mode", in: folder.url)
    let stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\x20/
    let log = try folder.text("l").split(separator: "\n")
    #expect(log.allSatisfy { $0.prefixMatch(of: stamp) != nil })
    #expect(!log.joined().contains("\u{1B}"))
    #expect(log.contains { $0.hasSuffix("Z b") })
    #expect(log.contains { $0.contains("error") })
    let lines = try folder.text("err").split(separator: "\n")
    #expect(lines.filter { $0.prefixMatch(of: stamp) != nil }.count == 4)
    #expect(try folder.text("mode") == "600\n")
  }
}

/// Events, checked against their documentation.
private struct Events {
  struct Event {
    let type: String
    let fields: [String: Any]
  }

  var all: [Event] = []
  var problems: [String] = []

  init(_ text: String) throws {
    let schema = try Self.schema()
    for line in text.split(separator: "\n") {
      guard let fields = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let type = fields["type"] as? String
      else {
        problems.append("not an event: \(line)")
        continue
      }
      all.append(Event(type: type, fields: fields))
      guard let own = schema[type], let common = schema[""] else {
        problems.append("unknown type \(type)")
        continue
      }
      let known = common.merging(own) { $1 }
      problems += fields.keys.filter { known[$0] == nil }.map { "\(type) has \($0)" }
      for (name, kind) in known where !Self.fits(fields[name], kind) {
        problems.append("\(type).\(name) is not \(kind): \(line)")
      }
    }
  }

  /// The types of the fields, by the type of the event; of those that all have, under the empty name.
  private static func schema() throws -> [String: [String: String]] {
    let page = try String(
      contentsOf: Repository.root.appending(path: "docs/events.md"), encoding: .utf8)
    var schema: [String: [String: String]] = [:]
    var type = ""
    for line in page.split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.dropFirst().split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
      }
      if cells[1] == "field" || cells[0].hasPrefix("---") || cells[0] == "field" { continue }
      if cells.count == 5 {
        if !cells[0].isEmpty { type = cells[0] }
        schema[type, default: [:]][cells[1]] = cells[2]
      } else {
        schema["", default: [:]][cells[0]] = cells[1]
      }
    }
    return schema
  }

  private static func fits(_ value: Any?, _ kind: String) -> Bool {
    guard let value, !(value is NSNull) else { return kind.hasSuffix("?") }
    switch kind.replacing("?", with: "") {
    case "int": return value is Int
    case "float": return value is Double
    case "bool": return value is Bool
    case "string": return value is String
    case "list": return value is [Any]
    case "object": return value is [String: Any]
    default: return false
    }
  }
}
