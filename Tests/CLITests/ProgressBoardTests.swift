import ImgFlowReports
import Testing

@Suite struct ProgressBoardTests {
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

  @Test func `shows nothing that would steer the terminal`() {
    var board = ProgressBoard()
    let entry = board.begin("job \u{1B}[2J", at: 0)
    board.update(entry, fraction: nil, detail: "a\nb\u{9B}c")
    #expect(
      board.liveLines(at: 300, width: 80, height: 5) == ["⠸ job ␛[2J  a␊b\u{FFFD}c  300 ms"])
  }
}
