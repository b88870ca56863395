import CZlib

/// Unpacks data piece by piece, with zlib.
package final class Unpacker {
  /// Takes the next unpacked bytes.
  package typealias Sink = (ArraySlice<UInt8>) throws -> Void

  /// How the data is packed.
  package enum Form {
    case gzip
    /// Zlib's form, or the bare one.
    case zlib
    /// The bare form of deflate (RFC 1951), as in zip archives.
    case deflate
  }

  private enum State {
    /// Nothing has arrived.
    case empty
    /// Too little has arrived to know how it is packed.
    case beginning([UInt8])
    case inside
    /// What was packed has ended.
    case ended
  }

  private static let chunkSize = 64 * 1024

  private let form: Form
  private var state = State.empty
  /// Where it is, since zlib remembers the address; initialized while `isOpen`.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var isOpen = false
  /// Whether zeros have arrived after the last member of gzip: nothing else may follow them.
  private var isPadded = false
  private var chunk = [UInt8](repeating: 0, count: chunkSize)

  package init(_ form: Form) { self.form = form }

  deinit {
    if isOpen { inflateEnd(stream) }
    stream.deallocate()
  }

  /// Unpacks the next bytes.
  ///
  /// - Throws: `PackingFault`, or what `sink` throws.
  package func add(_ bytes: [UInt8], to sink: Sink) throws {
    guard !bytes.isEmpty else { return }
    switch state {
    case .inside: try inflate(bytes[...], sink)
    case .ended: try resume(bytes[...], sink)
    case .empty: try begin(bytes, sink)
    case .beginning(let start): try begin(start + bytes, sink)
    }
  }

  /// Says that the data has ended. No bytes at all are taken for nothing that was packed.
  package func finish() throws(PackingFault) {
    switch state {
    case .empty, .ended: return
    case .beginning, .inside: throw .cutShort
    }
  }

  private func begin(_ bytes: [UInt8], _ sink: Sink) throws {
    // Two bytes distinguish zlib's form from the bare one.
    guard bytes.count >= 2 else {
      state = .beginning(bytes)
      return
    }
    try open(windowBits(for: bytes))
    state = .inside
    try inflate(bytes[...], sink)
  }

  private func windowBits(for start: [UInt8]) -> Int32 {
    switch form {
    case .gzip: return 16 + MAX_WBITS
    case .deflate: return -MAX_WBITS
    case .zlib: break
    }
    let header = Int(start[0]) << 8 | Int(start[1])
    let isZlib = start[0] & 0x0F == 8 && start[0] >> 4 < 8 && header % 31 == 0
    return isZlib ? MAX_WBITS : -MAX_WBITS
  }

  private func open(_ windowBits: Int32) throws {
    stream.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, windowBits, ZLIB_VERSION, size) == Z_OK else {
      throw PackingFault.damaged
    }
    isOpen = true
  }

  /// How each member of gzip begins.
  private static let memberStart: UInt8 = 0x1F

  /// Continues after the end of the packed data: with a further member of gzip, or with the zeros that fill
  /// up a tape.
  private func resume(_ bytes: ArraySlice<UInt8>, _ sink: Sink) throws {
    guard form == .gzip else { throw PackingFault.trailing }
    let rest = bytes.drop { $0 == 0 }
    if rest.isEmpty {
      isPadded = isPadded || !bytes.isEmpty
      return
    }
    guard !isPadded, bytes.first == Self.memberStart, inflateReset(stream) == Z_OK else {
      throw PackingFault.trailing
    }
    state = .inside
    try inflate(bytes, sink)
  }

  private func inflate(_ bytes: ArraySlice<UInt8>, _ sink: Sink) throws {
    var rest = bytes
    while true {
      let (status, used, made) = step(rest)
      rest = rest.dropFirst(used)
      if made > 0 { try sink(chunk[..<made]) }
      switch status {
      case Z_STREAM_END:
        state = .ended
        if !rest.isEmpty { try resume(rest, sink) }
        return
      case Z_OK where !rest.isEmpty || made == chunk.count: continue
      case Z_OK, Z_BUF_ERROR: return
      default: throw PackingFault.damaged
      }
    }
  }

  /// Fills the chunk; gives zlib's status and how many bytes it used and made.
  private func step(_ bytes: ArraySlice<UInt8>) -> (status: Int32, used: Int, made: Int) {
    bytes.withUnsafeBufferPointer { input in
      chunk.withUnsafeMutableBufferPointer { output in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(clamping: input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(clamping: output.count)
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        return (
          status, Int(UInt32(clamping: input.count) - stream.pointee.avail_in),
          output.count - Int(stream.pointee.avail_out)
        )
      }
    }
  }
}
