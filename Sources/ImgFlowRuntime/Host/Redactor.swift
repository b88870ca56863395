import ImgFlowValues
import Synchronization

/// Replaces secrets by `«secret»` in whatever is about to be shown.
///
/// Besides the string itself, the forms in which a program is likely to show it are masked: see
/// `SecretForms`. Strings shorter than `minimumLength` are not: they would mask ordinary words.
public final class Redactor: Sendable {
  static let minimumLength = 6

  private struct State {
    var texts: Set<String> = []
    /// The forms to mask by their first byte, the longest first.
    var forms: [UInt8: [[UInt8]]] = [:]
    var onSecret: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  public init() {}

  /// Makes `secret` unshowable from now on.
  public func register(_ secret: String) {
    guard !secret.isEmpty else { return }
    let onSecret = state.withLock { state -> (@Sendable () -> Void)? in
      guard state.texts.insert(secret).inserted else { return nil }
      if secret.utf8.count >= Self.minimumLength {
        for form in SecretForms.all(of: secret) where form.count >= Self.minimumLength {
          state.forms[form[0], default: []].append(form)
          state.forms[form[0]]?.sort { $0.count > $1.count }
        }
      }
      defer { state.onSecret = nil }
      return state.onSecret
    }
    onSecret?()
  }

  /// Calls `body` once, as soon as there is a secret.
  public func whenSecret(_ body: @escaping @Sendable () -> Void) {
    let isThere = state.withLock { state in
      if state.texts.isEmpty { state.onSecret = body }
      return !state.texts.isEmpty
    }
    if isThere { body() }
  }

  /// How many secrets there are.
  public var count: Int { state.withLock { $0.texts.count } }

  /// Whether `text` is a secret, however short, or contains one that is masked.
  public func isKnown(_ text: String) -> Bool {
    state.withLock { $0.texts.contains(text) } || redact(text) != text
  }

  /// Returns `text` with every registered secret masked.
  public func redact(_ text: String) -> String {
    let forms = state.withLock { $0.forms }
    guard !forms.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    // The start of the part that has not been taken over.
    var start = 0
    var index = 0
    while index < bytes.count {
      guard let form = forms[bytes[index]]?.first(where: { bytes[index...].starts(with: $0) })
      else {
        index += 1
        continue
      }
      result += bytes[start..<index] + Array(SecretObject.mask.utf8)
      index += form.count
      start = index
    }
    return start == 0 ? text : String(decoding: result + bytes[start...], as: UTF8.self)
  }
}
