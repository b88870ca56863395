import ImgFlowRuntime
import Testing

@testable import ImgFlowVendors

@Suite("Media types")
struct MediaTypeTests {
  private static let contents: [(name: String, start: [UInt8], type: String)] = [
    ("jpg", [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg"),
    ("png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
    ("gif", Array("GIF89a".utf8), "image/gif"),
    ("webp", Array("RIFF\0\0\0\0WEBPVP8 ".utf8), "image/webp"),
    ("tif", [0x49, 0x49, 0x2A, 0], "image/tiff"),
    ("heic", Array("\0\0\0 ftypheic".utf8), "image/heic"),
    ("avif", Array("\0\0\0 ftypavif".utf8), "image/avif"),
    ("mp4", Array("\0\0\0 ftypisom".utf8), "video/mp4"),
    ("pdf", Array("%PDF-1.7".utf8), "application/pdf"),
  ]

  @Test func ofPicturesAndFilmsComeFromTheContentWhateverTheName() {
    for content in Self.contents {
      for name in Self.contents.map({ "a.\($0.name)" }) + [
        "a", "a.csv", "a.json", "a.unknown", ".png",
      ] {
        #expect(MediaType.of(name, start: content.start) == content.type, "\(name)")
      }
    }
  }

  @Test(arguments: [
    ("a.csv", "text/csv"), ("a.txt", "text/plain"), ("a.json", "application/json"),
    ("a.jsonl", "application/x-ndjson"), ("a.svg", "image/svg+xml"), ("a.JSON", "application/json"),
    ("a.png", MediaType.unknown), ("a", MediaType.unknown), ("a.mp4", MediaType.unknown),
  ])
  func ofTextComeFromItsName(_ name: String, _ type: String) {
    for text in ["", "a,b\n", "naïve", "[1]"] {
      #expect(MediaType.of(name, start: Array(text.utf8)) == type)
    }
    #expect(MediaType.of(name, start: [1, 0, 2]) == MediaType.unknown)
  }

  @Test func ofWorkbooksAreOfArchivesThatAreCalledSo() {
    let archive: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    #expect(MediaType.of("a.xlsx", start: archive).hasSuffix("spreadsheetml.sheet"))
    #expect(MediaType.of("a.csv", start: archive) == "application/zip")
    #expect(MediaType.of("a.xlsx", start: Array("a,b\n".utf8)) == MediaType.unknown)
  }

  @Test func goWithTheFilesOfAForm() throws {
    let path = TextFile.temporary([0xFF, 0xD8, 0xFF, 0xE0, 0, 16], named: "photo.png")
    let form = try MultipartForm([.init(name: "file", content: .file(path: path, contentType: nil))]
    )
    guard case .bytes(let head) = form.pieces[0] else { return #expect(Bool(false)) }
    #expect(String(decoding: head, as: UTF8.self).contains("Content-Type: image/jpeg\r\n"))
  }

  @Test func decideWhetherTheServiceTakesAFile() {
    let path = TextFile.temporary([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], named: "a.csv")
    let host = TestHost(files: [path]) { _ in .json("{}") }
    let result = Script(host: host, sources: ["deepopinion": Declarations.builtIn("deepopinion")])
      .run(#"deepopinion.uploadAnalysisFile("\#(path)")"#)
    #expect(result.message.hasSuffix("which `\(path)` is not: it contains image/png"))
  }
}
