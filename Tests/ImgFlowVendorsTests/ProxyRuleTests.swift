import ImgFlowNetwork
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowVendors

@Suite("Which proxy a request goes through", .blocking)
struct ProxyRuleTests {
  private static let hosts = [
    "example.com", "api.example.com", "a.b.example.com", "notexample.com", "example.com.evil.test",
    "EXAMPLE.com", "localhost", "api", "example.org", "x-example.com", "com",
  ]
  private static let lists = [
    "", "*", "example.com", ".example.com", "api.example.com", "example.com,localhost",
    " example.com , localhost ", "EXAMPLE.COM", "com", "example.com:443", "example.com:80", "other",
    ",", ",,example.org,", "..example.com", "example.com:8080,api",
  ]

  @Test func exceptionsAreReadAsPythonReadsThem() throws {
    var cases: [(host: String, port: Int, list: String)] = []
    for host in Self.hosts {
      for list in Self.lists {
        for port in [80, 443, 8080] { cases.append((host, port, list)) }
      }
    }
    let script = """
      import json, sys, urllib.request
      for host, port, list in json.load(sys.stdin):
          print(int(bool(urllib.request.proxy_bypass_environment(f"{host}:{port}", {"no": list}))))
      """
    let values = try cases.map {
      try Value.list([.string($0.host), .int($0.port), .string($0.list)] as [Value])
    }
    let printed = try Python.run(script, input: JSON.text(of: try .list(values)))
    let expected = printed.split(separator: "\n").map { $0 == "1" }
    try #require(expected.count == cases.count)
    for (index, entry) in cases.enumerated() {
      #expect(
        NoProxyRules(entry.list).covers(host: entry.host, port: entry.port) == expected[index],
        "\(entry)")
    }
  }

  @Test func networksAreReadAsPythonReadsThem() throws {
    let addresses = [
      "10.0.0.1", "10.255.255.255", "11.0.0.0", "192.168.1.77", "172.15.0.1", "172.16.0.1",
      "127.0.0.1", "0.0.0.0", "::1", "fe80::1", "fd00::1", "2001:db8::7", "2001:db8:1::",
    ]
    let networks = [
      "10.0.0.0/8", "192.168.1.64/26", "172.16.0.0/12", "0.0.0.0/0", "127.0.0.1/32", "::/0",
      "fe80::/10", "fc00::/7", "2001:db8::/48", "::1/128", "10.0.0.1", "::1", "2001:db8:0::7",
    ]
    let script = """
      import ipaddress, json, sys
      addresses, networks = json.load(sys.stdin)
      for a in addresses:
          for n in networks:
              print(int(ipaddress.ip_address(a) in ipaddress.ip_network(n)))
      """
    let input = try Value.list([
      .list(addresses.map(Value.string)), .list(networks.map(Value.string)),
    ])
    let expected = try Python.run(script, input: JSON.text(of: input)).split(separator: "\n")
    try #require(expected.count == addresses.count * networks.count)
    for (i, address) in addresses.enumerated() {
      for (j, network) in networks.enumerated() {
        let host = address.contains(":") ? "[\(address)]" : address
        #expect(
          NoProxyRules("x, \(network)").covers(host: host, port: 443)
            == (expected[i * networks.count + j] == "1"), "\(address) in \(network)")
      }
    }
  }

  @Test(arguments: [
    ("[::1]:8080", "[::1]", 8080, true), ("[::1]:8080", "[::1]", 80, false),
    ("127.0.0.1:81", "127.0.0.1", 81, true), ("127.0.0.1:81", "127.0.0.1", 80, false),
    ("*:81", "x", 81, true), ("a b", "b", 80, true), ("*.example.com", "a.example.com", 80, true),
    ("example.com.", "example.com", 80, true), ("example.com", "example.com.", 80, true),
    ("0.0.1", "127.0.0.1", 80, false), ("10.0.0.0/33", "10.0.0.0", 80, false),
    ("10.0.0.0/x", "10.0.0.0", 80, false), ("/var/run/docker.sock", "docker.sock", 80, false),
    ("::ffff:10.0.0.1", "10.0.0.1", 80, true), ("example.com:x", "example.com", 80, false),
  ])
  func exceptionsHavePortsAndAddresses(
    _ list: String, _ host: String, _ port: Int, _ isCovered: Bool
  ) {
    #expect(NoProxyRules(list).covers(host: host, port: port) == isCovered)
  }

  // MARK: - Variables

  private static let variables: [[String: String]] = [
    [:], ["http_proxy": "http://a:1"], ["HTTP_PROXY": "http://b:2"],
    ["http_proxy": "http://a:1", "HTTP_PROXY": "http://b:2"],
    ["HTTP_PROXY": "http://b:2", "REQUEST_METHOD": "GET"],
    ["http_proxy": "http://a:1", "HTTP_PROXY": "http://b:2", "REQUEST_METHOD": "GET"],
    ["HTTPS_PROXY": "http://c:3", "REQUEST_METHOD": "GET"], ["https_proxy": "http://c:3"],
    ["all_proxy": "http://d:4"], ["ALL_PROXY": "http://e:5"],
    ["all_proxy": "http://d:4", "ALL_PROXY": "http://e:5", "https_proxy": "http://c:3"],
    ["https_proxy": "", "HTTPS_PROXY": "http://c:3"],
    ["http_proxy": "", "HTTP_PROXY": "http://b:2"],
  ]

  @Test func variablesAreReadAsPythonReadsThem() throws {
    let script = """
      import json, os, sys, urllib.request
      for variables in json.load(sys.stdin):
          for name in [n for n in os.environ if n.lower().endswith("_proxy") or n == "REQUEST_METHOD"]:
              del os.environ[name]
          os.environ.update(variables)
          found = urllib.request.getproxies_environment()
          print(*[found.get(scheme, found.get("all", "none")) for scheme in ("http", "https")])
      """
    let values = try Self.variables.map { variables in
      Value.heap(try RecordObject(variables.map { ($0.key, Value.string($0.value)) }))
    }
    let printed = try Python.run(script, input: JSON.text(of: try .list(values)))
    let expected = printed.split(separator: "\n").map(String.init)
    try #require(expected.count == Self.variables.count)
    for (index, variables) in Self.variables.enumerated() {
      let rules = ProxyRules { variables[$0] }
      let found = try ["http", "https"].map { scheme in
        let url = try #require(URLParts("\(scheme)://example.com/"))
        return try rules.proxy(for: url).map { "http://\($0.place)" } ?? "none"
      }
      #expect(found.joined(separator: " ") == expected[index], "\(variables)")
    }
  }

  // MARK: - Values

  @Test(arguments: [
    ("proxy.example", "proxy.example:80"), ("proxy.example:3128", "proxy.example:3128"),
    ("http://proxy.example:3128/", "proxy.example:3128"), (" http://10.0.0.1:8 ", "10.0.0.1:8"),
    ("HTTP://[::1]:3128", "[::1]:3128"), ("socks5://proxy", "proxy:1080"),
    ("socks5h://proxy:9050", "proxy:9050"), ("http://u:p@proxy:1", "proxy:1"),
    ("u:p@ss@proxy:1", "proxy:1"),
  ])
  func readsAddresses(_ text: String, _ place: String) throws {
    #expect(try ProxyServer(text, variable: "http_proxy").place == place)
  }

  @Test(arguments: [
    ("u:p@proxy:1", "u:p"), ("http://u%40x:a%3Ab%25@proxy:1", "u@x:a:b%"), ("u@proxy:1", "u:"),
    ("u:%zz@proxy:1", "u:%zz"), ("http://:p@proxy:1", ":p"),
  ])
  func readsCredentials(_ text: String, _ pair: String) throws {
    let server = try ProxyServer(text, variable: "http_proxy")
    #expect("\(server.user ?? "-"):\(server.password ?? "-")" == pair)
    #expect(server.description == "proxy:1 (from `http_proxy`)" || server.port == 80)
  }

  @Test(arguments: [
    "http://", "http://u:hunter22@", "http://u:hunter22@proxy:x", "http://u:hunter22@proxy:0",
    "http://proxy:99999", "https://u:hunter22@proxy:1", "socks4://proxy:1", "ftp://proxy",
    "socks5://u:hunter22@proxy:1", "http://pro xy:1", "http://[::1", "http://[x]:1", ":3128",
    "http://a/b:hunter22@proxy:1", "://", "http://pröxy:1",
  ])
  func namesTheVariableThatIsWrong(_ text: String) throws {
    let url = try #require(URLParts("https://example.com/"))
    let error = #expect(throws: ValueError.self) {
      _ = try ProxyRules { $0 == "HTTPS_PROXY" ? text : nil }.proxy(for: url)
    }
    let shown = "\(error?.message ?? "") \(error?.help ?? "")"
    #expect(shown.hasPrefix("`HTTPS_PROXY` is not the address of a proxy: "))
    #expect(!shown.contains("hunter22"))
  }
}
