/// The formats of images that are read or sent.
package enum ImageFormat: String, CaseIterable, Sendable {
  case jpeg, png, webp, gif, tiff

  /// Recognises a format by the first bytes of a file; nil if it is another kind of file.
  ///
  /// Names and media types that come with a file are claims, so they are not consulted.
  package init?(bytes: some Collection<UInt8>) {
    let start = Array(bytes.prefix(FileSignature.length))
    guard
      let format = Self.allCases.first(where: {
        $0.mediaType == FileSignature.mediaType(of: start[...])
      })
    else { return nil }
    self = format
  }

  /// The format's usual spelling, for messages.
  package var name: String {
    switch self {
    case .webp: "WebP"
    case .jpeg, .png, .gif, .tiff: rawValue.uppercased()
    }
  }

  /// The registered media type (IANA).
  package var mediaType: String { "image/\(rawValue)" }

  /// The usual ending of a file's name, without a dot.
  package var fileExtension: String { self == .jpeg ? "jpg" : rawValue }
}
