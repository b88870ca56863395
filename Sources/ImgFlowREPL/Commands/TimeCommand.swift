import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
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
      return DurationText.elapsed(elapsed)
    }
    let requests = after.requests - before.requests
    let waited = DurationText.elapsed(after.milliseconds - before.milliseconds)
    let size = Quantity.bytes(after.received - before.received)
    return
      "\(DurationText.elapsed(elapsed)); \(Quantity.of(requests, "request")) took \(waited), \(size)"
  }
}

extension Duration {
  static func milliseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
