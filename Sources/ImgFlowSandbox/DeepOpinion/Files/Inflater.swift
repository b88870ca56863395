import CZlib

/// Unpacks what is packed by deflate (RFC 1951), with zlib.
enum Inflater {
  /// How the packed bytes begin.
  enum Wrapping: Sendable {
    /// At once, as in zip archives.
    case none
    /// With zlib's header (RFC 1950), as in PDF documents.
    case zlib
  }

  /// The content; nil when the bytes are damaged, or hold more than `limit`.
  static func inflate(
    _ packed: some Sequence<UInt8>, _ wrapping: Wrapping, limit: Int
  ) -> [UInt8]? {
    var stream = z_stream()
    let window = wrapping == .none ? -MAX_WBITS : MAX_WBITS
    guard
      inflateInit2_(&stream, window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }
    var input = Array(packed)
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    return input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(clamping: input.count)
      while output.count <= limit {
        let status = chunk.withUnsafeMutableBufferPointer { chunk in
          stream.next_out = chunk.baseAddress
          stream.avail_out = UInt32(clamping: chunk.count)
          return CZlib.inflate(&stream, Z_NO_FLUSH)
        }
        output += chunk.prefix(chunk.count - Int(stream.avail_out))
        if status == Z_STREAM_END { return output.count <= limit ? output : nil }
        guard status == Z_OK, stream.avail_in > 0 || stream.avail_out == 0 else { return nil }
      }
      return nil
    }
  }
}
