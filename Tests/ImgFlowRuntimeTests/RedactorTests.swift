import Foundation
import ImgFlowRuntime
import Testing

@Suite("Masking of secrets")
struct RedactorTests {
  private static let secrets = [
    "s3cret", "correct horse battery", "p@ss/w0rd+=?&\"'", "ünï-cødé-ß", "0123456789abcdef0123",
    "line\nend\ttab", "aaaaaaaaaa",
  ]

  @Test("hides a secret in every encoding, wherever in the text", arguments: secrets)
  func encodings(_ secret: String) throws {
    let redactor = Redactor()
    redactor.register(secret)
    let bytes = Data(secret.utf8)
    let hex = bytes.map { String(format: "%02x", $0) }.joined()
    let json = try #require(
      String(data: JSONSerialization.data(withJSONObject: [secret]), encoding: .utf8))
    for form in [secret, hex, hex.uppercased(), json] {
      let shown = redactor.redact("<<\(form)>>")
      #expect(shown.contains("«secret»") && !shown.contains(form), "\(form)")
    }
    let allowed = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: " "..."~"))
    let escaped = secret.addingPercentEncoding(
      withAllowedCharacters: allowed.union(.init(charactersIn: "-._~")))
    #expect(redactor.redact("?q=\(escaped ?? "")&p") == "?q=«secret»&p")
    for before in 0..<7 {
      for after in 0..<4 {
        let whole =
          Data(repeating: 0x55, count: before) + bytes + Data(repeating: 0xAA, count: after)
        let encoded = whole.base64EncodedString()
        let ofURL = encoded.replacing("+", with: "-").replacing("/", with: "_")
        for form in [encoded, ofURL] {
          let shown = redactor.redact(form)
          // At each end, a character may hold bits of the secret and of what is around it.
          #expect(shown.contains("«secret»"), "\(before) \(after) \(form)")
        }
      }
    }
  }

  @Test func `masks all of them in one text, the longest first, and nothing else`() {
    let redactor = Redactor()
    let secrets = (0..<50).map { "secret-number-\($0)" }
    secrets.forEach(redactor.register)
    #expect(redactor.redact(secrets.joined(separator: "|")).filter { $0 == "|" }.count == 49)
    #expect(redactor.redact(secrets.joined()).contains("number") == false)
    #expect(redactor.redact("secret-number") == "secret-number")
    #expect(redactor.count == 50)
  }

  @Test func `a short secret is known but not masked`() {
    let redactor = Redactor()
    redactor.register("abc")
    #expect(redactor.redact("abcdef") == "abcdef")
    #expect(redactor.isKnown("abc") && !redactor.isKnown("abcdef"))
  }
}
