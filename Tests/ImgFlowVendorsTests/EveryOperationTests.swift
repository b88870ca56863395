import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors
import Testing

/// Calls every operation of every vendor as its declaration says, against a server that answers as
/// its declaration says.
@Suite("Every operation")
struct EveryOperationTests {
  /// A PNG of 300 × 300 pixels, as far as its head tells.
  static let picture: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
    + [0, 0, 1, 44, 0, 0, 1, 44, 8, 2, 0, 0, 0, 0, 0, 0, 0]
    + [0, 0, 0, 0, 0x49, 0x44, 0x41, 0x54]

  static func settings(_ vendor: Vendor, _ url: String) -> VendorSettings {
    var settings = VendorSettings.sandbox(at: url)
    settings.values[vendor.name] = Dictionary(
      uniqueKeysWithValues: (vendor.credentials + vendor.settings).map { setting in
        switch setting.type.scalar {
        case .int: (setting.name, "3")
        case .uuid: (setting.name, "497f6eca-6276-4993-bfeb-53cbbbba6f08")
        case .email: (setting.name, "me@example.com")
        default: (setting.name, "sandbox")
        }
      })
    return settings
  }

  @Test(arguments: Declarations.names, [false, true])
  func isSentAsDeclaredAndItsAnswerRead(_ name: String, _ isFull: Bool) throws {
    let source = Declarations.builtIn(name)
    let vendor = try Vendor.load(name, from: source)
    let file = TextFile.temporary(Self.picture, named: "a.png")
    let samples = Samples(vendor: vendor, file: file)
    let server = try LoopbackServer { request in
      let path = request.path.dropFirst(name.count + 1).prefix { $0 != "?" }
      guard
        case .found(let hits) = vendor.routes.match(
          method: request.method, path: String(path), contentType: request.header("Content-Type")),
        let operation = hits.first?.operation
      else { return .answer(404, [], #"{"message":"no route"}"#) }
      return .answer(operation.status, [], samples.answer(operation, to: request.path))
    }
    let operations = vendor.operations.filter { !$0.isInternal && $0.signedAddress == nil }
    let lines = operations.map { operation in
      let call = samples.call(operation, isFull: isFull)
      let use = operation.paging == nil ? call : "\(call).all()"
      return "try { \(use) } catch e { print(\"\(operation.name): \\(e.message)\") }"
    }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let host = TestHost(transport, files: [file] + lines.flatMap(Self.temporaryFiles))
    let result = Script(
      host: host, settings: Self.settings(vendor, server.url), sources: [name: source]
    ).run(lines.joined(separator: "\n"))
    #expect(result.output == "")
    #expect(result.error == nil, "\(result.message)")
    let sent = Set(
      server.requests.compactMap { request -> String? in
        let path = request.path.dropFirst(name.count + 1).prefix { $0 != "?" }
        guard
          case .found(let hits) = vendor.routes.match(
            method: request.method, path: String(path),
            contentType: request.header("Content-Type"))
        else { return nil }
        return hits.first?.operation.signature
      })
    #expect(Set(operations.map(\.signature)).subtracting(sent).sorted() == [])
  }

  /// What is refused before it is sent: a required argument that is missing, and one of another type.
  @Test(arguments: Declarations.names)
  func refusesWrongArguments(_ name: String) throws {
    let source = Declarations.builtIn(name)
    let vendor = try Vendor.load(name, from: source)
    let samples = Samples(vendor: vendor, file: "/work/a.png")
    var lines: [String] = []
    for operation in vendor.operations where !operation.isInternal {
      for parameter in operation.parameters where parameter.presence.isRequired {
        let others = samples.arguments(operation, isFull: false, leavingOut: parameter.name)
        // Spread, so that nobody can tell before the script runs.
        lines.append(Self.attempt(operation, parameter, "{\(others)}", expecting: "type"))
        guard !parameter.type.takesAnything else { continue }
        let wrong = "{\(others.isEmpty ? "" : "\(others), ")\(parameter.name): {wrong: [true]}}"
        lines.append(Self.attempt(operation, parameter, wrong, expecting: "validation"))
      }
    }
    let host = TestHost(files: ["/work/a.png"] + lines.flatMap(Self.temporaryFiles)) { _ in
      .json("{}")
    }
    let result = Script(
      host: host, settings: Self.settings(vendor, "http://s"), sources: [name: source]
    ).run(lines.joined(separator: "\n"))
    #expect(result.error == nil, "\(result.message)")
    #expect(result.output == "")
    #expect(host.requests.isEmpty)
  }

  /// A call that prints what is wrong with its refusal.
  private static func attempt(
    _ operation: Operation, _ parameter: Operation.Parameter, _ arguments: String,
    expecting kind: String
  ) -> String {
    let what = "\(operation.name) \(parameter.name)"
    return """
      try { \(operation.qualifiedName)(...\(arguments)); print("\(what) was accepted") } catch e {
        if e.kind != "\(kind)" { print("\(what): \\(e.kind) \\(e.message)") }
      }
      """
  }

  /// An object that is not there, and a token that is no longer good.
  @Test(arguments: Declarations.names, [(404, "http"), (401, "auth")])
  func readsRefusals(_ name: String, _ refusal: (status: Int, kind: String)) throws {
    let source = Declarations.builtIn(name)
    let vendor = try Vendor.load(name, from: source)
    let file = TextFile.temporary(Self.picture, named: "a.png")
    let samples = Samples(vendor: vendor, file: file)
    let operations = vendor.operations.filter { operation in
      !operation.isInternal && operation.signedAddress == nil && !operation.opensSession
    }
    let lines = operations.map { operation in
      let call = samples.call(operation, isFull: false)
      let use = operation.paging == nil ? call : "\(call).all()"
      return "try { \(use) } catch e { print(e.kind, e.status) }"
    }
    let body = try JSON.text(of: vendor.errorBody(status: refusal.status, message: "No."))
    let login = vendor.auth.opener.flatMap(vendor.operation)
    let host = TestHost(files: [file] + lines.flatMap(Self.temporaryFiles)) { request in
      if let login, request.line.hasSuffix("\(login.path)"), refusal.status != 401 {
        return .json(samples.answer(login, to: ""))
      }
      return .json(body, status: refusal.status)
    }
    let result = Script(
      host: host, settings: Self.settings(vendor, "http://s"), sources: [name: source]
    ).run(lines.joined(separator: "\n"))
    #expect(result.error == nil, "\(result.message)")
    let expected = "\(refusal.kind) \(refusal.status)"
    #expect(Set(result.output.split(separator: "\n").map(String.init)) == [expected])
    #expect(result.output.split(separator: "\n").count == operations.count)
  }

  /// The temporary files that a line names.
  static func temporaryFiles(_ line: String) -> [String] {
    line.split(separator: "\"").filter { $0.hasPrefix("/") }.map(String.init)
  }
}
