import Foundation
import TestSupport
import Testing

/// `imgflow once`: what it lists, what it forgets, and what it says when it cannot.
@Suite(.blocking) struct OnceCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["a", "b"] {
      try folder.write(
        """
        param token: secret from env "TOKEN" = ""
        let _written = file.write("out.txt", "a")
        for key in ["one", "two", "twofold", {n: 1}, "\(name)"] { once(key, keep: 30d) { "value of \\(key)" } }
        once(["token", token]) { 1 }
        once("soon", keep: 0s) { 1 }
        once("list") { {at: time("2026-11-23T09:05:07.250Z"), took: 5s, long: "x".repeat(500)} }

        """, to: "\(name).imgflow")
    }
  }

  /// Runs a command; all that are run have the same state.
  private func run(_ command: String) throws -> Shell.Result {
    try Shell.run("export XDG_STATE_HOME=$PWD/state; " + command, in: folder.url)
  }

  private func fill() throws {
    let run = try run("TOKEN=s3cret-word imgflow a.imgflow && TOKEN=s3cret-word imgflow b.imgflow")
    #expect(run.status == 0, "\(run.errors)")
  }

  /// The keys that are listed.
  private func keys(_ flags: String = "") throws -> [String] {
    let listed = try run("imgflow once --json \(flags)")
    #expect(listed.status == 0, "\(listed.errors)")
    let entries = try JSONSerialization.jsonObject(with: Data(listed.output.utf8))
    return (entries as? [[String: Any]] ?? []).compactMap { $0["key"] as? String }
  }

  @Test func `it lists what is kept, without secrets`() throws {
    #expect(try run("imgflow once").output == "nothing is kept\n")
    #expect(try run("imgflow once --json").output == "[]\n")
    try fill()
    let table = try run("imgflow once list --script a.imgflow")
    let lines = table.output.split(separator: "\n")
    #expect(lines.count == 9, "\(table.output)")
    #expect(lines[0].hasPrefix("id        key "))
    #expect(table.output.contains("  \"value of one\"  "))
    #expect(table.output.contains("profile default  <folder>/a.imgflow"))
    #expect(lines.allSatisfy { $0.count < 250 })
    let json = try run("imgflow once --json --script ./a.imgflow").output
    #expect(json.contains("\"took\": \"PT5S\""), "\(json)")
    for text in [table.output, json] { #expect(!text.contains("s3cret-word")) }
    #expect(try keys().count == 14)
    #expect(try keys("--script none.imgflow") == [])
    #expect(
      try run("imgflow once --script none.imgflow").output == "nothing is kept for none.imgflow\n")
  }

  @Test(arguments: [
    ("one --script a.imgflow", 1), ("'\"one\"' --script a.imgflow", 1),
    ("on --script a.imgflow", 1),
    ("two --script a.imgflow", 1), ("'{\"n\"' --script b.imgflow", 1), ("a", 1),
    ("one two --script a.imgflow", 2), ("--script b.imgflow", 7), ("ID", 1),
  ])
  func `it forgets by key, by beginning, by ID, and all of a script`(
    _ words: String, _ count: Int
  ) throws {
    try fill()
    let id = try run("imgflow once | grep fold | head -1 | cut -d ' ' -f 1").output
    let words = words.replacing("ID", with: String(id.prefix(5)))
    let run = try run("imgflow once forget \(words)")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors == "\(count) key\(count == 1 ? "" : "s") forgotten\n")
    #expect(try keys().count == 14 - count)
  }

  @Test(arguments: [
    ("forget", "no key to forget"), ("forget none", "nothing is kept for the key `none`"),
    ("forget ''", "nothing is kept for the key ``"),
    ("forget one", "several keys are meant by `one`:\n"),
    ("forget tw --script a.imgflow", "several keys are meant by `tw`:\n"),
    ("forget one none --script a.imgflow", "nothing is kept for the key `none` for a.imgflow"),
    ("forget --script none.imgflow", "nothing is kept for none.imgflow"),
    ("one", "`imgflow once` takes `list` or `forget`, not `one`"),
    ("list one", "`imgflow once list` takes no keys"),
    ("--scrpt a.imgflow", "unknown flag `--scrpt`"),
  ])
  func `a mistake is said with what to do, and forgets nothing`(
    _ words: String, _ message: String
  ) throws {
    try fill()
    let run = try run("imgflow once \(words)")
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("error: \(message)"), "\(run.errors)")
    #expect(run.errors.contains("\n  help: "), "\(run.errors)")
    #expect(try keys().count == 14)
  }

  @Test func `what is being done right now cannot be forgotten`() throws {
    try folder.write(
      """
      file.write("out.txt", "a")
      once("slow") {
        file.write("started", "")
        while !file.exists("go") { sleep(10ms) }
        1
      }

      """, to: "slow.imgflow")
    let run = try run(
      """
      imgflow slow.imgflow &
      until [ -e started ]; do sleep 0.02; done
      imgflow once; imgflow once forget slow; echo "exit $?"
      touch go; wait $!
      imgflow once forget slow; echo "exit $?"
      """)
    #expect(run.output.contains("being found by process "), "\(run.output)")
    #expect(run.output.hasSuffix("exit 2\nexit 0\n"), "\(run.output)")
    #expect(run.errors.contains("the work for \"slow\" is being done right now by process "))
    #expect(run.errors.contains("help: wait for its end, or stop that process"))
  }

  @Test(arguments: [
    ("mkdir state/imgflow/once.sqlite", "cannot be used"),
    ("echo garbage of some length > state/imgflow/once.sqlite", "cannot be used"),
    ("echo a > file; ln -s ../../file state/imgflow/once.sqlite", "it is a link"),
  ])
  func `a file that is none is said, by the command and by scripts`(
    _ damage: String, _ reason: String
  ) throws {
    let prepared = "mkdir -p state/imgflow; \(damage); "
    let listed = try run(prepared + "imgflow once")
    #expect(listed.status != 0)
    #expect(listed.errors.contains(reason) && listed.errors.contains("help: "), "\(listed.errors)")
    let script = try run(prepared + "imgflow a.imgflow")
    #expect(script.status != 0)
    #expect(script.errors.contains("error[io]: ") && script.errors.contains(reason))
    #expect(!script.errors.contains("bug"), "\(script.errors)")
  }
}
