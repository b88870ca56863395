import ImgFlowRuntime
import Testing

@Suite("Headers of credentials")
struct CredentialHeaderTests {
  @Test func `are known by their names, or because their values were secret`() {
    let request = HTTPRequest(method: "GET", url: "", credentialHeaders: ["X-Mine"])
    #expect(request.isCredential(header: "x-mine") && request.isCredential(header: "Api-Key"))
    #expect(!request.isCredential(header: "Accept"))
  }
}
