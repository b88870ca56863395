import ImgFlowRuntime
import ImgFlowValues

/// Makes a session of a login's answer.
struct SessionReader {
  private let call: OperationCall

  init(_ call: OperationCall) { self.call = call }

  /// Returns the answer with the fields that the declaration computes from it.
  func fields(from answer: RecordObject) throws -> RecordObject {
    let client = call.client
    guard let declaration = client.vendor.session else { return answer }
    let fields = answer.copy()
    for field in declaration.fields where field.value == nil && fields[field.name]?.isNull ?? true {
      throw DetailedError(
        .auth, "\(client.vendor.name) answered without `\(field.name)`", isRetryable: false,
        help: "check the address of the service: \(client.baseURL)")
    }
    let given = declaration.fields.filter { $0.value == nil }.map { field in
      (field.name, fields[field.name] ?? .null)
    }
    for field in declaration.fields {
      guard let expression = field.value else { continue }
      do {
        let value = try client.evaluate(expression, given, call.evaluator, at: call.range)
        try fields.set(field.name, value)
      } catch is RuntimeError {
        // A token of another form; whoever needs the field is told that the session has none.
        continue
      }
    }
    return fields
  }
}

/// JSON Web Tokens (RFC 7519), as far as a client may read them.
enum JWT {
  static let builtin = Builtin(
    "jwt", [.init("token", [.string, .secret])], returns: "object",
    "The claims of a JSON Web Token. Its signature is not checked: that is up to the service."
  ) { call in
    let token = try call[0].asSecret?.text ?? call.string(0)
    guard let claims = claims(of: token) else {
      throw ValueError(.parse, "this is no JSON Web Token")
    }
    return claims
  }

  /// The payload of a token; nil when it is none.
  static func claims(of token: String) -> Value? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Base64.decode(String(parts[1])) else { return nil }
    let claims = try? JSON.parse(bytes)
    return claims?.type == .object ? claims : nil
  }
}
