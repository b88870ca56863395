import ImgFlowCatalogue
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

/// Errors have the vendor's documented form, wherever a request goes, by whatever method, and whatever it
/// would like to have.
@Suite struct ErrorFormTests {
  private static let vendors = EmulatorTable.kinds.map { $0.name }
  private static let accepts = ["application/json", "text/html", "*/*", "image/png", ""]
  private static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]

  /// Paths that no vendor has, and one of each operation.
  private static func places(of vendor: Vendor) -> [String] {
    let own = vendor.operations.filter { $0.signedAddress == nil && !$0.isInternal }.map {
      operation in
      operation.path.description.replacing(/\{[^}]*\}/, with: "1")
    }
    return ["", "/", "/nothing/", "/nothing.json", "/%2E%2E/%2F/", "/a/b/c/d/"] + Set(own).sorted()
  }

  @Test(arguments: vendors)
  func wrongPathsAndMethodsAreErrorsOfTheVendor(_ name: String) async throws {
    let vendor = try OperationScript(name, at: "").vendor
    try await TestSandbox.with { sandbox in
      for (index, place) in Self.places(of: vendor).enumerated() {
        for (shift, method) in Self.methods.enumerated() {
          // Each place meets every method, and both meet every header, without all three of them.
          let accept = Self.accepts[(index + shift) % Self.accepts.count]
          let routed = method == "HEAD" ? "GET" : method
          let answer = try await sandbox.send(
            method, "/\(name)\(place)", headers: ["Accept": accept])
          let what =
            "\(method) \(place), Accept \(accept): \(answer.status) \(answer.text.prefix(200))"
          switch vendor.routes.match(method: routed, path: place, contentType: nil) {
          case .unknownPath: #expect(answer.status == 404, "\(what)")
          case .otherMethods(let methods):
            #expect(answer.status == 405, "\(what)")
            #expect(answer.headers["allow"] == methods.joined(separator: ", "), "\(what)")
          case .found: break
          }
          if answer.status >= 400 { Self.expectForm(of: vendor, answer, method, what) }
        }
      }
    }
  }

  /// The body is JSON of a form that the declaration names for errors; that of a HEAD is left out.
  private static func expectForm(
    of vendor: Vendor, _ answer: TestSandbox.Answer, _ method: String, _ what: String
  ) {
    #expect(answer.headers["content-type"] == "application/json", "\(what)")
    guard method != "HEAD" else {
      #expect(answer.bytes.isEmpty, "\(what)")
      return
    }
    let violation = Violation(field: "name", message: "is missing")
    let forms =
      [[], [violation]].compactMap { violations in
        try? vendor.errorBody(status: answer.status, message: "m", violations: violations)
      } + [try? vendor.errorBody(status: 0, message: "m")].compactMap(\.self)
    let keys = answer.json.asRecord?.keys.map(\.text) ?? []
    // A form whose keys are the fields has others each time, and OAuth one of its own (RFC 6749).
    let isOne = forms.contains { form in
      let expected = form.asRecord?.keys.map(\.text) ?? []
      return expected == keys || (expected == ["name"] && !keys.isEmpty)
        || keys == expected + ["error_description"]
    }
    #expect(isOne, "\(what)")
  }
}
