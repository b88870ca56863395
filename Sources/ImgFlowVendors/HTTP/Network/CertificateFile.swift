import ImgFlowRuntime
import ImgFlowValues
import NIOSSL

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file with certificates, or with the key of one.
struct CertificateFile {
  /// More than the bundles of all public authorities take.
  private static let most = 16 * 1024 * 1024

  let path: String
  /// What names the file, for messages: a variable, a flag or an argument.
  let source: String
  /// What the run may do that names it; nil if that is whatever its user may.
  var permissions: Permissions?

  /// The certificates in the file, as PEM or as DER.
  ///
  /// - Throws: `ValueError` of kind `io` or `validation` that names the source.
  func certificates() throws -> [NIOSSLCertificate] {
    let bytes = try bytes()
    if let found = try? NIOSSLCertificate.fromPEMBytes(bytes), !found.isEmpty { return found }
    if let found = try? NIOSSLCertificate(bytes: bytes, format: .der) { return [found] }
    throw ValueError(
      .validation, "\(source) names `\(path)`, which contains no readable certificate",
      help: "use a file in PEM format, which has lines `-----BEGIN CERTIFICATE-----`")
  }

  /// The bytes of the file.
  ///
  /// - Throws: `ValueError` of kind `io`, for anything but a regular file too.
  func bytes() throws -> [UInt8] {
    let descriptor = try place().open(O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw unreadable(String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw unreadable("it is not a regular file") }
    guard status.st_size <= Self.most else { throw unreadable("it is larger than 16 MiB") }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let got = bytes[filled...].withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress, $0.count)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw unreadable(String(cString: strerror(errno))) }
      guard got > 0 else { break }
      filled += got
    }
    return Array(bytes[..<filled])
  }

  private func place() throws -> FilePlace {
    do { return try FilePlace(path, .read, by: permissions) } catch let failure as FilePlace.Failure
    {
      throw unreadable(String(cString: strerror(failure.code)))
    }
  }

  private func unreadable(_ reason: String) -> ValueError {
    ValueError(
      .io, "\(source) names `\(path)`, which cannot be read: \(reason)",
      help: "check the path, and the permissions of the file")
  }
}
