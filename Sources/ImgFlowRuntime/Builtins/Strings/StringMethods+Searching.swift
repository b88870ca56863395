import ImgFlowValues

extension StringMethods {
  /// Looking into strings.
  static let searching: [Builtin] = [
    Builtin(
      "contains", [.text, Builtin.Parameter("part", .string)], returns: .bool,
      "Whether the string contains `part`.", examples: [(#""photo.jpg".contains("to.")"#, "true")]
    ) { call in .bool(try firstOffset(call) != nil) },
    Builtin(
      "startsWith", [.text, Builtin.Parameter("part", .string)], returns: .bool,
      "Whether the string begins with `part`.",
      examples: [(#""photo.jpg".startsWith("photo")"#, "true")]
    ) { call in
      try call.withString(0) { text in
        .bool(try call.withString(1) { text.hasBytes(of: $0, at: 0) })
      }
    }.quickInPlace { text, part in
      text.withString { text in part.withString { .bool(text.hasBytes(of: $0, at: 0)) } } ?? nil
    },
    Builtin(
      "endsWith", [.text, Builtin.Parameter("part", .string)], returns: .bool,
      "Whether the string ends with `part`.",
      examples: [(#""photo.jpg".endsWith(".png")"#, "false")]
    ) { call in
      try call.withString(0) { text in
        .bool(
          try call.withString(1) { text.hasBytes(of: $0, at: text.byteCount - $0.byteCount) })
      }
    }.quickInPlace { text, end in
      text.withString { text in
        end.withString { .bool(text.hasBytes(of: $0, at: text.byteCount - $0.byteCount)) }
      } ?? nil
    },
    Builtin(
      "indexOf", [.text, Builtin.Parameter("part", .string)], returns: .optional(.int),
      "Returns the index of the character where `part` first begins, or null.",
      examples: [(#""höher".indexOf("h")"#, "0"), (#""höher".indexOf("x")"#, "null")]
    ) { call in
      guard let place = try firstOffset(call) else { return .null }
      return try call.withString(0) { text in
        .int(text.isByteIndexed ? place : text.bytes(0..<place).length)
      }
    },
  ]

  private static func firstOffset(_ call: NativeCall) throws -> Int? {
    try call.withBytes(0) { text in
      try call.withBytes(1) { TextSearch.firstOffset(of: $0, in: text, from: 0) }
    }
  }
}
