import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

/// A thousand things are made while the sandbox loses answers, cuts connections and fails, through the
/// ways that the manual shows: its record has each of them once, or not at all where an error says so.
@Suite struct ChaosTests {
  /// Ways to make something for each of `names` with `make`; each gives `{ok, error}` in order.
  private static let ways = [
    "batch.run(names, make, times: 4, every: 1ms)",
    "batch.run(names, n => retry(times: 3, every: 1ms) { timeout(1h) { make(n) } }, on: e => true)",
    "parallel(limit: 16, onError: \"collect\") for n in names { retry(times: 3, every: 1ms, on: e => e.retryable) { make(n) } }",
    "batch.again(batch.run(names, make), make, {times: 3, every: 1ms})",
    "batch.run(names, n => waitFor(() => make(n), until: made => true, every: 1ms), limit: 16)",
  ]

  /// What is made, and the names of all that there are.
  private static let makers = [
    ("expoze", 200, "n => expoze.createSpace(n)", "expoze.listSpaces().map(s => s.name)"),
    (
      "deepopinion", 10, "n => deepopinion.createProject(n, \"CLASSLABEL\")",
      "deepopinion.listProjects().map(p => p.name)"
    ),
  ]

  @Test(arguments: makers.indices)
  func nothingIsMadeTwice(_ index: Int) async throws {
    let (vendor, count, maker, listing) = Self.makers[index]
    let ways = Self.ways.map { "names => \($0)" }.joined(separator: ",\n")
    let script = """
      import "std/batch" as batch
      param server: string
      let make = \(maker)
      let ways = [\(ways)]
      fn chaos(text) => http.post("\\(server)/_sandbox/faults", json: {chaos: text})
      let _before = \(listing)
      chaos("seed=\(index + 7),lost-response=30%,reset=5%,error=5%")
      let ends = range(ways.length).flatMap(i => {
        let names = range(\(count)).map(n => "\(vendor)-\\(i)-\\(n)").toList()
        names.zip(ways[i](names)).map(([name, end]) => {name: name, error: end?.error, isMade: end?.error == null})
      })
      chaos(null)
      let there = (\(listing)).countBy(name => name)
      ends.map(end => {
        let count = there?[end.name] ?? 0
        let known = end.error == null || end.error?.outcome == null
        if count > 1 || known && count != (if end.isMade { 1 } else { 0 }) { "\\(end.name): \\(count), \\(end.error)" } else if end.isMade { "made" } else { "unknown" }
      })
      """
    let value = try await TestSandbox.with {
      // A held clock says that everything was made before it was asked for.
      $0.timeScale = 1
    } _: { sandbox in
      await OperationScript.run(
        script, .sandbox(at: sandbox.url), parameters: ["server": .string(sandbox.url)])
    }
    let ends = value.asItems?.compactMap(\.asString) ?? []
    #expect(ends.count == 5 * count)
    #expect(ends.filter { $0 != "made" && $0 != "unknown" } == [])
    #expect(ends.contains("made"))
  }
}
