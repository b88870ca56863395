import ImgFlowValues
import NIOSSL

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The authorities whose certificates are trusted, as OpenSSL decides it: `SSL_CERT_FILE` replaces the file
/// of the system's authorities and `SSL_CERT_DIR` for its folder; `--ca-file` adds to them.
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
      configuration.trustRoots = .certificates(
        try certificates(in: file) + certificates(inFolders: folders))
    }
    let added = try settings.authorityFiles.flatMap {
      try CertificateFile(path: $0, source: "`\(Self.flag)`").certificates()
    }
    if !added.isEmpty { configuration.additionalTrustRoots.append(.certificates(added)) }
  }

  /// The certificates of the file that the variable names, or of the system's.
  private func certificates(in file: String?) throws -> [NIOSSLCertificate] {
    if let file {
      return try CertificateFile(path: file, source: "`\(Self.fileVariable)`").certificates()
    }
    let system = Self.systemFiles.first { access($0, R_OK) == 0 }
    return try system.map { try CertificateFile(path: $0, source: "the system").certificates() }
      ?? []
  }

  private func variable(_ name: String) -> String? {
    settings.environment(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  // MARK: - Folders

  /// The certificates of the folders that the variable names, with colons between their paths, or of
  /// the system's.
  private func certificates(inFolders folders: String?) throws -> [NIOSSLCertificate] {
    guard let folders else { return (try? certificates(inFolder: Self.systemFolder)) ?? [] }
    let found = try folders.split(separator: ":").flatMap { try certificates(inFolder: String($0)) }
    guard !found.isEmpty else {
      throw ValueError(
        .validation, "`\(Self.folderVariable)` names `\(folders)`, which contains no certificate",
        help: "use a folder with files in PEM format")
    }
    return found
  }

  /// The certificates of the files that are named by the hash of their subject, as OpenSSL looks for
  /// them, or of all files in a folder that has none of those.
  private func certificates(inFolder folder: String) throws -> [NIOSSLCertificate] {
    let names = try names(inFolder: folder)
    let hashed = names.filter { $0.wholeMatch(of: /[0-9a-f]{8}\.\d+/) != nil }
    // Keys and other files may lie there too.
    return (hashed.isEmpty ? names : hashed).flatMap { name in
      let file = CertificateFile(path: "\(folder)/\(name)", source: "`\(Self.folderVariable)`")
      return (try? file.certificates()) ?? []
    }
  }

  private func names(inFolder folder: String) throws -> [String] {
    guard let stream = opendir(folder) else {
      throw ValueError(
        .io,
        "`\(Self.folderVariable)` names `\(folder)`, which cannot be read: "
          + String(cString: strerror(errno)),
        help: "check the path, and the permissions of the folder")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }
}
