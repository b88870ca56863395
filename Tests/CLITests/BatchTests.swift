import Foundation
import TestSupport
import Testing

/// `batch.run` with a key, from run to run: nothing is done twice, and nothing passes for what it is not.
@Suite(.blocking) struct BatchTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs a command; all that are run have the same state.
  private func run(_ command: String) throws -> Shell.Result {
    try Shell.run("export XDG_STATE_HOME=$PWD/state; " + command, in: folder.url)
  }

  // MARK: - Two runs

  private static let overlapping = """
    import "std/batch" as batch
    param base: string
    param me: string
    param other: string
    file.write(me, "")
    fn work(n) {
      // Both runs are there before any work is done.
      while !file.exists(other) { sleep(10ms) }
      http.post("\\(base)/create", json: {n: n}).body.id
    }
    let results = batch.run([1, 2, 3, 4, 5, 6], work, limit: 3, key: n => n)
    file.write("\\(me).txt", results.map(r => r.outcome).join("\\n") + "\\n")
    print(batch.check(results))

    """

  @Test func `two runs at the same time do the work of each item once`() throws {
    let server = try PythonServer("ledger.py")
    try folder.write(Self.overlapping, to: "s.imgflow")
    let both = try run(
      """
      base=http://\(server.place)
      imgflow s.imgflow --base $base --me a --other b & first=$!
      imgflow s.imgflow --base $base --me b --other a; status=$?
      wait $first && exit $status
      """)
    #expect(both.status == 0, "\(both.errors)")
    let values = "[101, 102, 103, 104, 105, 106]\n"
    #expect(both.output == values + values)
    let outcomes = try (folder.text("a.txt") + folder.text("b.txt")).split(separator: "\n")
    #expect(outcomes.count { $0 == "done" } == 6)
    #expect(outcomes.count { $0 == "kept" } == 6)
    #expect(try Ledger.created(at: server).sorted() == [1, 2, 3, 4, 5, 6])
  }

  // MARK: - Runs that end in the middle

  private static let dying = """
    import "std/batch" as batch
    param ending: string = ""
    fn work(n) {
      if n == 2 && ending == "killed" { process.run("sh", ["-c", "kill -9 $PPID"]) }
      if n == 2 && ending == "stopped" { process.run("sh", ["-c", "kill -INT $PPID; sleep 60"]) }
      if n == 2 && ending == "failed" { throw error("network", "lost") }
      if n == 2 && ending == "lost" { throw error("http", "no answer", {outcome: "unknown"}) }
      let _done = process.run("true")
      n * 10
    }
    let results = batch.run([1, 2, 3], work, limit: 1, key: n => n, name: n => "item \\(n)")
    for r in results { print(r.outcome, r.ok) }

    """

  @Test(arguments: [
    ("killed", "unknown false"), ("stopped", "unknown false"), ("failed", "done true"),
    ("lost", "unknown false"),
  ])
  func `what a run left in the middle is not done again unless that does no harm`(
    _ ending: String, _ second: String
  ) throws {
    try folder.write(Self.dying, to: "s.imgflow")
    _ = try run("imgflow s.imgflow --ending \(ending)")
    let later = try run("imgflow s.imgflow")
    let third = ["killed", "stopped"].contains(ending) ? "done true" : "kept true"
    #expect(later.output == "kept true\n\(second)\n\(third)\n", "\(later.errors)")
    guard second == "unknown false" else { return }
    let listed = try run("imgflow once")
    #expect(listed.output.contains("unknown: "), "\(listed.output)")
    let forgotten = try run("imgflow once forget 2; imgflow s.imgflow")
    #expect(forgotten.output == "kept true\ndone true\nkept true\n", "\(forgotten.errors)")
  }

  @Test func `a run that was killed goes on, and what it finds is kept`() throws {
    try folder.write(Self.dying, to: "s.imgflow")
    _ = try run("imgflow s.imgflow --ending killed")
    let unknown = try run("imgflow resume last")
    #expect(unknown.status == 7)
    let step = try #require(unknown.errors.firstMatch(of: /--assume ([0-9]+)=done/)?.1)
    let result = #"{"status": 0, "output": "", "errors": ""}"#
    let resumed = try run("imgflow resume last --assume \(step)=done:'\(result)'")
    #expect(resumed.output == "done true\ndone true\ndone true\n", "\(resumed.errors)")
    #expect(try run("imgflow s.imgflow").output == "kept true\nkept true\nkept true\n")
  }

  @Test func `a run that met what is unknown goes on when that is settled`() throws {
    try folder.write(Self.dying, to: "s.imgflow")
    try folder.write(
      "let _written = file.write(\"a\", \"b\")\nfile.append(\"n\", \"n\")\n"
        + "print(once(\"work\") { process.run(\"sh\", [\"-c\", file.text(\"command\")]).status })\n",
      to: "o.imgflow")
    try folder.write("kill -9 $PPID", to: "command")
    _ = try run("imgflow o.imgflow")
    try folder.write("true", to: "command")
    let second = try run("imgflow o.imgflow")
    #expect(second.status == 7, "\(second.errors)")
    #expect(second.errors.contains("goes on with it; `imgflow once forget "), "\(second.errors)")
    let settled = try run("imgflow once forget work; imgflow resume last; cat n")
    #expect(settled.output == "0\nnn", "\(settled.errors)")
  }

  // MARK: - Failed items

  @Test func `a resumed run works again on what has failed, and on nothing else`() throws {
    let server = try PythonServer("ledger.py")
    try folder.write(
      """
      import "std/batch" as batch
      param base: string
      fn work(n) {
        let id = http.post("\\(base)/create", json: {n: n}).body.id
        defer { file.append("cleaned.txt", "\\(n)\\n") }
        if n == 2 { file.text("needed.txt") }
        id
      }
      let results = batch.run([1, 2, 3], work, limit: 2)
      print(results.map(r => r.outcome))
      batch.check(results)

      """, to: "s.imgflow")
    let first = try run("imgflow s.imgflow --base http://\(server.place)")
    #expect(first.output == "[\"done\", \"io\", \"done\"]\n", "\(first.errors)")
    #expect(first.status == 7)
    #expect(first.errors.contains("1 of 3 failed: 1 × io: "))
    try folder.write("a", to: "needed.txt")
    let second = try run("imgflow resume last")
    #expect(second.status == 0, "\(second.errors)")
    #expect(second.output == "[\"done\", \"done\", \"done\"]\n")
    #expect(try Ledger.created(at: server).sorted() == [1, 2, 3])
    #expect(try folder.text("cleaned.txt").split(separator: "\n").sorted() == ["1", "2", "3"])
  }

  @Test func `progress, events and summary count each outcome as what it is`() throws {
    try folder.write(
      """
      import "std/batch" as batch
      param base: int = 0
      let names = range(8).toList().map(n => "item-\\(n + base)")
      let results = batch.run(names, name => {
        sleep(90ms)
        if name.endsWith("3") || name.endsWith("4") { file.text("no such \\(name)") }
        name
      }, limit: 1, key: name => name)
      table(batch.summary(results).map(row => row.pick("outcome", "count")))

      """, to: "s.imgflow")
    _ = try run("imgflow -q s.imgflow --base 4")
    let again = try run("imgflow --events e --log-file l s.imgflow")
    #expect(
      again.output == """
        outcome  count
        ───────  ─────
        done         3
        kept         3
        io           2

        """, "\(again.errors)")
    let events = try folder.text("e").split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    let progress = events.last { $0["type"] as? String == "progress" && $0["total"] is Int }
    #expect(progress?["done"] as? Int == 6)
    #expect(progress?["kept"] as? Int == 3)
    #expect(progress?["failed"] as? Int == 2)
    let ends = events.filter { $0["type"] as? String == "parallel.end" }
    #expect(ends.first?["outcome"] as? String == "8 of 8, 2 failed, 3 from an earlier run")
    let steps = events.last?["steps"] as? [String: Any]
    #expect(steps?["kept"] as? Int == 3)
    let log = try folder.text("l")
    #expect(log.contains("items: 8 of 8, 2 failed, 3 from an earlier run after"), "\(log)")
    #expect(log.contains("items: 2 × ") && log.contains("failures  2 × "), "\(log)")
  }

  // MARK: - Places and kinds of values

  @Test func `what is kept belongs to a script and a place`() throws {
    let script = """
      import "std/batch" as batch
      if http.isRehearsal() { expoze.login() }
      let _written = file.write("out.txt", "a")
      print(batch.run(["a", "b"], x => x, key: x => x).map(r => r.outcome))

      """
    try folder.write(script, to: "s.imgflow")
    try folder.write(script + "print(1)\n", to: "other.imgflow")
    let done = "[\"done\", \"done\"]\n"
    let kept = "[\"kept\", \"kept\"]\n"
    // Each sandbox of a run's own ends with the run, so nothing of it is kept.
    let runs = try run(
      """
      start_sandbox
      imgflow -q --sandbox s.imgflow; imgflow -q --sandbox s.imgflow
      imgflow -q --sandbox-url $URL s.imgflow; imgflow -q --sandbox-url $URL s.imgflow
      imgflow -q s.imgflow; imgflow -q s.imgflow
      imgflow -q --fresh s.imgflow; imgflow -q s.imgflow
      imgflow -q other.imgflow
      """)
    #expect(
      runs.output == done + done + done + kept + done + kept + done + kept + done + "1\n",
      "\(runs.errors)")
    let places = try run("imgflow once --json").output.matches(of: /"place": "([a-z ]+)/).map(\.1)
    #expect(Set(places) == ["sandbox at http", "profile default"])
  }

  @Test func `values keep their types`() throws {
    try folder.write(
      """
      import "std/batch" as batch
      let values = [
        null, true, 7, -1, 10000000000000000000000000000000000000000, 2.5, 1.0, -0.0, 1e300, "", "a", "$5", "$time 5", "é\\n", 0s, 90m, -5ms,
        time("2026-11-23T09:05:07.250Z"), 1..<5, 1...1, "abc".bytes(), [], {}, {"$": 1, "$a": "$b"},
        [time("2026-01-01"), {at: 5s, parts: ["x".bytes(), [null, 1...2]]}], error("odd", "message", {after: 5s}),
      ]
      let results = batch.run(range(values.length).toList(), i => values[i], key: i => i)
      for r in results { print(r.ok, type(r.value), r.value) }
      print(results.map(r => r.outcome).unique())
      print(results.map(r => r.value) == values)

      """, to: "s.imgflow")
    let first = try run("imgflow s.imgflow")
    let second = try run("imgflow s.imgflow")
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.hasSuffix("[\"done\"]\ntrue\n"), "\(first.output)")
    #expect(second.output == first.output.replacing("[\"done\"]", with: "[\"kept\"]"))
  }

  @Test func `resources of a vendor stay resources`() throws {
    let image = try Data(contentsOf: Repository.fixture("images/banner.jpg"))
    try image.write(to: folder.url.appending(path: "banner.jpg"))
    try folder.write(
      """
      import "std/batch" as batch
      use expoze
      let [result] = batch.run(["banner.jpg"], path => createJob(upload(path).mediaId), key: path => file.sha256(path))
      print(result.outcome, waitFor(result.value).status, result.value is expoze.Job)

      """, to: "s.imgflow")
    let runs = try run(
      "start_sandbox; for n in 1 2; do imgflow -q --sandbox-url $URL s.imgflow || exit 1; done")
    #expect(runs.output == "done done true\nkept done true\n", "\(runs.errors)")
  }
}
