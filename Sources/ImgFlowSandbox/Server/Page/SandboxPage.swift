import Foundation
import Hummingbird

/// The page at `/`: what this is, what was asked of it, and what became of the media.
struct SandboxPage: Sendable {
  let sandbox: Sandbox
  let filter: PageFilter

  func respond() async -> Response {
    do {
      var sections: [HTML] = []
      for emulator in await sandbox.emulators.started {
        guard let section = try await emulator.pageSection() else { continue }
        sections.append("<section>\(section)</section>")
      }
      return Self.response(page(sections))
    } catch {
      return .text("The page cannot be shown: \(error)\n", status: .internalServerError)
    }
  }

  /// A response with a page on which nothing smuggled in by a script or an upload may run.
  static func response(_ page: HTML) -> Response {
    var response = Response.text(page.text, type: "text/html; charset=utf-8")
    response.headers[.contentSecurityPolicy] =
      "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; script-src 'self'; "
      + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    response.headers[.cacheControl] = "no-store"
    return response
  }

  /// A whole page.
  static func document(_ title: String, _ body: HTML) -> HTML {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title)</title>
    <style>\(PageStyle.css)</style>
    <script src="\(PageScript.path)" defer></script>
    </head>
    <body>
    \(body)
    </body>
    </html>
    """
  }

  private func page(_ sections: [HTML]) -> HTML {
    Self.document(
      "ImgFlow sandbox",
      """
      <header>
      <h1>ImgFlow sandbox</h1>
      <p>An emulator of the services that scripts talk to. Nothing here is real, and nothing costs
      anything: rehearse as often as you like.</p>
      <p class="facts"><span>clock <time>\(clockText)</time></span>
      <span>\(EmulatorTable.kinds.count) vendors</span>\(faults)</p>
      <ul class="facts">
      \(HTML(joining: EmulatorTable.kinds.map(vendor)))
      </ul>
      </header>
      <main>
      \(RequestList(log: sandbox.log, filter: filter).html)
      <div id="vendors">\(sections.isEmpty ? Self.nothing : HTML(joining: sections))</div>
      </main>
      """)
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
    <section><p class="empty">Nothing yet. What you send to the vendors appears here.</p></section>
    """

  private func vendor(_ kind: any VendorEmulator.Type) -> HTML {
    "<li>\(kind.name) at <code>/\(kind.name)</code>: \(kind.account)</li>"
  }
}
