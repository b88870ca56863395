import ImgFlowValues
import Synchronization

/// Replaces secrets by `«secret»` in whatever is about to be shown.
///
/// Beside the text itself its base64, URL-encoded and JSON-escaped forms are masked (design section
/// 8). Texts shorter than `minimumLength` are not: they would mask ordinary words.
public final class Redactor: Sendable {
  static let minimumLength = 6
  private let forms = Mutex<[String]>([])
  private let texts = Mutex<Set<String>>([])

  public init() {}

  /// Makes `secret` unshowable from now on.
  public func register(_ secret: String) {
    guard !secret.isEmpty, texts.withLock({ $0.insert(secret).inserted }) else { return }
    guard secret.utf8.count >= Self.minimumLength else { return }
    forms.withLock { forms in
      for form in Self.encodings(of: secret) where !forms.contains(form) { forms.append(form) }
      forms.sort { $0.utf8.count > $1.utf8.count }
    }
  }

  /// How many secrets there are.
  public var count: Int { texts.withLock { $0.count } }

  /// Whether `text` is a secret, however short, or holds one that is masked.
  public func isKnown(_ text: String) -> Bool {
    texts.withLock { $0.contains(text) } || redact(text) != text
  }

  /// Returns `text` with every registered secret masked.
  public func redact(_ text: String) -> String {
    let forms = forms.withLock { $0 }
    guard !forms.isEmpty else { return text }
    var result = text
    for form in forms where result.utf8.count >= form.utf8.count {
      result = Self.replace(form, in: result)
    }
    return result
  }

  private static func encodings(of secret: String) -> [String] {
    let encoded = Base64.encode(Array(secret.utf8))
    let escaped = PercentEncoding.encode(secret)
    let json = (try? JSON.text(of: .string(secret))).map { String($0.dropFirst().dropLast()) }
    return [secret, encoded, String(encoded.prefix { $0 != "=" }), escaped, json ?? secret]
  }

  private static func replace(_ form: String, in text: String) -> String {
    guard let first = form.utf8.first else { return text }
    let needle = Array(form.utf8)
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == first, bytes[index...].starts(with: needle) {
        result += SecretObject.mask.utf8
        index += needle.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
