import Foundation
import TestSupport
import Testing

/// Every limit and every signal stops any tree of tasks, and deferred code runs.
@Suite(.blocking) struct LimitTests {
  struct Stop: Sendable, CustomTestStringConvertible {
    let flags: String
    /// How the tree is started.
    var call = "rec(0)"
    /// What the innermost bodies do for ever.
    var work = "sleep(1ms)"
    /// A signal that is sent once they do.
    var signal: String?
    let status: Int32
    var message: String?

    var testDescription: String { flags + call + (signal ?? "") }
  }

  private static let stops = [
    Stop(flags: "--timeout 2s", status: 6, message: "error[timeout]"),
    Stop(flags: "--max-steps 3000", status: 1, message: "more than 3000 steps"),
    Stop(flags: "--max-depth 9", status: 1, message: "calls are nested deeper than 9"),
    Stop(
      flags: "--max-memory 250MB", work: "kept.push(\"x\".repeat(100000))", status: 1,
      message: "uses more memory than 250MB"),
    Stop(
      flags: "", call: "timeout(2s) { rec(0) }", status: 6, message: "longer than 2s"),
    Stop(flags: "", signal: "INT", status: 130),
    Stop(flags: "", signal: "TERM", status: 143),
  ]

  @Test(.timeLimit(.minutes(5)), arguments: stops) func stopsTrees(_ stop: Stop) throws {
    let folder = try TemporaryFolder()
    let script = """
      fn rec(n) {
        defer { if n == 0 { print("deferred") } }
        if n == 6 {
          if !file.exists("started") { file.write("started", "") }
          var kept = []
          while true { \(stop.work) }
          print(kept)
        }
        parallel for i in [1, 2] { rec(n + 1) }
      }
      \(stop.call)
      """
    try script.write(
      to: folder.url.appendingPathComponent("tree.imgflow"), atomically: true, encoding: .utf8)
    let run = "imgflow --no-journal \(stop.flags) tree.imgflow"
    let command =
      stop.signal.map { signal in
        """
        \(run) & pid=$!
        until [ -e started ]; do sleep 0.05; done
        kill -\(signal) $pid; wait $pid
        """
      } ?? run
    let result = try Shell.run(command, in: folder.url)
    #expect(result.status == stop.status)
    #expect(result.output == "deferred\n")
    if let message = stop.message { #expect(result.errors.contains(message)) }
  }

  /// A wait as long as a duration can be ends with its deadline.
  @Test func longestWait() throws {
    let folder = try TemporaryFolder()
    let wait = "sleep(duration(ms: 9223372036854775807))"
    let result = try Shell.run("imgflow --timeout 100ms -e '\(wait)'", in: folder.url)
    #expect(result.status == 6)
    #expect(result.errors.contains("error[timeout]"))
  }

  // MARK: - Large sources

  /// What machines write: each took minutes when some part of it took time that grew with the square.
  private static let sources: [(String, String, String)] = [
    ("keys", "print({" + list(50_000) { "k\($0): \($0)" } + "}.keys().length)", "50000\n"),
    (
      "arms",
      "fn f(x) { match x {\n" + (0..<20_000).map { "\($0) => \($0)\n" }.joined()
        + "_ => 0 } }\nprint(f(19999))", "19999\n"
    ),
    (
      "alternatives", "print(match 5 { " + list(20_000, " | ") { "\($0)" } + " => 1, _ => 2 })",
      "1\n"
    ),
    (
      "captures",
      "fn g() {\n" + (0..<5_000).map { "let v\($0) = \($0)\n" }.joined()
        + "let h = () => [" + list(5_000) { "v\($0)" } + "].length\nh() }\nprint(g())", "5000\n"
    ),
    (
      "arguments",
      "fn f(" + list(2_000) { "p\($0) = 1" } + ") { p1999 }\nprint(f("
        + list(2_000) { "p\($0): \($0)" } + "))", "1999\n"
    ),
    (
      "statements", "var a = 0\n" + (0..<20_000).map { _ in "a = a + 1\n" }.joined() + "print(a)",
      "20000\n"
    ),
  ]

  private static func list(
    _ count: Int, _ separator: String = ", ", _ item: (Int) -> String
  ) -> String {
    (0..<count).map(item).joined(separator: separator)
  }

  @Test(.timeLimit(.minutes(2)), arguments: sources.map(\.0))
  func largeSources(_ name: String) throws {
    let (_, source, output) = try #require(Self.sources.first { $0.0 == name })
    let folder = try TemporaryFolder()
    try source.write(
      to: folder.url.appendingPathComponent("large.imgflow"), atomically: true, encoding: .utf8)
    let result = try Shell.run("imgflow large.imgflow", in: folder.url)
    #expect(result.output == output)
    #expect(result.status == 0, "\(result.errors.prefix(500))")
  }

  /// A number that no int can be is refused before any work on it.
  @Test(.timeLimit(.minutes(2))) func millionDigits() throws {
    let folder = try TemporaryFolder()
    try "print(\(String(repeating: "7", count: 1_000_000)))".write(
      to: folder.url.appendingPathComponent("large.imgflow"), atomically: true, encoding: .utf8)
    let result = try Shell.run("imgflow large.imgflow", in: folder.url)
    #expect(result.status == 3)
    #expect(result.errors.contains("an int has at most 78,913 digits, and this one has 1000000"))
  }
}
