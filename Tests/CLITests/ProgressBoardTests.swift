import ImgFlowReports
import ImgFlowRuntime
import TestSupport
import Testing

@Suite(.blocking) struct ProgressBoardTests {
  @Test func `tells nothing of what is over soon but its end`() {
    var board = ProgressBoard()
    let job = board.begin("expoze job 1", at: 0)
    #expect(board.linesDue(at: 299) == [])
    #expect(board.liveLines(at: 299, width: 80, height: 10) == [])
    #expect(board.end(job, outcome: "done", at: 299) == "expoze job 1: done after 299 ms")
    #expect(board.isEmpty)
    #expect(board.end(job, outcome: "done", at: 300) == nil)
  }

  @Test func `tells in a log that something starts, goes on and ends`() {
    var board = ProgressBoard()
    let job = board.begin("expoze job 1", at: 0)
    #expect(board.linesDue(at: 300) == ["expoze job 1: started"])
    board.update(job, fraction: 0.456, detail: "processing")
    #expect(board.linesDue(at: 30_000) == [])
    #expect(board.linesDue(at: 30_300) == ["expoze job 1: processing, 45 %, 30 s so far"])
    #expect(board.linesDue(at: 60_299) == [])
    #expect(board.linesDue(at: 90_000) == ["expoze job 1: processing, 45 %, 1m30s so far"])
    #expect(board.end(job, outcome: "job", at: 95_400) == "expoze job 1: job after 1m35s")
  }

  @Test func `shows a line for each entry on a terminal, in the order in which they began`() {
    var board = ProgressBoard()
    _ = board.begin("upload", at: 0)
    let job = board.begin("expoze job 1", at: 0)
    board.update(job, fraction: 0.5, detail: "processing")
    #expect(
      board.liveLines(at: 1_000, width: 80, height: 10) == [
        "⠋ upload        under way  1.0 s",
        "⠋ expoze job 1  ━━━━━━━━━━──────────  processing, 50 %  1.0 s",
      ])
  }

  @Test func `never takes more lines or columns than it is given`() {
    var board = ProgressBoard()
    for number in 1...20 {
      let entry = board.begin("a rather long name of a job \(number)", at: 0)
      board.update(entry, fraction: 2, detail: "a word and many more words")
    }
    let lines = board.liveLines(at: 5_000, width: 40, height: 5)
    #expect(lines.count == 5)
    #expect(lines.last == "  and 16 more")
    #expect(lines.allSatisfy { $0.count <= 40 })
  }

  @Test func `tells at once that a stage starts, and what failed in a whole`() {
    var board = ProgressBoard()
    let stage = board.begin("score", at: 0, isStage: true)
    let announced = [board.announce(stage, at: 0), board.announce(stage, at: 1)]
    #expect(announced == ["score: started", nil])
    #expect(board.linesDue(at: 300) == [])
    let whole = board.begin("images", at: 0, isFirst: true)
    board.update(
      whole, fraction: 0.5, detail: "7 of 14", notes: ["2 × a", "1 × b", "1 × c", "1 × d"])
    #expect(
      board.liveLines(at: 1_000, width: 39, height: 12) == [
        "⠋ images  ━━━━━━───────  7 of 14  1.0 s",
        "    2 × a", "    1 × b", "    and 2 other reasons",
        "⠋ score   under way  1.0 s",
      ])
    #expect(
      board.end(whole, outcome: "14 of 14", at: 2_000)
        == "images: 14 of 14 after 2.0 s\nimages: 2 × a\nimages: 1 × b\nimages: and 2 other reasons"
    )
  }

  /// At any width: words are whole, and the count and the estimate are there as long as there is room for them.
  @Test(arguments: 30...125, ["images", "file.glob(\"creatives/*.jpg\")"])
  func `a line that is too long loses whole parts`(_ width: Int, _ label: String) throws {
    var items = ItemProgress(total: 300)
    (items.done, items.taken, items.kept) = (40, 3, 20)
    for _ in 0..<3 { _ = items.fail("no") }
    items.estimate(after: 60_000)
    var board = ProgressBoard()
    let whole = board.begin(label, at: 0, isFirst: true)
    board.update(
      whole, fraction: items.fraction, detail: items.summary, shorter: items.shorterSummaries)
    let line = try #require(board.liveLines(at: 60_000, width: width, height: 5).first)
    #expect(line.count <= width)
    let parts = [
      "43 of 300", "3 failed", "3 from the journal", "20 from an earlier run",
      "about 13 min left",
    ]
    let rest = parts.reduce(line) { $0.replacing($1, with: "") }
    // What is left is the label, the bar, and perhaps the time since the start.
    #expect(
      rest.split(separator: /\ \ +/).dropFirst().allSatisfy {
        $0.allSatisfy { ", ━─".contains($0) } || $0 == "1m0s" || $0 == "1m"
      }, "\(line)")
    if width >= 39 { #expect(line.contains("43 of 300, ") && line.contains(parts[4]), "\(line)") }
    if width >= 120 { #expect(parts.allSatisfy(line.contains), "\(line)") }
  }

  @Test func `reasons that differ only in the name of the item are one`() {
    var items = ItemProgress(total: 9)
    let names = ["a.jpg", "x/b.jpg", "7"]
    for name in names { _ = items.fail("cannot read \(name): gone", names: [name]) }
    _ = items.fail("status 404", names: ["4"])
    _ = items.fail("status 505", names: ["5"])
    _ = items.fail("cannot read b.jpg: gone", names: ItemNames.of(.string("x/b.jpg")))
    #expect(
      items.reasons.map { "\($0.count) × \($0.text)" } == [
        "4 × cannot read …: gone", "1 × status 404", "1 × status 505",
      ])
    var one = ItemProgress(total: 2)
    _ = one.fail("cannot read a.jpg", names: ["a.jpg"])
    #expect(one.reasons.map(\.text) == ["cannot read a.jpg"])
    #expect(ItemNames.of(arguments: #"path: "x/a.jpg", to: 5"#) == ["x/a.jpg", "a.jpg"])
  }

  @Test func `items are counted, and the rest is estimated from those that took time`() {
    var items = ItemProgress(total: 30)
    items.done = 4
    items.taken = 2
    let areNews = [items.fail("no\nmore"), items.fail("no")]
    #expect(areNews == [true, false])
    items.estimate(after: 20_000)
    #expect(items.summary == "6 of 30, 2 failed, 2 from the journal, about 2 min left")
    items.kept = 1
    items.estimate(after: 20_000)
    #expect(
      items.summary
        == "6 of 30, 2 failed, 2 from the journal, 1 from an earlier run, about 3 min left")
    items.kept = 0
    #expect(items.reasons.map(\.text) == ["no"])
    #expect(items.reasons.map(\.count) == [2])
    items.done = 28
    items.estimate(after: 60_000)
    #expect(items.summary == "30 of 30, 2 failed, 2 from the journal")
    var unknown = ItemProgress(total: nil)
    unknown.done = 5
    unknown.estimate(after: 1_000)
    #expect(unknown.summary == "5")
  }

  @Test func `shows nothing that would steer the terminal`() {
    var board = ProgressBoard()
    let entry = board.begin("job \u{1B}[2J", at: 0)
    board.update(entry, fraction: nil, detail: "a\nb\u{9B}c")
    #expect(
      board.liveLines(at: 300, width: 80, height: 5) == ["⠸ job ␛[2J  a␊b\u{FFFD}c  300 ms"])
  }
}
