import Foundation
import ImgFlow
import ImgFlowSyntax
import TestSupport
import Testing

/// The exit statuses that the documents name, as the built programs give them.
@Suite(.blocking) struct ExitStatusTests {
  /// A command and how it ends.
  struct Case: Sendable, CustomTestStringConvertible {
    let status: Int32
    let command: String
    var testDescription: String { "\(status): \(command)" }

    init(_ status: Int32, _ command: String) { (self.status, self.command) = (status, command) }
  }

  /// What `docs/language.md` says about runs.
  private static let runs = [
    Case(0, "imgflow -e '1 + 1'"), Case(0, "imgflow good.imgflow --n 2"),
    Case(0, "imgflow --help"), Case(0, "imgflow --version"),
    Case(1, "imgflow -e 'throw \"oops\"'"), Case(1, "imgflow -e 'assert 1 == 2'"),
    Case(2, "imgflow good.imgflow"), Case(2, "imgflow good.imgflow --n x"),
    Case(2, "imgflow good.imgflow --n 1 --nothing"), Case(2, "imgflow nowhere.imgflow"),
    Case(3, "imgflow -e 'print(nothing)'"), Case(3, "imgflow -e 'let'"),
    Case(4, "imgflow -e 'throw error(\"auth\", \"no\")'"),
    Case(5, "imgflow -e 'http.get(\"http://127.0.0.1:1/\")' --timeout 100s"),
    Case(6, "imgflow -e 'timeout(20ms) { sleep(1h) }'"),
    Case(6, "imgflow --timeout 20ms -e 'sleep(1h)'"),
    Case(129, "timeout --preserve-status -s HUP 2 imgflow -e 'sleep(1h)'"),
    Case(130, "timeout --preserve-status -s INT 2 imgflow -e 'sleep(1h)'"),
    Case(143, "timeout --preserve-status -s TERM 2 imgflow -e 'sleep(1h)'"),
    Case(7, "imgflow stops.imgflow"),
    Case(
      75,
      "(imgflow --exclusive waits.imgflow & sleep 1; imgflow --exclusive waits.imgflow; "
        + "status=$?; kill $!; exit $status)"),
    Case(9, "imgflow -e 'exit(9)'"), Case(0, "imgflow -e 'exit(0)'"),
    Case(255, "imgflow -e 'exit(255)'"),
  ]

  /// What the other commands say about themselves.
  private static let others = [
    Case(0, "imgflow check good.imgflow"), Case(3, "imgflow check bad.imgflow"),
    Case(2, "imgflow check nowhere.imgflow"),
    Case(0, "imgflow test passes.imgflow"), Case(1, "imgflow test fails.imgflow"),
    Case(2, "imgflow test good.imgflow"), Case(3, "imgflow test broken.imgflow"),
    Case(0, "echo 1 | imgflow repl"), Case(1, "echo 'throw 1' | imgflow repl"),
    Case(0, "imgflow doc expoze"), Case(2, "imgflow doc nothing"),
    Case(0, "imgflow explain E0101"), Case(2, "imgflow nothing"),
    Case(0, "imgflow sandbox --help"), Case(2, "imgflow sandbox --port x"),
    Case(1, "imgflow sandbox --db ."),
    Case(0, "imgflow-sandbox --help"), Case(2, "imgflow-sandbox --port x"),
    Case(1, "imgflow-sandbox --db ."),
    Case(0, "start_sandbox; kill -TERM $sandbox; wait $sandbox"),
    Case(0, "start_sandbox; kill -INT $sandbox; wait $sandbox"),
  ]

  private static let files = [
    "good.imgflow": "param n: int\nprint(n)\n", "bad.imgflow": "print(nothing)\n",
    "stops.imgflow": "file.write(\"a.txt\", \"1\")\nhttp.get(\"http://127.0.0.1:1/\")\n",
    "waits.imgflow": "sleep(1h)\n", "passes.imgflow": "test \"one\" { assert 1 == 1 }\n",
    "broken.imgflow": "test \"one\" { print(nothing) }\n",
    "fails.imgflow": "test \"one\" { assert 1 == 2 }\n",
  ]

  @Test(arguments: runs + others) func `is as documented`(_ example: Case) throws {
    let folder = try TemporaryFolder()
    for (name, text) in Self.files { try folder.write(text, to: name) }
    let run = try Shell.run(example.command, in: folder.url)
    #expect(run.status == example.status, "\(run.output)\(run.errors)")
  }

  @Test func `every status that the manual names has a case, and no other`() throws {
    let page = try String(
      contentsOf: Repository.root.appending(path: "docs/language.md"), encoding: .utf8)
    let table = try #require(
      page.components(separatedBy: "The exit status tells how it ended:").last)
    let rows = table.split(separator: "\n").prefix { $0.hasPrefix("|") }
    let named = rows.flatMap { row in
      row.split(separator: "|")[0].split(separator: ",")
        .compactMap { Int32($0.trimmingCharacters(in: .whitespaces)) }
    }
    // A defect has no command that causes it; `exit` may give any other.
    let defect = Outcome.unable(CocoaError(.featureUnsupported)).exitStatus
    let others: Set<Int32> = [9, 255]
    #expect(Set(named) == Set(Self.runs.map(\.status)).subtracting(others).union([defect]))
    #expect(Set(named) == Set(ExitStatus.meanings.map(\.status)).union([129, 143]))
  }

  @Test func `every kind of error ends with the status of its row`() throws {
    let page = try String(
      contentsOf: Repository.root.appending(path: "docs/errors.md"), encoding: .utf8)
    let rows = page.matches(of: /(?m)^\| `([a-z]+)` \|.*\| (\d+) \|$/)
    #expect(rows.count > 12)
    let folder = try TemporaryFolder()
    for row in rows {
      let script = "throw error(\"\(row.1)\", \"it failed\")"
      let run = try Shell.run("imgflow -q -e '\(script)'", in: folder.url)
      #expect(run.status == Int32(row.2), "\(row.1): \(run.errors)")
    }
  }
}
