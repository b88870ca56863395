import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues

/// Makes a session from the response to a login.
struct SessionReader {
  private let call: OperationCall

  init(_ call: OperationCall) { self.call = call }

  /// Returns the response with the fields that the declaration computes from it.
  ///
  /// - Parameter earlier: The session that the response renews: fields missing from the response are kept.
  func fields(from answer: RecordObject, renewing earlier: RecordObject?) throws -> RecordObject {
    guard let declaration = call.client.vendor.session else { return answer }
    let fields = try answer.copy()
    for field in declaration.fields where field.isGiven {
      let value = ([field.name] + field.alsoNames).lazy.compactMap { answer[$0] }
        .first { !$0.isNull }
      if let value = value ?? earlier?[field.name] {
        try fields.set(field.name, value)
      } else if !field.isOptional, !field.isFromCredentials {
        throw DetailedError(
          .auth, "the response of \(call.client.vendor.name) has no `\(field.name)`",
          isRetryable: false,
          help: "check the address of the service: \(call.client.baseURL)")
      }
    }
    try compute(declaration, fields)
    return fields
  }

  /// Returns the session that ready tokens make without a login; nil if there are none.
  func sessionFromCredentials() throws -> SessionStore.Session? {
    guard let fields = try fieldsFromCredentials() else { return nil }
    let (client, host) = (call.client, call.evaluator.host)
    return SessionStore.Session(
      fields: fields, lifetime: nil, opened: host.uptime(),
      isOfProfile: try client.settings.ownEntry(of: client.vendor, from: host) != nil)
  }

  private func fieldsFromCredentials() throws -> RecordObject? {
    guard let declaration = call.client.vendor.session else { return nil }
    let credentials = [("credentials", try call.client.values(of: .credentials, call.evaluator))]
    let fields = RecordObject()
    for field in declaration.fields where field.isFromCredentials {
      guard let expression = field.value else { continue }
      let value = try call.evaluate(expression, credentials)
      if !value.isNull { try fields.set(field.name, value) }
    }
    return fields.count > 0 ? fields : nil
  }

  /// Seconds; a service that promises more is not asked again either.
  private static let longestLifetime = 1_000_000_000

  /// How long the session is valid, in milliseconds; nil if unknown.
  func lifetime(of fields: RecordObject) -> Int? {
    guard let declaration = call.client.vendor.session, let expression = declaration.lifetime else {
      return nil
    }
    let value = try? call.evaluate(expression, given(declaration, fields))
    return value?.asDuration?.milliseconds
      ?? value?.asInt.map { min(max($0, 0), Self.longestLifetime) * 1000 }
  }

  private func given(
    _ declaration: SessionDeclaration, _ fields: RecordObject
  ) -> [(String, Value)] {
    declaration.fields.filter(\.isGiven).map { ($0.name, fields[$0.name] ?? .null) }
  }

  private func compute(_ declaration: SessionDeclaration, _ fields: RecordObject) throws {
    for field in declaration.fields where !field.isGiven {
      guard let expression = field.value else { continue }
      do {
        let value = try call.evaluate(expression, given(declaration, fields))
        try fields.set(field.name, try ValueReader(call).read(value, field.type))
      } catch is RuntimeError {
        // A token of another form; callers that need the field learn that the session has none.
        continue
      }
    }
  }
}

extension SessionDeclaration.Field {
  /// Whether responses contain it.
  fileprivate var isGiven: Bool { value == nil || isFromCredentials }
}

/// JSON Web Tokens (RFC 7519), as far as a client may read them.
enum JWT {
  static let builtin = Builtin(
    "jwt", [.init("token", [.string, .secret])], returns: .object,
    "The claims of a JSON Web Token. Its signature is not checked; the service does that."
  ) { call in
    let token = try call[0].asSecret?.text ?? call.string(0)
    guard let claims = claims(of: token) else {
      throw ValueError(.parse, "this is not a JSON Web Token")
    }
    return claims
  }

  /// The payload of a token; nil if it is not one.
  static func claims(of token: String) -> Value? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Base64.decode(String(parts[1])) else { return nil }
    let claims = try? JSON.parse(bytes)
    return claims?.type == .object ? claims : nil
  }
}
