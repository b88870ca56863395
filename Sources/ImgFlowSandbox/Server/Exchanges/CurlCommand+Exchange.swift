import ImgFlowValues

extension CurlCommand {
  /// What curl sets without being asked.
  private static let own: Set = [
    "host", "content-length", "connection", "transfer-encoding", "accept-encoding", "expect",
  ]

  /// - Parameter number: of the request in the log, where its body is read from if it is not text.
  init(_ exchange: Exchange, number: Int) {
    self.init(
      method: exchange.method, url: exchange.url, address: MaskedText.address(exchange.url).shell,
      headers: exchange.headers.filter { !Self.own.contains($0.name.lowercased()) }.map {
        ($0, MaskedText.headerValue($0, $1).shell)
      }, body: Self.body(of: exchange, number))
  }

  private static func body(of exchange: Exchange, _ number: Int) -> Body {
    guard exchange.body.length > 0 else { return .none }
    guard let bytes = exchange.body.bytes else {
      return .file(ShellText(pieces: [.variable("BODY_FILE")]))
    }
    if let text = BodyView.text(bytes, exchange.contentType) { return .text(text.shell) }
    let address = ShellText("\(exchange.origin)\(ControlRoutes.base)/requests/\(number)/body")
    return .output(of: "curl -s \(address.word)")
  }
}

extension Exchange {
  /// Where the sandbox was reached.
  fileprivate var origin: String {
    let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    return parts.prefix(3).joined(separator: "/")
  }
}
