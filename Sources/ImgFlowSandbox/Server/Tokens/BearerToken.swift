import Hummingbird

extension HTTPFields {
  /// The token of `Authorization: Bearer …`; nil without one.
  var bearerToken: String? {
    guard let header = self[.authorization], header.lowercased().hasPrefix("bearer ") else {
      return nil
    }
    let token = header.dropFirst("bearer ".count).drop { $0 == " " }
    return token.isEmpty ? nil : String(token)
  }
}
