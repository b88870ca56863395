import Foundation

/// The call of `curl` that sends a request again, to be pasted into a shell. Secrets are variables, which
/// must be set first.
struct CurlCommand {
  private let exchange: Exchange
  private let number: Int

  init(_ exchange: Exchange, number: Int) {
    self.exchange = exchange
    self.number = number
  }

  /// What curl sets by itself.
  private static let own: Set = [
    "host", "content-length", "connection", "transfer-encoding", "accept-encoding", "expect",
  ]

  /// The command, a line for each part.
  var text: String {
    let (body, source, secrets) = data
    let address = MaskedText.address(exchange.url)
    var lines = ["curl\(method(hasBody: !body.isEmpty))\(flags) \(address.shellWord)"]
    var variables = address.variables + secrets
    for (name, value) in exchange.headers where !Self.own.contains(name.lowercased()) {
      // curl takes a header without a value for one that it is not to send.
      let header = value.isEmpty ? MaskedText("\(name);") : .header(name, value)
      lines.append("-H \(header.shellWord)")
      variables += header.variables
    }
    if !body.isEmpty, exchange.contentType == nil { lines.append("-H 'Content-Type:'") }
    lines += body
    let command = (source + lines.joined(separator: " \\\n  "))
    var known: Set<String> = []
    let settings = variables.filter { known.insert($0).inserted }
    return settings.isEmpty
      ? command : "# needs \(settings.map { "$\($0)" }.joined(separator: ", "))\n\(command)"
  }

  private func method(hasBody: Bool) -> String {
    switch exchange.method {
    case "GET" where !hasBody, "POST" where hasBody: ""
    case "HEAD": " --head"
    default: " -X \(MaskedText(exchange.method).shellWord)"
    }
  }

  /// curl changes some addresses unless an option prevents it.
  private var flags: String {
    let path = exchange.url.prefix { $0 != "?" }
    let isGlob = exchange.url.contains { "[]{}".contains($0) }
    return (isGlob ? " --globoff" : "") + (path.contains("/.") ? " --path-as-is" : "")
  }

  /// The flag for the body, what gives it where it is not text, and the secrets in it.
  private var data: (flags: [String], source: String, secrets: [String]) {
    guard exchange.body.length > 0 else { return ([], "", []) }
    guard let bytes = exchange.body.bytes else {
      return (["--data-binary \"@$BODY_FILE\""], "", ["BODY_FILE"])
    }
    if let text = BodyView.text(bytes, exchange.contentType) {
      return (["--data-raw \(text.shellWord)"], "", text.variables)
    }
    let address = MaskedText(
      "\(exchange.origin)\(ControlRoutes.base)/requests/\(number)/body")
    return (["--data-binary @-"], "curl -s \(address.shellWord) | ", [])
  }
}

extension Exchange {
  /// Where the sandbox was reached.
  fileprivate var origin: String {
    let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    return parts.prefix(3).joined(separator: "/")
  }
}
