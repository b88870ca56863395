import TestSupport
import Testing

/// The scripts that read reviews, in the sandbox, with the sample data that ships.
@Suite(.blocking)
struct ReviewScriptTests {
  @Test func `a model is checked with sentences that it has not seen`() throws {
    let run = try ScriptRun("review-check")
    let rows = try run.text("confusion.csv").split(separator: "\r\n").map {
      $0.split(separator: ",").map(String.init)
    }
    #expect(rows[0] == ["topic", "Food", "Location", "Price", "Room", "Staff", "none", "source"])
    #expect(rows.count == 6)
    let counts = rows.dropFirst().map { $0.dropFirst().compactMap { Int($0) } }
    #expect(counts.joined().reduce(0, +) == 50)
    // Most are on the diagonal.
    let hits = counts.enumerated().map { $1[$0] }.reduce(0, +)
    #expect(hits > 30, "\(rows)")
    #expect(run.output.contains("\(hits) of 50 sentences are about what the model thought"))
  }

  @Test func `the themes are those that most reviews complain about`() throws {
    let run = try ScriptRun("dissatisfaction", ["--top", "2"])
    let rows = try run.text("themes.csv").split(separator: "\r\n").map {
      $0.split(separator: ",").map(String.init)
    }
    #expect(rows[0] == ["theme", "reviews", "share", "sentences", "source"])
    let counts = rows.dropFirst().compactMap { Int($0[1]) }
    #expect(counts.count == 5 && counts == counts.sorted(by: >))
    // What the reviews were written to complain about.
    #expect(Set(rows[1...3].map { $0[0] }) == ["Price", "Room", "Staff"])
    let named = run.output.split(separator: "\n").filter { $0.contains(" of 72 reviews complain") }
    #expect(named.count == 2 && named[0].hasPrefix(rows[1][0]))
  }

  @Test func `a model that is not there is an error, not a new one`() {
    #expect(throws: ProgramRun.Failure.self) { try ScriptRun("dissatisfaction", ["--model", "5"]) }
  }
}
