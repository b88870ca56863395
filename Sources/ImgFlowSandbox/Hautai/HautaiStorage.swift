import CryptoExtras
import Foundation
import Hummingbird
import ImgFlowSyntax
import ImgFlowValues

/// Addresses of files that say themselves what may be done, how and until when, like those of the
/// storage that Haut.AI uses (Google Cloud Storage, V4 signing).
struct HautaiStorage: Sendable {
  let clock: SandboxClock
  /// Signs the addresses; kept with the store, so that they outlive a restart.
  let key: SymmetricKey

  /// Where files are, below the vendor's address.
  static let path = "/storage"
  /// Headers that an upload must carry, exactly. The first number of the range is the least size in
  /// bytes, the second the greatest: 30 MiB.
  static let uploadHeaders: KeyValuePairs = [
    "Content-Type": "application/octet-stream", "X-Goog-Content-Length-Range": "1,31457280",
  ]
  static let uploadSizes = 1...31_457_280
  /// Seconds that an upload may be begun for. The document does not say.
  static let uploadLifetime: TimeInterval = 900
  static let downloadLifetime: TimeInterval = 3600
  /// A century, beyond which no serious request goes.
  private static let longestLifetime: TimeInterval = 100 * 365 * 86_400

  private static let setting = "hautai.storageKey"

  /// Reads the key, or makes one.
  init(store: SandboxStore, clock: SandboxClock) async throws {
    self.clock = clock
    let made = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    let text = try await store.setting(Self.setting, orElse: made.base64EncodedString())
    key = SymmetricKey(data: Data(base64Encoded: text) ?? made)
  }

  /// The address for a file: to upload it, or to look at it; valid for `lifetime` seconds.
  func address(
    of file: String, _ method: HTTPRequest.Method, base: String, lifetime: TimeInterval? = nil
  ) -> String {
    let usual = method == .put ? Self.uploadLifetime : Self.downloadLifetime
    let seconds = min(lifetime ?? usual, Self.longestLifetime)
    let expires = Int(clock.now.timeIntervalSince1970 + seconds)
    let signature = HexDigits.of(bytes: signature(of: file, method, expires))
    return "\(base)\(Self.path)/\(file)?X-Goog-Expires=\(expires)&X-Goog-Signature=\(signature)"
  }

  /// Makes certain that a request for a file may be carried out.
  ///
  /// - Throws: a refusal in the storage's own form.
  func check(_ request: Request, file: String) throws {
    let query = FormPairs.read(request.uri.query ?? "")
    let given = { (name: String) in query.last { $0.name == name }?.text ?? "" }
    guard let expires = Int(given("X-Goog-Expires")),
      let signature = Self.bytes(given("X-Goog-Signature")),
      isValid(signature, file, request, expires)
    else {
      throw Self.refusal(
        403, "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided.")
    }
    guard Double(expires) > clock.now.timeIntervalSince1970 else {
      throw Self.refusal(400, "ExpiredToken", "The provided token has expired.")
    }
    guard request.headers[.authorization] == nil else {
      throw Self.refusal(
        400, "InvalidArgument", "Only one auth mechanism allowed: the address is signed.")
    }
    guard request.method == .put else { return }
    for (name, value) in Self.uploadHeaders {
      let found = HTTPFields.Element.Name(name).flatMap { request.headers[$0] }
      guard found == value else {
        throw Self.refusal(
          403, "SignatureDoesNotMatch", "The header \(name) is not the one that was signed.")
      }
    }
  }

  private func isValid(
    _ signature: Data, _ file: String, _ request: Request, _ expires: Int
  ) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(
      signature, authenticating: text(file, request.method, expires), using: key)
  }

  private func signature(of file: String, _ method: HTTPRequest.Method, _ expires: Int) -> Data {
    Data(HMAC<SHA256>.authenticationCode(for: text(file, method, expires), using: key))
  }

  private func text(_ file: String, _ method: HTTPRequest.Method, _ expires: Int) -> Data {
    Data("\(method.rawValue)\n\(file)\n\(expires)".utf8)
  }

  private static func bytes(_ hex: String) -> Data? {
    let digits = Array(hex.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var data = Data()
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16)
      else { return nil }
      data.append(byte)
    }
    return data
  }

  /// An error in the storage's form, which is XML.
  static func refusal(_ status: Int, _ code: String, _ message: String) -> StorageRefusal {
    StorageRefusal(status: status, code: code, message: message)
  }
}

/// What the storage responds instead of doing what is requested.
struct StorageRefusal: Error {
  let status: Int
  let code: String
  let message: String

  var response: Response {
    let body: HTML = """
      <?xml version='1.0' encoding='UTF-8'?><Error><Code>\(code)</Code><Message>\(message)</Message></Error>
      """
    return .text(body.text, type: "application/xml; charset=UTF-8", status: .init(code: status))
  }
}
