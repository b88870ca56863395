/// A file format that the sandbox accepts as an upload.
enum ImageFormat: String, CaseIterable, Sendable {
  case jpeg, png, webp, gif, tiff

  /// Recognises a format by its first bytes; nil if they begin none of the accepted formats.
  ///
  /// Names and media types that come with an upload are claims, so they are not consulted.
  init?(bytes: some Collection<UInt8>) {
    let head = Array(bytes.prefix(12))
    func begins(_ signature: [UInt8]) -> Bool { head.starts(with: signature) }

    if begins([0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if begins(Array("GIF87a".utf8)) || begins(Array("GIF89a".utf8)) {
      self = .gif
    } else if begins(Array("RIFF".utf8)), head.dropFirst(8).elementsEqual("WEBP".utf8) {
      self = .webp
    } else if begins([0x49, 0x49, 0x2A, 0x00]) || begins([0x4D, 0x4D, 0x00, 0x2A]) {
      self = .tiff
    } else {
      return nil
    }
  }

  /// The format's usual spelling, for messages.
  var name: String {
    switch self {
    case .webp: "WebP"
    case .jpeg, .png, .gif, .tiff: rawValue.uppercased()
    }
  }

  /// The registered media type (IANA).
  var mediaType: String { "image/\(rawValue)" }

  /// The file extension that stored uploads get, without a dot.
  var fileExtension: String { self == .jpeg ? "jpg" : rawValue }
}
