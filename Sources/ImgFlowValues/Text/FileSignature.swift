/// What a file is, from its first bytes: names lie.
package enum FileSignature {
  /// How many bytes are needed to decide.
  package static let length = 64

  private static let known: [(offset: Int, bytes: [UInt8], type: String)] = [
    (0, [0xFF, 0xD8, 0xFF], "image/jpeg"),
    (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
    (0, Array("GIF87a".utf8), "image/gif"), (0, Array("GIF89a".utf8), "image/gif"),
    (0, [0x49, 0x49, 0x2A, 0], "image/tiff"),
    (0, [0x4D, 0x4D, 0, 0x2A], "image/tiff"), (4, Array("ftypheic".utf8), "image/heic"),
    (4, Array("ftypheix".utf8), "image/heic"), (4, Array("ftypmif1".utf8), "image/heic"),
    (4, Array("ftypavif".utf8), "image/avif"), (4, Array("ftypavis".utf8), "image/avif"),
    (4, Array("ftypqt  ".utf8), "video/quicktime"), (4, Array("ftyp".utf8), "video/mp4"),
    (4, Array("moov".utf8), "video/quicktime"), (4, Array("mdat".utf8), "video/quicktime"),
    (0, [0x1A, 0x45, 0xDF, 0xA3], "video/webm"), (8, Array("AVI LIST".utf8), "video/x-msvideo"),
    (0, [0, 0, 1, 0xBA], "video/mpeg"), (0, [0, 0, 1, 0xB3], "video/mpeg"),
    (0, [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], "video/x-ms-wmv"),
    (0, Array("FLV\u{1}".utf8), "video/x-flv"), (0, Array("%PDF-".utf8), "application/pdf"),
    (0, [0x50, 0x4B, 0x03, 0x04], "application/zip"), (0, [0x1F, 0x8B], "application/gzip"),
  ]

  /// The media type of a file that says by its first bytes what it is; nil for all others, such as text.
  package static func mediaType(of bytes: ArraySlice<UInt8>) -> String? {
    if let known = known.first(where: { bytes.dropFirst($0.offset).starts(with: $0.bytes) }) {
      return known.type
    }
    if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return "image/webp"
    }
    // Two letters alone could begin a text: the length that follows must fit as well.
    let isBitmap =
      bytes.starts(with: Array("BM".utf8)) && bytes.dropFirst(6).prefix(4).allSatisfy { $0 == 0 }
    return isBitmap && bytes.count >= 14 ? "image/bmp" : nil
  }
}
