import ImgFlowSyntax
import ImgFlowValues

/// The forms in which a secret may show: as it is, escaped for JSON or an address, as hexadecimal digits,
/// and as base64, alone or in the middle of other bytes.
enum SecretForms {
  static func all(of secret: String) -> Set<[UInt8]> {
    let bytes = Array(secret.utf8)
    let escaped = PercentEncoding.encode(secret)
    let json = (try? JSON.text(of: .string(secret))).map { String($0.dropFirst().dropLast()) }
    let hex = HexDigits.of(bytes: bytes)
    let texts = [
      secret, json ?? secret, (json ?? secret).replacing("/", with: "\\/"), escaped,
      lowered(escaped), escaped.replacing("%20", with: "+"),
      hex, hex.uppercased(),
    ]
    let encoded = (0..<3).flatMap { base64(of: bytes, after: $0) }
    // A diagnostic shows a line at a time.
    let lines = secret.split(whereSeparator: \.isNewline).map {
      $0.trimmingPrefix { $0 == " " || $0 == "\t" }
    }
    return Set((texts + encoded + lines.map(String.init)).map { Array($0.utf8) })
  }

  /// With the digits of `%C3` in lower case, as some programs write them.
  private static func lowered(_ escaped: String) -> String {
    let parts = escaped.split(separator: "%", omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(String(parts[0])) { text, part in
      text + "%" + part.prefix(2).lowercased() + part.dropFirst(2)
    }
  }

  /// Those characters of base64, in both alphabets, that the secret alone determines if `count` bytes precede
  /// it in its group of three.
  private static func base64(of bytes: [UInt8], after count: Int) -> [String] {
    let encoded = Base64.encode([UInt8](repeating: 0, count: count) + bytes)
    let start = (count * 8 + 5) / 6
    let end = (count + bytes.count) * 8 / 6
    let text = String(encoded.prefix(end).dropFirst(start))
    let ofURL = text.replacing("+", with: "-").replacing("/", with: "_")
    // At its end it may have what fills a group up.
    return count == 0 ? [encoded, text, ofURL] : [text, ofURL]
  }
}
