import Testing

@testable import ImgFlowValues

@Suite struct ImageFormatTests {
  @Test(arguments: [
    (ImageFormat.png, "\u{89}PNG\r\n\u{1A}\n"), (.jpeg, "\u{FF}\u{D8}\u{FF}\u{E0}"),
    (.gif, "GIF87a"), (.gif, "GIF89a"), (.webp, "RIFF\0\0\0\0WEBPVP8 "), (.tiff, "II*\0"),
    (.tiff, "MM\0*"),
  ])
  func `the first bytes of a file say its format`(_ format: ImageFormat, _ start: String) {
    let bytes = start.unicodeScalars.map { UInt8($0.value) }
    #expect(ImageFormat(bytes: bytes) == format)
    for count in 0..<4 { #expect(ImageFormat(bytes: bytes.prefix(count)) == nil || count == 3) }
    #expect(ImageFormat(bytes: [0] + bytes) == nil)
  }

  @Test(arguments: ["", "GIF88a", "WEBP", "12345678WEBP", "RIFF\0\0\0\0WAVE", "%PDF-1.7", "text"])
  func `other files have none`(_ text: String) {
    #expect(ImageFormat(bytes: text.utf8) == nil)
  }
}
