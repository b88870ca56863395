import ImgFlowArchives
import ImgFlowValues

/// The namespace `gzip`.
enum GzipNamespace {
  static let all: [Builtin] = [
    Builtin(
      "compress", [Builtin.Parameter("data", [.string, .bytes])], returns: .bytes,
      """
      Compresses bytes, or the UTF-8 of a string, as a file that ends in `.gz` has them. The same data always gives \
      the same bytes.
      """,
      examples: [
        (#"gzip.decompress(gzip.compress("né")).text()"#, "né"),
        (#"gzip.compress("a".repeat(10_000)).length < 100"#, "true"),
      ]
    ) { call in
      let packed = try call.withBytes(0) { try Packer.pack($0, .gzip, pausing: Checkpoint.pass) }
      try Memory.claim(bytes: packed.count)
      return .bytes(packed)
    },
    Builtin(
      "decompress", [Builtin.Parameter("data", .bytes), .unpackedLimit], returns: .bytes,
      """
      Returns what was compressed with gzip. Damaged data is a `parse` error, and more than `limit` bytes are a `limit` \
      error, so that a small file cannot fill the memory.
      """,
      examples: [(#"gzip.decompress(gzip.compress("hello")).text()"#, "hello")]
    ) { call in .bytes(try decompressed(call.withBytes(0) { Array($0) }, limit: call.int(1))) },
  ]

  private static func decompressed(_ data: [UInt8], limit: Int) throws -> [UInt8] {
    guard data.starts(with: [0x1F, 0x8B]) else {
      throw ValueError(.parse, "the data is not compressed with gzip")
    }
    var content: [UInt8] = []
    let unpacker = Unpacker(.gzip)
    do {
      try unpacker.add(data) { part in
        try Checkpoint.pass()
        guard content.count + part.count <= limit else {
          throw ValueError.unpackedTooLarge("the data", limit: limit)
        }
        try Memory.claim(bytes: part.count)
        content += part
      }
      try unpacker.finish()
    } catch let fault as PackingFault {
      let problem =
        switch fault {
        case .damaged: "is damaged"
        case .cutShort: "is cut short: it does not end"
        case .trailing: "goes on after its end"
        }
      throw ValueError(.parse, "the data that was compressed with gzip \(problem)")
    }
    return content
  }
}

extension Builtin.Parameter {
  /// How many bytes may come out of packed data.
  static let unpackedLimit = count("limit", from: 0, .defaulted(.int(256 << 20)))
}

extension ValueError {
  /// The error of what would unpack to more than is allowed.
  static func unpackedTooLarge(_ what: String, limit: Int) -> ValueError {
    ValueError(
      .limit, "\(what) decompresses to more than \(limit) bytes",
      help: "pass a larger `limit:` if you trust where it comes from")
  }
}
