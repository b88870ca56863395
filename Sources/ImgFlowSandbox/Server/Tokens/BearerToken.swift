import Hummingbird

extension HTTPFields {
  /// The token of `Authorization: Bearer …`; nil without one.
  var bearerToken: String? { bearerToken(in: .authorization) }

  /// The token of a header like `Authorization`, under another name.
  func bearerToken(in name: HTTPFields.Element.Name) -> String? {
    guard let header = self[name], header.lowercased().hasPrefix("bearer ") else {
      return nil
    }
    let token = header.dropFirst("bearer ".count).drop { $0 == " " }
    return token.isEmpty ? nil : String(token)
  }
}
