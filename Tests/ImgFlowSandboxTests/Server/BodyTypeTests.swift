import AsyncHTTPClient
import ImgFlowCatalogue
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

/// What the content type of a body does, at every operation that takes one. Ids are those of nothing,
/// so that the answer to the same request is always the same.
@Suite struct BodyTypeTests {
  static let vendors = EmulatorTable.kinds.map { $0.name }

  /// How programs send a body without bytes; nil for no content type.
  private static let emptyTypes: [String?] = [
    nil, "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8",
    "application/json", "application/json; charset=utf-8", "text/json", "application/vnd.api+json",
    "text/plain", "multipart/form-data; boundary=x",
  ]

  /// With any content type, a length of 0 and a chunked body without chunks, an operation that needs
  /// nothing of its body does what it does with `{}`.
  @Test(arguments: vendors)
  func bodiesThatMayBeEmptyMayBeSo(_ vendor: String) async throws {
    try await TestSandbox.with { sandbox in
      for operation in try Self.operations(of: vendor) where Self.needsNothing(operation) {
        let expected = try await Self.send(operation, "application/json", "{}", sandbox)
        for type in Self.emptyTypes where vendor != "pixoneye" || type?.contains("json") ?? false {
          for body in [nil, HTTPClientRequest.Body.bytes(ByteBuffer()), Self.chunked("")] {
            let answer = try await Self.send(operation, type, body, sandbox)
            #expect(
              answer.status == expected.status,
              "\(operation.signature) \(type ?? "no type"): \(answer.text)")
          }
        }
      }
    }
  }

  @Test(arguments: vendors)
  func jsonIsJSONUnderEachOfItsNames(_ vendor: String) async throws {
    try await TestSandbox.with { sandbox in
      for operation in try Self.operations(of: vendor) {
        let expected = try await Self.send(operation, "application/json", "{}", sandbox)
        #expect(expected.status != 415, "\(operation.signature)")
        for type in [
          "application/json;charset=UTF-8", "APPLICATION/JSON", "text/json", "text/json; v=1",
          "application/vnd.api+json", "application/merge-patch+json; charset=utf-8",
        ] {
          let answer = try await Self.send(operation, type, "{}", sandbox)
          #expect(answer.status == expected.status, "\(operation.signature) \(type)")
        }
      }
    }
  }

  /// What is sent as something else is refused, and the answer says what would be taken.
  @Test(arguments: vendors)
  func bodiesOfAnotherTypeAreRefused(_ vendor: String) async throws {
    let forms = ["application/x-www-form-urlencoded", "application/x-www-urlencoded"]
    try await TestSandbox.with { sandbox in
      for operation in try Self.operations(of: vendor) {
        let others = ["text/csv", "application/jsonl", "application/xml", "json"]
        for type in others + (vendor == "assetzen" ? [] : forms) {
          for body in [
            HTTPClientRequest.Body.bytes(ByteBuffer(string: "a=b")), Self.chunked("a=b"),
          ] {
            let answer = try await Self.send(operation, type, body, sandbox)
            #expect(answer.status == 415, "\(operation.signature) \(type): \(answer.text)")
            #expect(answer.text.contains(type), "\(answer.text)")
          }
        }
      }
    }
  }

  // MARK: - Requests

  /// The operations with a body of JSON.
  private static func operations(of vendor: String) throws -> [Operation] {
    let kind = try #require(EmulatorTable.kinds.first { $0.name == vendor })
    return try kind.declaration().operations.filter { operation in
      if case .json = operation.body { true } else { false }
    }
  }

  private static func needsNothing(_ operation: Operation) -> Bool {
    !operation.body.fields.contains(where: \.isRequired) && operation.requirements.isEmpty
  }

  private static func send(
    _ operation: Operation, _ type: String?, _ text: String, _ sandbox: TestSandbox
  ) async throws -> TestSandbox.Answer {
    try await send(operation, type, .bytes(ByteBuffer(string: text)), sandbox)
  }

  private static func send(
    _ operation: Operation, _ type: String?, _ body: HTTPClientRequest.Body?, _ sandbox: TestSandbox
  ) async throws -> TestSandbox.Answer {
    var headers = try await SignedIn.headers(operation.vendor, sandbox)
    if let type { headers["Content-Type"] = type }
    return try await sandbox.send(
      operation.method, "/\(operation.vendor)\(path(of: operation))", headers: headers, body: body)
  }

  private static func path(of operation: Operation) -> String {
    operation.path.segments.map { segment in
      switch segment {
      case .literal(let text): return "/\(text)"
      case .parameter(let name, let prefix, let suffix):
        let type = operation.parameters.first { $0.name == name }?.type.scalar
        let id = type == .int ? "99999999" : type == .uuid ? nowhere : "nothing"
        return "/\(prefix)\(id)\(suffix)"
      case .rest, .address: return "/nothing"
      }
    }.joined()
  }

  private static let nowhere = "00000000-0000-4000-8000-000000000000"

  private static func chunked(_ text: String) -> HTTPClientRequest.Body {
    .stream([ByteBuffer(string: text)].async, length: .unknown)
  }
}

/// The credentials of a sandbox's demo users, asked for once: logins have a limit.
private actor SignedIn {
  private static let shared = SignedIn()
  private var known: [String: [String: String]] = [:]

  static func headers(_ vendor: String, _ sandbox: TestSandbox) async throws -> [String: String] {
    try await shared.headers(vendor, sandbox)
  }

  private func headers(
    _ vendor: String, _ sandbox: TestSandbox
  ) async throws -> [String: String] {
    let key = sandbox.url + vendor
    if let headers = known[key] { return headers }
    let headers = try await sandbox.credentials(of: vendor)
    known[key] = headers
    return headers
  }
}
