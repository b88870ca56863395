import ImgFlowRuntime
import ImgFlowVendors

/// `:time waitFor(job)`.
struct TimeCommand: Command {
  let name = "time"
  let arguments = "STATEMENT"
  let summary = "evaluate something and show how long it and its requests took"
  let argument = CommandArgument.expression

  func run(_ text: String, in repl: REPL) throws {
    guard !text.isEmpty else { throw CommandError("`:time` needs a statement to evaluate") }
    let before = repl.host.exchanges?.totals
    let start = ContinuousClock.now
    repl.show(repl.evaluate(text))
    let elapsed = Duration.milliseconds(start.duration(to: .now))
    let after = repl.host.exchanges?.totals
    repl.write(repl.dim(Self.text(elapsed, before, after)) + "\n")
  }

  private static func text(
    _ elapsed: Int, _ before: ExchangeLog.Totals?, _ after: ExchangeLog.Totals?
  ) -> String {
    guard let before, let after, after.requests > before.requests else {
      return ElapsedText.of(elapsed)
    }
    let requests = after.requests - before.requests
    let waited = ElapsedText.of(after.milliseconds - before.milliseconds)
    let size = ByteText.of(after.received - before.received)
    return "\(ElapsedText.of(elapsed)); \(Counts.of(requests, "request")) took \(waited), \(size)"
  }
}

/// How long something took, in words.
enum ElapsedText {
  static func of(_ milliseconds: Int) -> String {
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    let tenths = (milliseconds + 50) / 100
    if tenths < 600 { return "\(tenths / 10).\(tenths % 10) s" }
    let seconds = (milliseconds + 500) / 1000
    return "\(seconds / 60) min \(seconds % 60) s"
  }
}

/// Numbers of bytes, in words.
enum ByteText {
  static func of(_ count: Int) -> String {
    if count < 1000 { return "\(count) bytes" }
    let (unit, name) = count < 1_000_000 ? (1000, "KB") : (1_000_000, "MB")
    return "\(count / unit).\(count % unit * 10 / unit) \(name)"
  }
}

extension Duration {
  static func milliseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
