import Foundation
import ImgFlowNetwork
import ImgFlowSyntax
import ImgFlowValues
import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import ImgFlowRuntime
@testable import ImgFlowVendors

/// What a confined run may connect to, where connections are made: for every redirect, and by address.
@Suite("Permissions of connections", .blocking)
struct PermissionTests {
  private static func permissions(
    net hosts: [String], denying denied: [PermissionKind] = []
  ) throws -> Permissions {
    let file = SourceFile(name: "test", text: "")
    let range = SourceRange(file: file, start: 0, end: 0)
    var confinement = Confinement()
    confinement.denied = denied
    return Permissions(
      hosts.map { .init(kind: .net, text: $0, range: range) }, confinement, folder: nil,
      vendors: ["shop"], host: TestHost { _ in throw ValueError(.network, "no network") })
  }

  private func send(
    _ url: String, _ permissions: Permissions, vendor: HTTPRequest.VendorOrigin? = nil,
    proxy: String? = nil
  ) throws -> HTTPResponse {
    let settings = NetworkSettings { $0 == "http_proxy" ? proxy : nil }
    let transport = HTTPTransport(settings: settings)
    defer { transport.shutdown() }
    var request = HTTPRequest(method: "GET", url: url)
    request.permissions = permissions
    request.vendor = vendor
    return try transport.send(request, cancellation: Cancellation())
  }

  private func refusal(_ body: () throws -> HTTPResponse) -> String? {
    let error = #expect(throws: ValueError.self) { try body() }
    #expect(error?.kind == .permission)
    return error?.message
  }

  @Test func everyHopOfARedirectIsChecked() throws {
    let last = try RawServer { _ in .answer("HTTP/1.1 200 OK") }
    let target = "http://localhost:\(last.port)/"
    let middle = try RawServer { _ in .answer("HTTP/1.1 302 Go\r\nLocation: \(target)") }
    let url = middle.url
    let first = try RawServer { _ in .answer("HTTP/1.1 302 Go\r\nLocation: \(url)/x") }
    let message = refusal { try send(first.url, Self.permissions(net: ["127.0.0.1"])) }
    #expect(message == "the script may not connect to localhost:\(last.port)")
    #expect(middle.requests.count == 1 && last.requests.isEmpty)
    let both = try Self.permissions(net: ["127.0.0.1", "localhost:\(last.port)"])
    #expect(try send(first.url, both).status == 200)
  }

  @Test func aRedirectOfAVendorIsChecked() throws {
    let other = try RawServer { _ in .answer("HTTP/1.1 200 OK") }
    let target = "http://127.0.0.1:\(other.port)/"
    let shop = try RawServer { request in
      request.target == "/go"
        ? .answer("HTTP/1.1 302 Go\r\nLocation: \(target)") : .answer("HTTP/1.1 200 OK")
    }
    let origin = HTTPRequest.VendorOrigin(name: "shop", base: shop.url, isEmulated: false)
    let permissions = try Self.permissions(net: [])
    #expect(try send(shop.url + "/a", permissions, vendor: origin).status == 200)
    _ = refusal { try send(shop.url + "/go", permissions, vendor: origin) }
    let unnamed = HTTPRequest.VendorOrigin(name: "sink", base: shop.url, isEmulated: false)
    _ = refusal { try send(shop.url + "/a", Self.permissions(net: []), vendor: unnamed) }
    #expect(other.requests.isEmpty)
  }

  @Test func onlyASandboxIsReachedWhenTheNetworkIsDenied() throws {
    let server = try RawServer { _ in .answer("HTTP/1.1 200 OK") }
    let permissions = try Self.permissions(net: ["127.0.0.1"], denying: [.net])
    _ = refusal { try send(server.url, permissions) }
    let real = HTTPRequest.VendorOrigin(name: "shop", base: server.url, isEmulated: false)
    _ = refusal { try send(server.url, permissions, vendor: real) }
    let sandbox = HTTPRequest.VendorOrigin(name: "shop", base: server.url, isEmulated: true)
    #expect(try send(server.url, permissions, vendor: sandbox).status == 200)
  }

  @Test func whatAProxyForwardsIsChecked() throws {
    let proxy = try PythonServer("proxy.py")
    let permissions = try Self.permissions(net: ["allowed.example", "*.inner.example"])
    let address = "http://\(proxy.place)"
    #expect(try send("http://allowed.example/", permissions, proxy: address).status == 200)
    for host in ["other.example", "169.254.169.254", "2852039166", "inner.example"] {
      _ = refusal { try send("http://\(host)/", permissions, proxy: address) }
    }
    #expect(proxy.lines(1) == ["GET http://allowed.example/ HTTP/1.1"])
  }

  /// What a name has led to, as the connection sees it.
  private func check(_ host: String, _ permissions: Permissions?, proxy: String? = nil) throws {
    let server = try RawServer { _ in .answer("HTTP/1.1 200 OK") }
    let channel = try ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: server.port).wait()
    defer { channel.close(promise: nil) }
    let url = try #require(URLParts("http://\(host):\(server.port)/"))
    let proxy = try proxy.map { try ProxyServer($0, variable: "http_proxy") }
    try Link(to: url, through: proxy, showing: nil, by: permissions).checkAddress(of: channel)
  }

  @Test(arguments: [
    (["rebound.example"], "rebound.example"), (["*.example"], "rebound.example"),
    (["rebound.example", "192.0.2.1"], "rebound.example"),
  ])
  func aNameThatLeadsToThisMachineIsRefused(_ hosts: [String], _ host: String) throws {
    let permissions = try Self.permissions(net: hosts)
    let error = #expect(throws: ValueError.self) { try check(host, permissions) }
    #expect(error?.kind == .permission)
    #expect(
      error?.message
        == "the script may not connect to 127.0.0.1, to which the name rebound.example leads")
    #expect(error?.help?.contains("`permit net \"127.0.0.1\"`") == true)
  }

  @Test(arguments: [
    (["localhost"], "localhost"), (["a.localhost"], "a.localhost"), (["127.0.0.1"], "127.0.0.1"),
    (["rebound.example", "127.0.0.1"], "rebound.example"), (["*"], "rebound.example"),
  ])
  func whatIsMeantToBeHereIsReached(_ hosts: [String], _ host: String) throws {
    try check(host, Self.permissions(net: hosts))
    try check(host, nil)
  }

  /// A proxy looks up names itself, and is chosen by the environment.
  @Test func theAddressOfAProxyIsNotChecked() throws {
    try check("rebound.example", Self.permissions(net: ["rebound.example"]), proxy: "127.0.0.1:9")
  }

  @Test(arguments: ["169.254.169.254", "fd00:ec2::254", "fe80::1", "100.100.100.200"])
  func aNameThatLeadsToTheMetadataServiceIsRefused(_ address: String) throws {
    let place = try #require(IPAddress(address))
    let url = try #require(URLParts("http://rebound.example/"))
    for hosts in [["*"], ["*.example"], ["127.0.0.1"]] {
      #expect(throws: ValueError.self) { try Self.permissions(net: hosts).check(place, of: url) }
    }
    try Self.permissions(net: [address]).check(place, of: url)
  }
}
