#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reading from and writing to open files, whole.
enum Descriptor {
  /// Writes all bytes; returns `errno` when that is not possible.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: rest))
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&waiting, 1, -1)
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
  }

  private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  /// Reads to the end; returns `errno` when that is not possible.
  ///
  /// - Parameter expected: about how many bytes there will be.
  static func read(_ descriptor: Int32, expected: Int) -> Result<[UInt8], Failure> {
    var bytes: [UInt8] = []
    var room = max(expected + 1, 4096)
    while true {
      var failure: Int32?
      let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        let result = systemRead(descriptor, UnsafeMutableRawBufferPointer(buffer))
        if result < 0 { failure = errno }
        count = max(result, 0)
      }
      if let failure {
        if failure == EINTR { continue }
        return .failure(Failure(code: failure))
      }
      if part.isEmpty { return .success(bytes) }
      if bytes.isEmpty { bytes = part } else { bytes += part }
      room = min(max(4096, bytes.count), 1 << 20)
    }
  }

  static func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #else
      Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  struct Failure: Error {
    let code: Int32
  }
}
