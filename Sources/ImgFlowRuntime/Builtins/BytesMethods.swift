import ImgFlowValues

/// The methods of bytes.
enum BytesMethods {
  static let all: [Builtin] = [
    Builtin(
      "text", [.receiver(.bytes), .textEncoding], returns: .string,
      """
      Reads the bytes as text: in the encoding that their byte-order mark says, else in `encoding`, else in \
      UTF-8. Anything else is a `parse` error.
      """,
      examples: [
        (#""né".bytes().text()"#, "né"),
        (#"base64.decode("6Q==").text(encoding: "windows-1252")"#, "é"),
      ]
    ) { call in
      let bytes = bytes(call)
      try Memory.claim(bytes: bytes.count)
      return .heap(
        try EncodedText.string(of: bytes, call.textEncoding(1), named: "the value") {
          $0.map { "write `.text(encoding: \"\($0)\")`" }
        })
    },
    Builtin(
      "base64", [.receiver(.bytes)], returns: .string, "Returns the bytes as base64 with padding.",
      examples: [(#""hi?".bytes().base64()"#, "aGk/")]
    ) { call in
      try call.withBytes(0) { try Base64.encode($0, .padded) }
    },
    Builtin(
      "base64url", [.receiver(.bytes)], returns: .string,
      "Returns the bytes as base64 for URLs and file names, without padding.",
      examples: [(#""hi?".bytes().base64url()"#, "aGk_")]
    ) { call in
      try call.withBytes(0) { try Base64.encode($0, .url) }
    },
    Builtin(
      "hex", [.receiver(.bytes)], returns: .string, "Returns the bytes as hexadecimal digits.",
      examples: [(#""hi".bytes().hex()"#, "6869")]
    ) { call in
      try call.withBytes(0) { try Hexadecimal.encode($0) }
    },
    Builtin(
      "slice",
      [
        .receiver(.bytes), Builtin.Parameter("start", .int),
        Builtin.Parameter("end", .int, .optional),
      ],
      returns: .bytes,
      """
      Returns the bytes from `start` up to but not including `end`; negative numbers count from the \
      end, and beyond the bytes is an `index` error.
      """,
      examples: [(#""hello".bytes().slice(1, 3).text()"#, "el")]
    ) { call in
      try call.withBytes(0) { bytes in
        let range = try SliceBounds.range(call, in: bytes.count, of: "bytes value")
        try Memory.claim(bytes: range.count)
        return .bytes(Array(bytes[range]))
      }
    },
    Builtin(
      "isEmpty", [.receiver(.bytes)], returns: .bool, "Whether its length is 0.",
      examples: [(#""".bytes().isEmpty()"#, "true")]
    ) { call in try call.withBytes(0) { .bool($0.isEmpty) } },
  ]

  private static func bytes(_ call: NativeCall) -> [UInt8] { call[0].asBytes?.bytes ?? [] }
}
