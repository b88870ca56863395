import ImgFlowValues

extension StringMethods {
  /// Looking into strings.
  static let searching: [Builtin] = [
    Builtin(
      "contains", [.text, Builtin.Parameter("part", .string)], returns: .bool,
      "Whether the string contains `part`.", examples: [(#""photo.jpg".contains("to.")"#, "true")]
    ) { call in .bool(TextSearch.contains(try call.stringObject(1), in: try call.stringObject(0)))
    },
    Builtin(
      "startsWith", [.text, Builtin.Parameter("part", .string)], returns: .bool,
      "Whether the string begins with `part`.",
      examples: [(#""photo.jpg".startsWith("photo")"#, "true")]
    ) { call in .bool(try call.string(0).utf8.starts(with: call.string(1).utf8)) },
    Builtin(
      "endsWith", [.text, Builtin.Parameter("part", .string)], returns: .bool,
      "Whether the string ends with `part`.",
      examples: [(#""photo.jpg".endsWith(".png")"#, "false")]
    ) { call in
      let (text, part) = (try call.string(0).utf8, try call.string(1).utf8)
      return .bool(text.suffix(part.count).elementsEqual(part))
    },
    Builtin(
      "indexOf", [.text, Builtin.Parameter("part", .string)], returns: .optional(.int),
      "Returns the index of the character where `part` first begins, or null.",
      examples: [(#""höher".indexOf("h")"#, "0"), (#""höher".indexOf("x")"#, "null")]
    ) { call in
      let text = try call.string(0)
      guard let place = place(of: try call.string(1), in: text) else { return .null }
      return .int(StringObject(text.utf8Text(0..<place)).length)
    },
  ]

  private static func place(of part: String, in text: String) -> Int? {
    part.isEmpty ? 0 : ByteSearch(part).first(in: text)
  }
}
