import ImgFlowArchives

/// How the body of a response is packed (RFC 9110 section 8.4.1).
enum ContentCoding: Equatable {
  case identity
  case gzip
  /// Zlib's form, or the bare one, which some servers send under the same name.
  case deflate

  /// How the body is to be unpacked; nil if it comes as it is.
  var form: Unpacker.Form? {
    switch self {
    case .identity: nil
    case .gzip: .gzip
    case .deflate: .zlib
    }
  }

  /// What requests say that they take.
  static let accepted = "gzip, deflate"

  /// Reads the values of `Content-Encoding` and `Transfer-Encoding`, which may name the same; chunks have
  /// been put together already.
  ///
  /// - Throws: `UnpackingError` for an encoding that cannot be unpacked.
  init(_ values: [String]) throws(UnpackingError) {
    let names = values.flatMap { $0.split(separator: ",") }
      .map { $0.filter { !$0.isWhitespace }.lowercased() }
      .filter { !["", "identity", "chunked"].contains($0) }
    guard names.count < 2 else { throw .severalTimes(names.joined(separator: ", ")) }
    switch names.first {
    case nil: self = .identity
    case "gzip", "x-gzip": self = .gzip
    case "deflate": self = .deflate
    case let name?: throw .unknown(name)
    }
  }
}
