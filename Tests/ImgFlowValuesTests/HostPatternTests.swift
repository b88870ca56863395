import ImgFlowSyntax
import Testing

@testable import ImgFlowValues

/// Which servers a permission is for, however an address spells them.
@Suite struct HostPatternTests {
  private static func matches(_ pattern: String, _ address: String) throws -> Bool {
    let url = try #require(URLParts(address), "\(address)")
    return try HostPattern(pattern).matches(ServerName(url.host), port: url.port)
  }

  @Test(arguments: [
    ("api.example.com", "https://api.example.com/"),
    ("api.example.com", "https://API.Example.COM/"),
    ("API.example.com", "https://api.example.com/"),
    ("api.example.com", "https://api.example.com./"),
    ("api.example.com.", "https://api.example.com/"),
    ("api.example.com", "http://api.example.com:81/"),
    ("api.example.com:443", "https://api.example.com/"),
    ("*.example.com", "https://a.example.com/"),
    ("*.example.com", "https://a.b.example.com/"),
    ("*.example.com:8443", "https://a.example.com:8443/"),
    ("*", "https://anything.example/"), ("*", "http://127.0.0.1/"),
    ("127.0.0.1", "http://127.0.0.1/"),
    ("127.0.0.1", "http://2130706433/"), ("127.0.0.1", "http://0x7f.1/"),
    ("127.0.0.1", "http://0177.0.0.1/"),
    ("127.0.0.1", "http://[::ffff:127.0.0.1]/"), ("::1", "http://[::1]/"),
    ("[::1]:80", "http://[0:0::1]/"),
    ("2001:db8::1", "http://[2001:db8:0::1]/"), ("_a.example.com", "https://_a.example.com/"),
  ])
  func `is for`(_ pattern: String, _ address: String) throws {
    #expect(try Self.matches(pattern, address))
  }

  @Test(arguments: [
    ("api.example.com", "https://example.com/"), ("api.example.com", "https://xapi.example.com/"),
    ("api.example.com", "https://api.example.com.evil.example/"),
    ("*.example.com", "https://example.com/"),
    ("*.example.com", "https://evilexample.com/"),
    ("*.example.com", "https://example.com.evil.example/"),
    ("api.example.com:443", "http://api.example.com/"),
    ("api.example.com:443", "https://api.example.com:444/"),
    ("*.0.0.1", "http://127.0.0.1/"), ("127.0.0.1", "http://127.0.0.2/"),
    ("[::1]:80", "http://[::1]:81/"),
    ("127.0.0.1", "http://localhost/"), ("localhost", "http://127.0.0.1/"),
  ])
  func `is not for`(_ pattern: String, _ address: String) throws {
    #expect(try !Self.matches(pattern, address))
  }

  /// An address that names a user is none at all.
  @Test(arguments: ["http://api.example.com@evil.example/", "http://a:b@api.example.com/"])
  func `a user is not a host`(_ address: String) { #expect(URLParts(address) == nil) }

  @Test(arguments: [
    "http://169.254.169.254/", "http://2852039166/", "http://0xA9FEA9FE/",
    "http://0251.0376.0251.0376/",
    "http://169.254.43518/", "http://0xa9.0xfe.0xa9.0xfe/", "http://[::ffff:169.254.169.254]/",
    "http://[::ffff:a9fe:a9fe]/", "http://[0:0:0:0:0:ffff:a9fe:a9fe]/", "http://[::a9fe:a9fe]/",
    "http://[64:ff9b::a9fe:a9fe]/", "http://[2002:a9fe:a9fe::1]/", "http://[fe80::1]/",
    "http://[fd00:ec2::254]/", "http://100.100.100.200/", "http://169.254.169.254./",
  ])
  func `the metadata service is one in every spelling`(_ address: String) throws {
    let url = try #require(URLParts(address))
    let place = try #require(ServerName(url.host).address)
    #expect(place.isLinkLocal && place.isInside)
    #expect(try !HostPattern("*").names(place, port: 80))
    #expect(try !Self.matches("*.example.com", address))
  }

  @Test(arguments: [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "::", "::1", "::ffff:127.0.0.1", "224.0.0.1",
  ])
  func `this machine is inside`(_ address: String) throws {
    #expect(try #require(IPAddress(address)).isInside)
  }

  @Test(arguments: [
    "10.0.0.1", "192.168.1.1", "172.16.0.1", "93.184.216.34", "2001:db8::1", "fd12::1",
  ])
  func `other networks are not inside`(_ address: String) throws {
    #expect(try !#require(IPAddress(address)).isInside)
  }

  @Test(arguments: [("HOME", "HOME"), ("AWS_*", "AWS_REGION"), ("AWS_*", "AWS_"), ("*", "ANY")])
  func `a variable is meant`(_ pattern: String, _ name: String) throws {
    #expect(try VariablePattern(pattern).matches(name))
  }

  @Test(arguments: [("HOME", "home"), ("HOME", "HOMES"), ("AWS_*", "AWS"), ("AWS_*", "MY_AWS_KEY")])
  func `a variable is not meant`(_ pattern: String, _ name: String) throws {
    #expect(try !VariablePattern(pattern).matches(name))
  }
}
