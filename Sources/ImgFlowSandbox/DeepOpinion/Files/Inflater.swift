import CZlib

/// Unpacks data packed with deflate (RFC 1951), as in zip archives, with zlib.
enum Inflater {
  /// The content; nil if the bytes are damaged, or do not hold exactly `count`.
  static func inflate(_ packed: ArraySlice<UInt8>, count: Int) -> [UInt8]? {
    var stream = z_stream()
    let status = inflateInit2_(
      &stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var isWhole = false
    // One byte more than allowed, so that longer content is detected.
    let content = [UInt8](unsafeUninitializedCapacity: count + 1) { output, made in
      packed.withUnsafeBufferPointer { input in
        // zlib does not write to its input.
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(clamping: input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(clamping: output.count)
        isWhole = CZlib.inflate(&stream, Z_FINISH) == Z_STREAM_END
        made = output.count - Int(stream.avail_out)
      }
    }
    return isWhole && content.count == count ? content : nil
  }
}
