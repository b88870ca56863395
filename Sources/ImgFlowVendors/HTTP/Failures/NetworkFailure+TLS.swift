import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import NIOSSL

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// The errors of TLS: the other side is not who it should be, or does not let this side in.
extension NetworkFailure {
  func describe(_ error: NIOSSLError) -> DetailedError {
    switch error {
    case .uncleanShutdown:
      closed("the connection was cut off before the response was complete")
    case .failedToLoadPrivateKey:
      failure(
        "no secure connection to the server: the key does not belong to the client certificate",
        in: .connecting, isRetryable: false,
        help: "check the files of the certificate and its key")
    case .handshakeFailed(let reason): secureConnection("\(reason)")
    case .noCertificateToValidate, .unableToValidateCertificate, .cannotFindPeerIP:
      untrusted("its certificate cannot be checked")
    default: secureConnection("\(error)")
    }
  }

  /// - Parameter reason: the library's message, with BoringSSL's name for what went wrong in it.
  func secureConnection(_ reason: String) -> DetailedError {
    let name = Self.name(of: reason)
    if name.contains("CERTIFICATE_VERIFY_FAILED") { return untrusted(nil) }
    let (cause, help) =
      Self.known.first { name.contains($0.name) }.map { ($0.cause, $0.help) }
      ?? ("the TLS handshake failed", Self.handshakeHelp)
    return failure(
      "no secure connection to the server: \(cause)", in: max(.connecting, progress.phase),
      isRetryable: false, note: name, help: help)
  }

  private static let handshakeHelp =
    "check that the service supports TLS 1.2 or later at this address"
  private static let certificateHelp =
    "pass one: `certificate: {file: \"client.pem\", key: \"client.key\"}`"

  /// What BoringSSL calls things, the more precise names first.
  private static let known: [(name: String, cause: String, help: String)] = [
    ("CERTIFICATE_REQUIRED", "it requires a client certificate", certificateHelp),
    (
      "WRONG_VERSION_NUMBER", "it does not use TLS there",
      "check the port, or write `http://` if it is a service without TLS"
    ),
    ("HTTP_REQUEST", "it does not use TLS there", "check the port"),
    ("PROTOCOL_VERSION", "it does not support TLS 1.2 or later", "have the service updated"),
    ("UNSUPPORTED_PROTOCOL", "it does not support TLS 1.2 or later", "have the service updated"),
    (
      "UNRECOGNIZED_NAME", "it does not know the name of the host",
      "check the spelling of the address"
    ),
    ("UNKNOWN_CA", notAccepted, acceptedHelp), ("BAD_CERTIFICATE", notAccepted, acceptedHelp),
    ("UNSUPPORTED_CERTIFICATE", notAccepted, acceptedHelp),
    ("CERTIFICATE_EXPIRED", notAccepted, acceptedHelp),
    ("CERTIFICATE_REVOKED", notAccepted, acceptedHelp),
    ("CERTIFICATE_UNKNOWN", notAccepted, acceptedHelp),
    ("ACCESS_DENIED", notAccepted, acceptedHelp),
    (
      "HANDSHAKE_FAILURE", "they have no cipher in common, or it requires a client certificate",
      "check the address; where a certificate is needed, \(certificateHelp)"
    ),
    ("EOF", "it closed the connection during the TLS handshake", handshakeHelp),
  ]
  private static let notAccepted = "it does not accept the client certificate"
  private static let acceptedHelp =
    "check the certificate file, its expiry date and its authority"

  // MARK: - Certificates

  func otherHost() -> DetailedError {
    guard let certificate = inspection.certificate() else {
      return untrusted("its certificate is for another host")
    }
    let hosts = PeerCertificate.hosts(of: certificate).map { "`\($0)`" }
    let list = hosts.isEmpty ? "no host" : hosts.formatted(and: "and", limit: 9)
    return failure(
      "no secure connection to the server: its certificate is for \(list), not for `\(host)`",
      in: .connecting, isRetryable: false, details: [("certificate", Self.value(of: certificate))],
      help: "check the address: the service may have another name")
  }

  /// - Parameter cause: what is wrong with the certificate; nil to determine it.
  func untrusted(_ cause: String?) -> DetailedError {
    let certificate = inspection.certificate()
    let (found, help) =
      certificate.flatMap(Self.lifetime) ?? (
        "its certificate is signed by an authority that is not trusted",
        "if the authority is your own, name the file of its certificate with `\(Authorities.flag) FILE` "
          + "or the variable `\(Authorities.fileVariable)`"
      )
    return failure(
      "no secure connection to the server: \(cause ?? found)", in: .connecting, isRetryable: false,
      details: certificate.map { [("certificate", Self.value(of: $0))] } ?? [], help: help)
  }

  /// What is wrong with the validity period of a certificate; nil if nothing is.
  private static func lifetime(of certificate: NIOSSLCertificate) -> (String, String)? {
    let now = time(nil)
    let clock = "check this computer's clock, which says \(text(of: now))"
    if certificate.notValidAfter < now {
      return (
        "its certificate expired on \(text(of: certificate.notValidAfter))",
        "have the service's certificate renewed, or \(clock)"
      )
    }
    if certificate.notValidBefore > now {
      return ("its certificate is not valid before \(text(of: certificate.notValidBefore))", clock)
    }
    return nil
  }

  private static func text(of time: time_t) -> String { TimeText.iso(time * 1000) }

  private static func value(of certificate: NIOSSLCertificate) -> Value {
    let names = PeerCertificate.hosts(of: certificate).map(Value.string)
    let hosts = (try? Value.list(names)) ?? .null
    let fields: [(String, Value)] = [
      ("hosts", hosts),
      ("from", .time(milliseconds: certificate.notValidBefore * 1000)),
      ("until", .time(milliseconds: certificate.notValidAfter * 1000)),
    ]
    return (try? RecordObject(fields)).map(Value.heap) ?? .null
  }

  /// The library's name for what went wrong, such as `WRONG_VERSION_NUMBER`, out of its long message.
  private static func name(of reason: String) -> String {
    let words = reason.split { !($0.isUppercase || $0.isNumber || $0 == "_") }
    let names = words.filter { $0.contains { $0.isUppercase } && ($0.contains("_") || $0 == "EOF") }
    return names.max { $0.count < $1.count }.map(String.init) ?? reason
  }
}
