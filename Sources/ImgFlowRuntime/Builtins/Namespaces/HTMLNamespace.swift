import ImgFlowValues

/// The namespace `html`.
enum HTMLNamespace {
  static let all: [Builtin] = [
    Builtin(
      "escape", [Builtin.Parameter("text", .string)], returns: .string,
      """
      Escapes a string so that HTML shows it unchanged, between tags and in attributes in quotes: `&`, `<`, `>`, \
      both quotes and carriage returns. `std/report` does that for you.
      """,
      examples: [(#"html.escape("a < b & \"c\"")"#, "a &lt; b &amp; &quot;c&quot;")]
    ) { call in
      try call.withBytes(0) { text in
        guard text.contains(where: { reference(for: $0) != nil }) else { return call[0] }
        return .heap(try escaped(text, call.scratch))
      }
    }
  ]

  private static func escaped(
    _ text: UnsafeBufferPointer<UInt8>, _ scratch: TextScratch
  ) throws -> StringObject {
    let start = scratch.count
    defer { scratch.truncate(to: start) }
    var pace = Pace()
    // Where the part begins that has not been taken over.
    var rest = 0
    for (place, byte) in text.enumerated() {
      try pace.step()
      guard let reference = reference(for: byte) else { continue }
      scratch.append(UnsafeBufferPointer(rebasing: text[rest..<place]))
      scratch.append(reference)
      rest = place + 1
      try BuiltinLimits.checkBytes(scratch.count - start)
    }
    scratch.append(UnsafeBufferPointer(rebasing: text[rest...]))
    try BuiltinLimits.claimBytes(scratch.count - start)
    return scratch.string(from: start)
  }

  /// What HTML writes for a character that means something else there; nil for others.
  private static func reference(for byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    // A reader of HTML takes it for a line feed.
    case .carriageReturn: "&#13;"
    default: nil
    }
  }
}
