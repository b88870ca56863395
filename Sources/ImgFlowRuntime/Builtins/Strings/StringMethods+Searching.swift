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
    ) { call in
      let (text, part) = (try call.stringObject(0), try call.stringObject(1))
      return .bool(text.hasBytes(of: part, at: 0))
    },
    Builtin(
      "endsWith", [.text, Builtin.Parameter("part", .string)], returns: .bool,
      "Whether the string ends with `part`.",
      examples: [(#""photo.jpg".endsWith(".png")"#, "false")]
    ) { call in
      let (text, part) = (try call.stringObject(0), try call.stringObject(1))
      return .bool(text.hasBytes(of: part, at: text.byteCount - part.byteCount))
    },
    Builtin(
      "indexOf", [.text, Builtin.Parameter("part", .string)], returns: .optional(.int),
      "Returns the index of the character where `part` first begins, or null.",
      examples: [(#""höher".indexOf("h")"#, "0"), (#""höher".indexOf("x")"#, "null")]
    ) { call in
      let text = try call.stringObject(0)
      guard let place = TextSearch.firstOffset(of: try call.stringObject(1), in: text) else {
        return .null
      }
      return .int(text.isByteIndexed ? place : text.bytes(0..<place).length)
    },
  ]
}
