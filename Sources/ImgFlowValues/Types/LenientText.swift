/// The texts that services send where a number or a time belongs.
package enum LenientText {
  /// A whole number, also one that came as `"12"` or `12.0`; nil for anything else.
  package static func wholeNumber(_ value: Value) -> Int? {
    switch value {
    case .int(let int): int
    case .float(let float): Int(exactly: float)
    default: value.asString.flatMap { Int($0) }
    }
  }

  /// An instant, in milliseconds since 1970; some services write a space where the `T` belongs.
  package static func time(_ text: String) -> Int? {
    if let time = TimeText.parse(text) { return time }
    let parts = text.split(separator: " ", maxSplits: 1)
    return parts.count == 2 ? TimeText.parse("\(parts[0])T\(parts[1])") : nil
  }
}
