import ImgFlowValues

/// Which proxy a request goes through, as the variables of the environment say.
///
/// `http_proxy` and `https_proxy` are for addresses of these schemes, `all_proxy` for both if they are not
/// set, and `no_proxy` names the hosts that are reached without one. Each may be written in capital letters
/// too; lowercase takes precedence, and an empty value means no proxy.
package struct ProxyRules: Sendable {
  private let environment: @Sendable (String) -> String?

  package init(environment: @escaping @Sendable (String) -> String?) {
    self.environment = environment
  }

  /// The proxy for a request; nil if it goes to the server itself.
  ///
  /// - Throws: `ValueError` of kind `validation` if the variable does not name a proxy.
  package func proxy(for url: URLParts) throws -> ProxyServer? {
    guard let (name, text) = variable("\(url.scheme)_proxy") ?? variable("all_proxy"),
      text.contains(where: { !$0.isWhitespace })
    else { return nil }
    let exceptions = NoProxyRules(variable("no_proxy")?.text ?? "")
    if exceptions.covers(host: url.host, port: url.port) { return nil }
    return try ProxyServer(text, variable: name)
  }

  /// The passwords in the variables, and what is sent in their place: no part of them may be shown.
  package var secrets: [String] {
    ["http_proxy", "https_proxy", "all_proxy"].flatMap { name -> [String] in
      guard let (name, text) = variable(name), let server = try? ProxyServer(text, variable: name)
      else { return [] }
      return [server.password, server.authorization].compactMap { $0 }.filter { !$0.isEmpty }
    }
  }

  private func variable(_ name: String) -> (name: String, text: String)? {
    if let text = environment(name) { return (name, text) }
    let capitals = name.uppercased()
    // In a CGI program it holds the request header `Proxy`, which anyone may send ("httpoxy").
    if capitals == "HTTP_PROXY", environment("REQUEST_METHOD") != nil { return nil }
    return environment(capitals).map { (capitals, $0) }
  }
}
