import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reading from and writing to open files. All waiting for them is done here, where it can be stopped.
enum Descriptor {
  /// The error number of a call of the system that failed.
  struct Failure: Error {
    let code: Int32
  }

  /// How much is read or written between two checkpoints.
  private static let piece = 1 << 18
  /// How often waiting is interrupted to pass a checkpoint, in milliseconds.
  private static let tick: Int32 = 50

  // MARK: - Waiting

  /// Waits until there is something to read, the end included.
  ///
  /// - Parameter check: is called several times a second, and whenever a signal comes; what it throws ends
  ///   the waiting.
  static func waitForInput(
    _ descriptor: Int32, _ check: () throws -> Void = Checkpoint.pass
  ) throws {
    try wait(descriptor, POLLIN, check)
  }

  private static func wait(_ descriptor: Int32, _ event: Int32, _ check: () throws -> Void) throws {
    var waiting = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    try check()
    while poll(&waiting, 1, tick) <= 0 { try check() }
  }

  // MARK: - Reading

  /// The next bytes, at most `count`; none at the end.
  ///
  /// - Throws: `Failure`; what `check` throws.
  static func read(
    _ descriptor: Int32, atMost count: Int, _ check: () throws -> Void = Checkpoint.pass
  ) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: min(count, piece)) { buffer, filled in
      filled = try read(descriptor, into: UnsafeMutableRawBufferPointer(buffer), check)
    }
  }

  /// Reads to the end.
  ///
  /// - Parameter expected: about how many bytes there will be.
  /// - Throws: `Failure`; a `limit` error for more than a value can hold; what a checkpoint throws.
  static func readAll(_ descriptor: Int32, expected: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    // One more, to see the end in the same go.
    var room = expected == 0 ? 1 << 12 : expected + 1
    var isAtEnd = false
    while true {
      try ValueLimits.checkString(bytes: bytes.count + room - 1)
      // Joining the parts takes as much once more.
      try Memory.claim(bytes: bytes.count + room)
      let part = try [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
        while filled < buffer.count, !isAtEnd {
          let rest = buffer[filled..<min(filled + piece, buffer.count)]
          let count = try read(
            descriptor,
            into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: rest)))
          filled += count
          isAtEnd = count == 0
        }
      }
      if bytes.isEmpty { bytes = part } else { bytes += part }
      if isAtEnd { return bytes }
      try ValueLimits.checkString(bytes: bytes.count)
      room = min(max(1 << 12, bytes.count), 1 << 24, ValueLimits.stringBytes - bytes.count + 1)
    }
  }

  private static func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer,
    _ check: () throws -> Void = Checkpoint.pass
  ) throws -> Int {
    while true {
      try waitForInput(descriptor, check)
      let count = systemRead(descriptor, buffer)
      if count >= 0 { return count }
      guard [EINTR, EAGAIN].contains(errno) else { throw Failure(code: errno) }
    }
  }

  // MARK: - Writing

  /// Writes all bytes.
  ///
  /// - Throws: `Failure`; what `check` throws.
  static func write(
    _ bytes: [UInt8], to descriptor: Int32, _ check: () throws -> Void = Checkpoint.pass
  ) throws {
    var rest = bytes[...]
    try write(&rest, to: descriptor, check)
  }

  /// Writes bytes, and leaves in `bytes` what is still to be written if an error occurs.
  ///
  /// - Throws: `Failure`; what `check` throws.
  static func write(
    _ bytes: inout ArraySlice<UInt8>, to descriptor: Int32,
    _ check: () throws -> Void = Checkpoint.pass
  ) throws {
    // What is ready takes this much without waiting, even when it was opened to wait.
    let piece = isFile(descriptor) ? Self.piece : Int(PIPE_BUF)
    while !bytes.isEmpty {
      try wait(descriptor, POLLOUT, check)
      let count = bytes.prefix(piece).withUnsafeBytes { systemWrite(descriptor, $0) }
      if count >= 0 {
        bytes = bytes.dropFirst(count)
      } else if ![EINTR, EAGAIN].contains(errno) {
        throw Failure(code: errno)
      }
    }
  }

  private static func isFile(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  // MARK: - The system

  static func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #else
      Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }
}
