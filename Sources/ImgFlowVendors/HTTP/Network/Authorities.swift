import ImgFlowValues
import NIOSSL

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The authorities whose certificates are trusted, as OpenSSL decides it: `SSL_CERT_FILE` stands in for
/// the file of the system's authorities and `SSL_CERT_DIR` for its folder; `--ca-file` adds to them.
struct Authorities {
  static let fileVariable = "SSL_CERT_FILE"
  static let folderVariable = "SSL_CERT_DIR"
  static let flag = "--ca-file"

  private static let systemFiles = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
  ]
  private static let systemFolder = "/etc/ssl/certs"

  private let settings: NetworkSettings

  init(_ settings: NetworkSettings) { self.settings = settings }

  /// Has connections trust these authorities and no others.
  ///
  /// - Throws: `ValueError` that names the variable or flag whose file cannot be read.
  func apply(to configuration: inout TLSConfiguration) throws {
    let file = variable(Self.fileVariable)
    let folders = variable(Self.folderVariable)
    if file == nil, folders == nil {
      configuration.trustRoots = .default
    } else {
      let own =
        try file.map {
          try CertificateFile(path: $0, source: "`\(Self.fileVariable)`").certificates()
        }
        ?? []
      configuration.trustRoots = .certificates(
        try own + (folders.map(certificates(inFolders:)) ?? []))
      configuration.additionalTrustRoots += (file == nil ? systemFile : systemFolder)
    }
    let added = try settings.authorityFiles.flatMap {
      try CertificateFile(path: $0, source: "`\(Self.flag)`").certificates()
    }
    if !added.isEmpty { configuration.additionalTrustRoots.append(.certificates(added)) }
  }

  /// What is still the system's where only the other variable is set.
  private var systemFile: [NIOSSLAdditionalTrustRoots] {
    Self.systemFiles.first { access($0, R_OK) == 0 }.map { [.file($0)] } ?? []
  }
  private var systemFolder: [NIOSSLAdditionalTrustRoots] {
    access(Self.systemFolder, R_OK) == 0 ? [.file(Self.systemFolder)] : []
  }

  private func variable(_ name: String) -> String? {
    settings.environment(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  // MARK: - Folders

  /// The certificates of all files in some folders, whose paths have colons between them.
  private func certificates(inFolders folders: String) throws -> [NIOSSLCertificate] {
    let found = try folders.split(separator: ":").flatMap { try certificates(inFolder: String($0)) }
    guard !found.isEmpty else {
      throw ValueError(
        .validation, "`\(Self.folderVariable)` names `\(folders)`, which holds no certificate",
        help: "give a folder with files in PEM form")
    }
    return found
  }

  private func certificates(inFolder folder: String) throws -> [NIOSSLCertificate] {
    guard let stream = opendir(folder) else {
      throw ValueError(
        .io,
        "`\(Self.folderVariable)` names `\(folder)`, which cannot be read: "
          + String(cString: strerror(errno)),
        help: "check the path, and who may read the folder")
    }
    defer { closedir(stream) }
    var found: [NIOSSLCertificate] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      // Keys and other files may lie there too.
      let file = CertificateFile(path: "\(folder)/\(name)", source: "`\(Self.folderVariable)`")
      if let certificates = try? file.certificates() { found += certificates }
    }
    return found
  }
}
