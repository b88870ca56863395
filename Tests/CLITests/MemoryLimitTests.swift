import Foundation
import TestSupport
import Testing

/// `--max-memory` holds before memory is taken, whatever a script builds.
@Suite(.blocking) struct MemoryLimitTests {
  /// Statements that build more and more, after the lists and texts of the prelude.
  private static let growing = [
    "var x = a; while true { x = [...x, ...x] }",
    "var x = a; while true { x = x + x }",
    "var x = a; while true { x += x }",
    "fn f(...r) { r }; var x = []; while true { x.push(f(...a, ...a)) }",
    "var x = []; while true { x.push(a.chunks(2)); x.push(a.chunks(1000)) }",
    "var x = []; while true { x.push(s.characters()); x.push(u.characters()) }",
    "var x = []; while true { x.push(a.reverse()); x.push(a[1...]); x.push(a.take(99999)) }",
    "var x = []; while true { x.push(s.slice(1)); x.push(u.slice(1)); x.push(b.slice(1)) }",
    "var x = s; while true { x = x + x }",
    "var x = s; while true { x += \"\\(x)\" }",
    "var x = s; while true { x = \"\\(x)\\(x)\" }",
    "var x = []; while true { x.push(a.map(i => \"number \\(i)\").join(\",\")) }",
    "var x = []; while true { x.push(s.split(\"j\")); x.push(s.matchAll(\"j\")) }",
    "let t = json.stringify(a.map(i => {a: i})); var x = []; while true { x.push(json.parse(t)) }",
    "var y = [1]; for _ in 0..<40 { y = [y, y] }; print(json.stringify(y).length)",
    "var y = [1]; for _ in 0..<40 { y = [y, y] }; print(\"\\(y)\".length)",
    "var x = []; while true { x.push(b.base64()); x.push(b.hex()); x.push(url.encode(u)) }",
    "var x = []; while true { x.push(\"a\".pad(9000000)); x.push(s.upper()); x.push(s.bytes()) }",
    "var x = s; while true { x = x.replace(\"a\", \"aaaaaaaaaaaaaaaaaaa\") }",
    "var x = s; while true { x = x.replaceMatches(\"a\", \"aaaaaaaaaaaaaaaaaaa\") }",
    "var x = []; while true { x.push((0..<300000).toList()); x.push(range(0, 900000, 3)) }",
    "var x = []; while true { x.push(a.flatMap(i => [i, i])); x.push(a.zip(a)) }",
    "var x = []; while true { x.push(a.sort()); x.push(a.sortBy(i => -i)); x.push(a.unique()) }",
    "var x = []; while true { x.push(a.groupBy(i => \"k\\(i)\")); x.push(a.filter(i => true)) }",
    "var x = []; while true { x.push({...o, z: 1}); x.push(o.merge({z: 1})); x.push(o.entries()) }",
    "var x = []; while true { x.push(big * 3) }",
    "var x = [a]; while true { var y = x; y.push(a.map(i => i + 1)); x = y }",
    "fn f(l: [float]) { l }; var x = []; while true { x.push(f(a)) }",
    "parallel for i in 0..<10000 { a.map(i => i) }",
    "fn f(n) { let l = a.map(i => i); f(n + 1); l }; f(0)",
  ]

  /// The first text takes most of what there may be, so that the rest is soon full.
  private static let filler = "let filler = \"x\".repeat(35000000)\n"

  /// What the statements build from. A script has what it names, because making all takes long.
  private static let parts: KeyValuePairs<String, String> = [
    "a": "(0..<100000).toList()",
    "s": "\"abcdefghij\".repeat(100000)",
    "u": "\"äöü\".repeat(100000)",
    "o": "(0..<20000).map(i => [\"k\\(i)\", i]).toObject()",
    "b": "\"abcdefghij\".repeat(100000).bytes()",
    "big": "math.pow(3, 100000)",
  ]

  private static func script(_ statements: String) -> String {
    let words = Set(statements.split { !$0.isLetter })
    return filler
      + parts.filter { words.contains($0.key[...]) }.map { "let \($0.key) = \($0.value)\n" }
      .joined()
      + statements
  }

  /// Runs a command and prints the most memory that it held, in megabytes.
  private static let peak = """
    import os, sys
    pid = os.fork()
    if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])
    _, status, usage = os.wait4(pid, 0)
    print(usage.ru_maxrss // 1000)
    sys.exit(os.waitstatus_to_exitcode(status))
    """

  private static let limit = 100

  @Test(.timeLimit(.minutes(5)), arguments: growing) func holds(_ statements: String) throws {
    let folder = try TemporaryFolder()
    for (name, text) in [("grow.imgflow", Self.script(statements)), ("peak.py", Self.peak)] {
      try text.write(
        to: folder.url.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    let result = try Shell.run(
      "python3 peak.py imgflow --max-memory \(Self.limit)MB grow.imgflow", in: folder.url)
    #expect(result.status == 1)
    #expect(
      result.errors.contains("error[limit]: the script uses more memory than \(Self.limit)MB"))
    let megabytes = try #require(Int(result.output.split(separator: "\n").last ?? ""))
    #expect(megabytes < Self.limit * 6 / 5 + 64)
  }

  /// Memory that has been let go does not count.
  @Test func memoryThatIsFreeAgain() throws {
    let folder = try TemporaryFolder()
    let script = "for i in 0..<20 { print(\"abcdefghij\".repeat(3000000).length) }"
    let result = try Shell.run("imgflow --max-memory 100MB -e '\(script)'", in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
  }
}
