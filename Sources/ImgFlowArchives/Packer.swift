import CZlib

/// Packs data with zlib.
package enum Packer {
  /// The form of what comes out.
  package enum Form {
    /// RFC 1952, without a name and a time, so that the same data is packed to the same bytes.
    case gzip
    /// The bare form of deflate (RFC 1951), as in zip archives.
    case deflate

    fileprivate var windowBits: Int32 { self == .gzip ? 16 + MAX_WBITS : -MAX_WBITS }
  }

  private static let pieceSize = 1 << 18

  /// Returns the packed data.
  ///
  /// - Parameter pause: Is called now and then; what it throws ends the work.
  package static func pack(
    _ bytes: UnsafeBufferPointer<UInt8>, _ form: Form, pausing pause: () throws -> Void
  ) rethrows -> [UInt8] {
    // It stays where it is, since zlib remembers the address.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    // It fails only without memory, as any allocation would.
    let status = deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, form.windowBits, 8, Z_DEFAULT_STRATEGY,
      ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib has no memory")
    defer { deflateEnd(stream) }
    var packed: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: pieceSize)
    var start = 0
    repeat {
      try pause()
      let end = min(bytes.count, start + pieceSize)
      // zlib does not write to its input.
      stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress.map { $0 + start })
      stream.pointee.avail_in = UInt32(clamping: end - start)
      let flush = end == bytes.count ? Z_FINISH : Z_NO_FLUSH
      repeat {
        let made = chunk.withUnsafeMutableBufferPointer { output in
          stream.pointee.next_out = output.baseAddress
          stream.pointee.avail_out = UInt32(clamping: output.count)
          _ = deflate(stream, flush)
          return output.count - Int(stream.pointee.avail_out)
        }
        packed += chunk[..<made]
      } while stream.pointee.avail_out == 0
      start = end
    } while start < bytes.count
    return packed
  }

  /// The checksum of ZIP and gzip.
  package static func sum(of bytes: [UInt8]) -> UInt32 {
    var sum: UInt = 0
    // zlib takes at most so many bytes at once.
    for start in stride(from: 0, to: bytes.count, by: 1 << 30) {
      let part = bytes[start..<min(bytes.count, start + 1 << 30)]
      sum = part.withUnsafeBufferPointer { crc32(sum, $0.baseAddress, UInt32(clamping: $0.count)) }
    }
    return UInt32(truncatingIfNeeded: sum)
  }
}
