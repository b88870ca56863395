import Foundation
import Testing

@testable import ImgFlowSandbox

@Suite struct ParsingTests {
  @Test(arguments: [1, 2, 3, 7, 1000])
  func formsAreReadWhereverTheyAreCut(size: Int) throws {
    let content = "a\r\n--b\r\n--bounda\r\r\n\r\nend\r\n"
    let form =
      "preamble\r\n--boundary \r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n"
      + "\r\n--boundary\r\ncontent-disposition: form-data; filename=\"a;name=x.jpg\"; name=file\r\n"
      + "Content-Type: image/jpeg\r\n\r\n\(content)\r\n--boundary--\r\nepilogue"
    let parts = try Self.parts(of: form, cutInto: size)
    #expect(parts == ["empty": "", "file": content])
  }

  @Test func aFormMayBeginWithItsBoundary() throws {
    let form =
      "--boundary\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--boundary--"
    #expect(try Self.parts(of: form, cutInto: 5) == ["file": "x"])
  }

  @Test func endlessHeadersAreRefused() throws {
    let form = "--boundary\r\n" + String(repeating: "X: y\r\n", count: 10_000)
    #expect(throws: Refusal.self) { try Self.parts(of: form, cutInto: 1000) }
  }

  @Test(arguments: [1, 2, 3, 5, 64, 4096])
  func base64IsReadWhereverItIsCut(size: Int) throws {
    for count in [0, 1, 2, 3, 100, 1000] {
      let data = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) })
      for options in [[], Data.Base64EncodingOptions.lineLength64Characters] {
        let text = Array(
          ("data:image/png;base64," + data.base64EncodedString(options: options)).utf8)
        var decoder = Base64Decoder()
        var found = Data()
        for start in stride(from: 0, to: text.count, by: size) {
          try decoder.read(text[start..<min(text.count, start + size)]) { found += $0 }
        }
        try decoder.finish { found += $0 }
        #expect(found == data)
      }
    }
  }

  @Test(arguments: ["QUJD=QUJD", "QUI=QUI=", "Q", "Q!JD", "QUJDé"])
  func whatIsNoBase64IsRefused(text: String) {
    #expect(throws: Base64Decoder.NotBase64.self) {
      var decoder = Base64Decoder()
      try decoder.read(Array(text.utf8)) { _ in }
      try decoder.finish { _ in }
    }
  }

  private static func parts(of form: String, cutInto size: Int) throws -> [String: String] {
    let type = "multipart/form-data; charset=utf-8; boundary=\"boundary\""
    var parser = try #require(MultipartParser(contentType: type))
    var parts: [String: [UInt8]] = [:]
    var current = ""
    let bytes = Array(form.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      try parser.read(bytes[start..<min(bytes.count, start + size)]) { event in
        switch event {
        case .begins(let name, _):
          current = name
          parts[name] = []
        case .content(let content): parts[current]? += content
        case .ends: break
        }
      }
    }
    #expect(parser.isComplete)
    return parts.mapValues { String(decoding: $0, as: UTF8.self) }
  }
}
