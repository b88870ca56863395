import Foundation

/// The requests on the page at `/`, the newest first, with what narrows them down.
struct RequestList {
  let log: RequestLog
  let filter: PageFilter

  /// How many are shown.
  private static let limit = 100

  var html: HTML {
    let all = log.entries.reversed()
    let hits = all.filter { filter.includes($0, log.exchanges[$0.number]) }
    return """
      <section id="requests"><h2>Requests</h2>
      \(form)
      <p class="empty" id="count" role="status">\(count(hits.count, of: all.count))</p>
      <ol class="requests">
      \(HTML(joining: hits.prefix(Self.limit).map(row)))
      </ol></section>
      """
  }

  private func count(_ hits: Int, of all: Int) -> HTML {
    if all == 0 {
      return
        "None yet. They are also available as text at <a href=\"/_sandbox/log\">/_sandbox/log</a>."
    }
    let shown: HTML = hits > Self.limit ? ", showing the newest \(Self.limit)" : ""
    return filter.isEmpty
      ? "\(all) requests\(shown)"
      : "\(hits) of \(all) requests\(shown); <a href=\"/#requests\">show all</a>"
  }

  // MARK: - Narrowing down

  private var form: HTML {
    let vendors = EmulatorTable.kinds.map { kind -> HTML in
      let mark: HTML = kind.name == filter.vendor ? " selected" : ""
      return "<option\(mark)>\(kind.name)</option>"
    }
    let mark: HTML = filter.errorsOnly ? " checked" : ""
    return """
      <form class="filter" action="/" method="get" role="search" aria-label="Requests">
      <label>Vendor <select name="vendor"><option value="">all</option>\(HTML(joining: vendors))</select></label>
      <label class="text">Text <input type="search" name="q" value="\(filter.text)" placeholder="path, operation, body" autocomplete="off"></label>
      <label class="check"><input type="checkbox" name="errors" value="1"\(mark)> Errors only</label>
      <button>Show</button>
      </form>
      """
  }

  // MARK: - Rows

  private func row(_ entry: RequestLog.Entry) -> HTML {
    let page = "\(ControlRoutes.base)/requests/\(entry.number)"
    let more: HTML =
      log.exchanges[entry.number] == nil
      ? "<p class=\"empty\">No longer kept.</p>"
      : "<p><a href=\"\(page)\">Request and response</a></p>"
    return """
      <li id="r\(entry.number)"><details data-page="\(page)"><summary>\(Self.summary(of: entry))</summary>
      <div class="exchange">\(more)</div></details></li>
      """
  }

  /// A request in a line or a few.
  static func summary(of entry: RequestLog.Entry) -> HTML {
    let reason = entry.problem ?? entry.fault.map { "As requested: \($0)" }
    let problem: HTML = reason.map { "<small class=\"bad\">\($0)</small>" } ?? ""
    let direction = entry.isOutgoing == true ? "→ " : ""
    let time = entry.time.formatted(
      Date.ISO8601FormatStyle(timeZone: .gmt).time(includingFractionalSeconds: false))
    return """
      <span class="status \(entry.isFailure ? "bad" : "good")">\(entry.status.map(String.init) ?? "cut")</span>
      <code>\(direction)\(entry.method) \(entry.path)</code>
      <span class="facts"><span>\(entry.operation ?? (entry.isOutgoing == true ? "webhook" : "no operation"))</span>
      <time>\(time)</time> <span>\(Int((entry.milliseconds ?? 0).rounded())) ms</span></span>\(problem)
      """
  }
}
