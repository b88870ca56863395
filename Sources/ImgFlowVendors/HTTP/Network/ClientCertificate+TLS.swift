import ImgFlowRuntime
import ImgFlowValues
import NIOSSL

extension HTTPRequest.ClientCertificate {
  /// Has connections show this certificate.
  ///
  /// - Throws: `ValueError` that names the file which is not right.
  func apply(
    to configuration: inout TLSConfiguration, by permissions: Permissions? = nil
  ) throws {
    let file = CertificateFile(path: file, source: "`certificate`", permissions: permissions)
    let bytes = try file.bytes()
    if let chain = try? NIOSSLCertificate.fromPEMBytes(bytes), !chain.isEmpty {
      configuration.certificateChain = chain.map { .certificate($0) }
      configuration.privateKey = .privateKey(try key(permissions))
    } else if let bundle = try? NIOSSLPKCS12Bundle(
      buffer: bytes, passphrase: password.map { Array($0.utf8) })
    {
      configuration.certificateChain = bundle.certificateChain.map { .certificate($0) }
      configuration.privateKey = .privateKey(bundle.privateKey)
    } else {
      throw ValueError(
        .validation,
        "`certificate` names `\(file.path)`, which is neither a certificate as PEM nor, with this "
          + "`password`, one as PKCS #12",
        help: "check the file and its password")
    }
  }

  private func key(_ permissions: Permissions?) throws -> NIOSSLPrivateKey {
    let file = CertificateFile(
      path: keyFile ?? file, source: "`certificate`", permissions: permissions)
    let bytes = try file.bytes()
    let key =
      if let password {
        try? NIOSSLPrivateKey(bytes: bytes, format: .pem) { $0(Array(password.utf8)) }
      } else {
        // Without a reply for the password the library would ask at the terminal.
        try? NIOSSLPrivateKey(bytes: bytes, format: .pem) { $0([UInt8]()) }
      }
    guard let key = key ?? (try? NIOSSLPrivateKey(bytes: bytes, format: .der)) else {
      throw ValueError(
        .validation,
        "`certificate` names `\(file.path)`, which contains no readable key"
          + (password == nil ? "" : " with this `password`"),
        help: keyFile == nil
          ? "name the file of the key: `key: \"client.key\"`"
          : "use a key in PEM format, with its `password` if it has one")
    }
    return key
  }
}
