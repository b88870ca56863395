import Foundation
import Hummingbird

/// The page at `/`: what this is, what was asked of it, and what became of the media.
struct SandboxPage: Sendable {
  let sandbox: Sandbox

  /// How many requests are shown, the newest.
  private static let requestLimit = 60

  func respond() async -> Response {
    do {
      var sections: [HTML] = []
      for emulator in await sandbox.emulators.started {
        guard let section = try await emulator.pageSection() else { continue }
        sections.append("<section>\(section)</section>")
      }
      let entries = sandbox.log.entries.suffix(Self.requestLimit).reversed()
      var response = Response.text(
        page(sections, Array(entries)).text, type: "text/html; charset=utf-8")
      // Nothing that a script or an upload could smuggle in may run.
      response.headers[.contentSecurityPolicy] =
        "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; script-src 'self'; "
        + "connect-src 'self'"
      response.headers[.cacheControl] = "no-store"
      return response
    } catch {
      return .text("The page cannot be shown: \(error)\n", status: .internalServerError)
    }
  }

  private func page(_ sections: [HTML], _ entries: [RequestLog.Entry]) -> HTML {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>ImgFlow sandbox</title>
    <style>\(PageStyle.css)</style>
    <script src="\(PageScript.path)" defer></script>
    </head>
    <body>
    <header>
    <h1>ImgFlow sandbox</h1>
    <p>An emulator of the services that scripts talk to. Nothing here is real, and nothing costs
    anything: rehearse as you like.</p>
    <p class="facts"><span>clock <time>\(clockText)</time></span>
    <span>\(EmulatorTable.kinds.count) vendors</span>\(faults)</p>
    <ul class="facts">
    \(HTML(joining: EmulatorTable.kinds.map(vendor)))
    </ul>
    </header>
    <main>
    \(sections.isEmpty ? Self.nothing : HTML(joining: sections))
    <section><h2>Requests</h2>\(requests(entries))</section>
    </main>
    </body>
    </html>
    """
  }

  /// What goes wrong on order.
  private var faults: HTML {
    let chaos: HTML = sandbox.faults.chaos.map { "<span>chaos \($0.text)</span>" } ?? ""
    let rules = sandbox.faults.rules.map { rule -> HTML in
      "<span>next at \(rule.operation ?? "any operation"): \(rule.fault.rawValue)</span>"
    }
    return "\(chaos)\(HTML(joining: rules))"
  }

  private var clockText: String {
    let rate = sandbox.clock.rate
    let now = sandbox.clock.now.formatted(.iso8601)
    return rate == 0
      ? "\(now), held" : rate == 1 ? now : "\(now), \(rate.formatted()) times as fast"
  }

  // MARK: - Vendors

  private static let nothing: HTML = """
    <section><p class="empty">Nothing yet. What vendors are given will show here.</p></section>
    """

  private func vendor(_ kind: any VendorEmulator.Type) -> HTML {
    "<li>\(kind.name) at <code>/\(kind.name)</code>: \(kind.account)</li>"
  }

  // MARK: - Requests

  private func requests(_ entries: [RequestLog.Entry]) -> HTML {
    guard !entries.isEmpty else {
      return """
        <p class="empty">No requests yet. As text they are at
        <a href="/_sandbox/log">/_sandbox/log</a>.</p>
        """
    }
    return """
      <div class="scroll"><table>
      <thead><tr><th>Time</th><th>Request</th><th>Operation</th><th>Status</th><th>ms</th></tr></thead>
      <tbody>
      \(HTML(joining: entries.map(row)))
      </tbody></table></div>
      """
  }

  private func row(_ entry: RequestLog.Entry) -> HTML {
    let status = entry.status ?? 0
    let kind = status >= 400 || status == 0 ? "bad" : "good"
    let reason = entry.problem ?? entry.fault.map { "As was ordered: \($0)" }
    let problem: HTML = reason.map { "<br><small>\($0)</small>" } ?? ""
    let direction = entry.isOutgoing == true ? "→ " : ""
    let time = entry.time.formatted(
      Date.ISO8601FormatStyle(timeZone: .gmt).time(includingFractionalSeconds: false))
    return """
      <tr><td><time>\(time)</time></td>
      <td><code>\(direction)\(entry.method) \(entry.path)</code>\(problem)</td>
      <td>\(entry.operation ?? (entry.isOutgoing == true ? "webhook" : "–"))</td>
      <td class="\(kind)">\(status == 0 ? "–" : String(status))</td>
      <td class="number">\(Int((entry.milliseconds ?? 0).rounded()))</td></tr>
      """
  }
}
