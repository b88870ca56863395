import ImgFlowValues

/// A string built from parts. If a part is secret, the whole is, and shows its visible parts.
struct JoinedText {
  private(set) var text = ""
  /// What is shown instead of `text`, once there is a secret part.
  private(set) var display: String?

  mutating func append(_ part: String) {
    text += part
    display? += part
  }

  mutating func append(secret: String, display shown: String = SecretObject.mask) {
    display = (display ?? text) + shown
    text += secret
  }

  /// Appends what interpolation would write.
  ///
  /// - Throws: a `limit` error if it is too long for a string.
  mutating func append(_ value: Value) throws {
    if let string = value.asString {
      append(string)
    } else if let secret = value.asSecret {
      append(secret: secret.text, display: secret.display)
    } else {
      append(try value.displayed())
    }
  }

  var byteCount: Int { text.utf8.count }

  /// A string, or a secret.
  var value: Value {
    display.map { .heap(SecretObject(text, display: $0)) } ?? .string(text)
  }
}
