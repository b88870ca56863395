import CryptoExtras
import Foundation
import JWTKit
import Synchronization

/// A vendor's key for signing tokens with RS256, made when the store has none.
actor SigningKeys {
  private let store: SandboxStore
  private let setting: String
  private var keys: Task<JWTKeyCollection, any Error>?

  /// - Parameter setting: the name under which the store keeps the key.
  init(store: SandboxStore, setting: String) {
    self.store = store
    self.setting = setting
  }

  /// Starts looking for the key, or making one, which takes longer than starting a server may.
  func prepare() { _ = task() }

  /// The token that says it.
  func sign(_ claims: some SessionClaims) async throws -> String {
    try await task().value.sign(claims)
  }

  /// The session of a token with such claims; nil for a forged one.
  func session<Claims: SessionClaims>(of token: String, _ claims: Claims.Type) async -> String? {
    try? await task().value.verify(token, as: claims).jti
  }

  private func task() -> Task<JWTKeyCollection, any Error> {
    if let keys { return keys }
    let task = Task.detached { [store, setting] in try await Self.load(store, setting) }
    keys = task
    return task
  }

  private static func load(_ store: SandboxStore, _ setting: String) async throws
    -> JWTKeyCollection
  {
    var text = try await store.setting(setting)
    if text == nil {
      text = try await store.setting(setting, orElse: made(for: setting))
    }
    let key = try _RSA.Signing.PrivateKey(pemRepresentation: text ?? "")
    return await JWTKeyCollection()
      .add(rsa: try Insecure.RSA.PrivateKey(backing: key), digestAlgorithm: .sha256)
  }

  /// New keys by setting. All stores that a process opens share them, because making one takes long.
  private static let newKeys = Mutex<[String: Task<String, any Error>]>([:])

  private static func made(for setting: String) async throws -> String {
    let task = newKeys.withLock { keys in
      let task =
        keys[setting]
        ?? Task.detached { try _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation }
      keys[setting] = task
      return task
    }
    return try await task.value
  }
}

/// What an access token says that is a JSON web token.
protocol SessionClaims: JWTPayload {
  /// The key of its session, since RS256 would give two sessions of one second the same token.
  var jti: String { get }
}

extension SessionClaims {
  /// Expiry is checked against the sandbox's clock, which the library does not know.
  func verify(using algorithm: some JWTAlgorithm) {}
}
