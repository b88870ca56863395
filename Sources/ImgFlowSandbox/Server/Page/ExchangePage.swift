import Hummingbird
import ImgFlowValues

/// The page of one request: the request, the response, and the curl command that sends it again.
struct ExchangePage {
  let entry: RequestLog.Entry
  let exchange: Exchange

  var html: HTML {
    SandboxPage.document(
      "\(entry.method) \(entry.path)",
      """
      <main><p><a href="/#requests">All requests</a></p>
      <h1 class="line-title">\(RequestList.summary(of: entry))</h1>
      <h2>Request and response</h2>
      <article>\(article)</article></main>
      """)
  }

  private var article: HTML {
    let command: HTML =
      entry.isOutgoing == true ? "" : Self.command(CurlCommand(exchange, number: entry.number).text)
    return """
      <h3>Request</h3>
      <p><code>\(exchange.method) \(MaskedText.address(exchange.url).shown)</code></p>
      \(Self.headers(exchange.headers))\(body(exchange.body, exchange.headers, link: true))
      <h3>Response</h3>
      \(answer)\(command)
      """
  }

  private var answer: HTML {
    guard let answer = exchange.answer else {
      return entry.isOutgoing == true
        ? "<p>\(entry.status.map(String.init) ?? "None"). The rest of it was not read.</p>"
        : "<p>None: the connection was cut.</p>"
    }
    return """
      <p><code>\(answer.status)</code></p>
      \(Self.headers(answer.headers))\(body(answer.body, answer.headers, link: false))
      """
  }

  private static func headers(_ headers: Exchange.Headers) -> HTML {
    let rows = headers.map { name, value -> HTML in
      "<dt>\(name)</dt><dd>\(MaskedText.headerValue(name, String(value.prefix(4096))).shown)</dd>"
    }
    return "<dl class=\"headers\">\(HTML(joining: rows))</dl>"
  }

  private func body(_ body: BodyCapture, _ headers: Exchange.Headers, link: Bool) -> HTML {
    switch BodyView(body, type: Exchange.contentType(headers)) {
    case .none: return "<p class=\"empty\">No body.</p>"
    case .text(let text): return "<pre tabindex=\"0\">\((text.indented ?? text).shown)</pre>"
    case .summary(let summary):
      let source: HTML =
        link && body.bytes != nil
        ? " <a href=\"\(ControlRoutes.base)/requests/\(entry.number)/body\" download>Download</a>"
        : ""
      return "<p class=\"empty\">\(summary).\(source)</p>"
    }
  }

  private static func command(_ text: String) -> HTML {
    """
    <h3>Again, with curl</h3>
    <div class="command"><button type="button" class="copy" hidden>Copy</button><pre tabindex="0">\(text)</pre></div>
    """
  }
}

extension ControlRoutes {
  /// What is to be seen of one request; nil for other paths, and for requests that are not kept.
  func requestAnswer(_ path: String) -> Response? {
    let parts = path.split(separator: "/")
    guard parts.count >= 2, parts[0] == "requests", let number = Int(parts[1]),
      let exchange = sandbox.log.exchanges[number],
      let entry = sandbox.log.entries.last(where: { $0.number == number })
    else { return nil }
    switch parts.dropFirst(2) {
    case []: return SandboxPage.response(ExchangePage(entry: entry, exchange: exchange).html)
    case ["body"]: return body(of: exchange)
    default: return nil
    }
  }

  /// The body of a request as a file; text only without its secrets.
  private func body(of exchange: Exchange) -> Response? {
    guard let bytes = exchange.body.bytes else { return nil }
    let text = BodyView.text(bytes, exchange.contentType).map { Array($0.shown.utf8) }
    return Response(
      status: .ok,
      headers: [
        .contentType: "application/octet-stream", .contentDisposition: "attachment",
        .xContentTypeOptions: "nosniff",
      ], body: ResponseBody(byteBuffer: .init(bytes: text ?? bytes)))
  }
}
