import Foundation
import GRDB
import Hummingbird

/// The page at `/`: what this is, what was asked of it, and what became of the media.
struct SandboxPage: Sendable {
  let sandbox: Sandbox

  /// How many requests and media are shown, the newest.
  private static let requestLimit = 60
  private static let mediaLimit = 24

  func respond() async -> Response {
    do {
      let cards = try await mediaCards()
      let entries = sandbox.log.entries.suffix(Self.requestLimit).reversed()
      var response = Response.text(
        page(cards, Array(entries)).text, type: "text/html; charset=utf-8")
      // Nothing that a script or an upload could smuggle in may run.
      response.headers[.contentSecurityPolicy] =
        "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
      response.headers[.cacheControl] = "no-store"
      return response
    } catch {
      return .text("The page cannot be shown: \(error)\n", status: .internalServerError)
    }
  }

  private func page(_ cards: [MediaCard], _ entries: [RequestLog.Entry]) -> HTML {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>ImgFlow sandbox</title>
    <style>\(PageStyle.css)</style>
    </head>
    <body>
    <header>
    <h1>ImgFlow sandbox</h1>
    <p>An emulator of the services that scripts talk to. Nothing here is real, and nothing costs
    anything: rehearse as you like.</p>
    <p class="facts"><span>clock <time>\(clockText)</time></span>
    <span>expoze at <code>/expoze</code></span>
    <span>account <code>\(ExpozeAccounts.demo)</code>, password <code>\(ExpozeAccounts.password)</code></span></p>
    </header>
    <main>
    <section><h2>Media</h2>\(media(cards))</section>
    <section><h2>Requests</h2>\(requests(entries))</section>
    </main>
    </body>
    </html>
    """
  }

  private var clockText: String {
    let rate = sandbox.clock.rate
    let now = sandbox.clock.now.formatted(.iso8601)
    return rate == 0
      ? "\(now), held" : rate == 1 ? now : "\(now), \(rate.formatted()) times as fast"
  }

  // MARK: - Media

  private func mediaCards() async throws -> [MediaCard] {
    let now = sandbox.clock.now
    return try await sandbox.store.database.read { db in
      try Expoze.Media.order(Column("id").desc).limit(Self.mediaLimit).fetchAll(db).map { media in
        let own = Column("expozeMediaId") == media.id
        return MediaCard(
          media: media, now: now,
          jobs: try Expoze.Job.filter(own).order(Column("id").desc).fetchAll(db),
          areas: try Expoze.Area.filter(own).order(Column("position")).fetchAll(db))
      }
    }
  }

  private func media(_ cards: [MediaCard]) -> HTML {
    guard !cards.isEmpty else {
      return "<p class=\"empty\">No media yet. Uploads will show here, with their heatmaps.</p>"
    }
    return "<div class=\"cards\">\(HTML(joining: cards.map(\.html)))</div>"
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
    let problem: HTML = entry.problem.map { "<br><small>\($0)</small>" } ?? ""
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
