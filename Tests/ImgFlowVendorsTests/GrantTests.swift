import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowVendors
import Testing

@Suite("Grants in a browser")
struct GrantTests {
  @Test(arguments: [
    ("http://127.0.0.1:1/callback?code=a%2Fb&state=s", GrantAnswer.code("a/b")),
    ("/callback?state=s&code=a+b#rest", .code("a b")),
    ("/callback?code=a&state=other", .foreign), ("/callback?code=a", .foreign),
    ("/callback?error=access_denied&state=s", .refused("access_denied")),
    (
      "/callback?error=access_denied&error_description=The+user+said+no&state=s",
      .refused("The user said no")
    ), ("/callback?code=&state=s", .refused("")), ("/callback?state=s", nil), ("/callback", nil),
  ])
  func readsWhatTheBrowserBrings(_ address: String, _ answer: GrantAnswer?) {
    #expect(GrantAnswer(address: address, state: "s") == answer)
  }

  @Test func asksAsTheStandardSays() {
    let question = GrantQuestion(
      page: "https://shop.example/authorize", application: "app 1",
      callback: "http://127.0.0.1:8484/callback", state: "s&t")
    #expect(
      question.url
        == "https://shop.example/authorize?response_type=code&client_id=app%201&redirect_uri=http%3A%2F%2F127.0.0.1%3A8484%2Fcallback&state=s%26t"
    )
  }

  @Test func aVendorSaysHowUsersSignIn() throws {
    func plan(_ name: String, token: Bool = false) throws -> SignInPlan {
      SignInPlan(try Vendor.load(name, from: Declarations.builtIn(name)), usesToken: token)
    }
    func questions(_ name: String, token: Bool = false) throws -> [String] {
      try plan(name, token: token).questions.map { $0.setting.name + ($0.isRequired ? "" : "?") }
    }
    #expect(try questions("expoze") == ["username", "password"])
    #expect(try questions("hautai") == ["username", "password"])
    #expect(try questions("deepopinion") == ["email", "password"])
    #expect(try questions("pixoneye") == ["api_key"])
    #expect(try questions("assetzen") == ["client_id", "client_secret"])
    #expect(try questions("hautai", token: true) == ["private_token?"])
    #expect(
      try questions("assetzen", token: true)
        == ["access_token?", "refresh_token?", "client_id?", "client_secret?"])
    #expect(try questions("expoze", token: true) == [])
    guard case .grant(let grant) = try plan("assetzen").way else {
      Issue.record("AssetZen asks the user in a browser")
      return
    }
    #expect(grant.page == "/oauth/authorize" && grant.operation == "login")
  }
}
