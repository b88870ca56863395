import ImgFlowValues
import NIOCore
import NIOSSL

/// What the certificate of a server says.
enum PeerCertificate {
  /// The names and addresses that a certificate is for.
  static func hosts(of certificate: NIOSSLCertificate) -> [String] {
    names(of: certificate).compactMap { type, bytes in
      switch type {
      case .dnsName: String(decoding: bytes, as: UTF8.self)
      case .ipAddress: IPAddress(bytes: bytes)?.text
      default: nil
      }
    }
  }

  /// Fails when the certificate of the server that a channel is connected to is not for `address`.
  static func check(_ channel: any Channel, isFor address: IPAddress) -> EventLoopFuture<Void> {
    channel.nioSSL_peerCertificate().flatMapThrowing { certificate in
      let isRight =
        certificate.map { names(of: $0) }?.contains { type, bytes in
          type == .ipAddress && IPAddress(bytes: bytes) == address
        } ?? false
      guard isRight else { throw NIOSSLExtraError.failedToValidateHostname }
    }
  }

  private static func names(
    of certificate: NIOSSLCertificate
  ) -> [(type: _SubjectAlternativeName.NameType, bytes: [UInt8])] {
    certificate._subjectAlternativeNames().map { name in
      (name.nameType, name.contents.withUnsafeBufferPointer { Array($0) })
    }
  }
}
