import ImgFlowCatalogue
import ImgFlowValues
import Testing

@Suite("Checks of requests that arrive")
struct RequestCheckTests {
  let vendor: Vendor

  init() throws { vendor = try Vendor.load("expoze", from: Declarations.expoze) }

  private func problems(_ operation: String, _ body: String) throws -> [String] {
    let operation = try #require(vendor.operation(operation))
    return vendor.violations(ofBody: try JSON.parse(body), for: operation)
      .map { "\($0.field): \($0.message)" }
  }

  /// The fields of a form or query that are wrong.
  private func problems(
    _ fields: KeyValuePairs<String, String>, _ declared: [RequestField]
  ) throws -> [String] {
    let record = try vendor.record(ofFields: fields.map { ($0.key, $0.value) }, declared)
    return vendor.violations(of: record, declared).map(\.field)
  }

  @Test func nameTheFieldsThatAreMissingOrWrong() throws {
    #expect(try problems("createJob", #"{"media":5}"#) == [])
    #expect(try problems("createJob", #"{"media":"5","alpha":1,"extra":true}"#) == [])
    #expect(
      try problems("createJob", #"{"alpha":7}"#) == [
        "media: is required (int)", "alpha: must be from 0 to 1, but is 7",
      ])
    #expect(try problems("login", #"{"username":"a@b.c"}"#) == ["password: is required (secret)"])
    #expect(
      try problems("createAOI", #"{"type":"square","media":1}"#)
        == [
          #"type: must be one of "rectangle", "circle", "triangle", but is a string (`"square"`)"#
        ])
    #expect(
      try problems("createAOI", "[]") == [": the body must be a JSON object, but is a list (`[]`)"])
  }

  @Test func acceptOneSpellingOfAFieldThatIsSentUnderSeveral() throws {
    #expect(try problems("createAOI", #"{"type":"circle","media":1}"#) == [])
  }

  @Test func readTextsAsTheirTypesSay() throws {
    let operation = try #require(vendor.operation("upload"))
    #expect(try problems(["file": "a.jpg"], operation.body.fields).isEmpty)
    #expect(try problems([:], operation.body.fields) == ["file"])
  }

  @Test func readFieldsInTheFormTheyAreSentIn() throws {
    let assetzen = try Vendor.load("assetzen", from: Declarations.builtIn("assetzen"))
    let search = try #require(assetzen.operation("searchImages")).query
    let fine: [KeyValuePairs] = [
      ["uploaded[from]": "1495200928", "limit": "500"], ["uploaded_from": "1495200928"],
    ]
    for fields in fine { #expect(try problems(fields, search).isEmpty) }
    #expect(
      try problems(["uploaded_from": "yesterday", "limit": "0"], search)
        == ["uploaded[from]", "limit"])
    let tags = try assetzen.record(
      ofFields: [("tags[]", "a"), ("page", "2"), ("tags", "b"), ("other", "x")], search)
    #expect(try JSON.text(of: .heap(tags)) == #"{"tags[]":["a","b"],"page":2}"#)
    let deepopinion = try Vendor.load("deepopinion", from: Declarations.builtIn("deepopinion"))
    let documents = try #require(deepopinion.operation("listAnalysisDocuments")).query
    #expect(
      try problems(["details": "segments,tags", "classes": "1,746"], documents).isEmpty)
    #expect(
      try problems(["details": "segments,tag", "classes": "1,x"], documents)
        == ["details[1]", "classes[1]"])
  }

  @Test func readABodyThatIsAList() throws {
    let deepopinion = try Vendor.load("deepopinion", from: Declarations.builtIn("deepopinion"))
    let operation = try #require(deepopinion.operation("createClasses"))
    #expect(
      deepopinion.violations(ofBody: try JSON.parse(#"[{"name":"Comfort"}]"#), for: operation)
        .isEmpty)
    #expect(
      deepopinion.violations(ofBody: try JSON.parse(#"[{"example":"x"}]"#), for: operation)
        .map { "\($0.field): \($0.message)" } == ["[0].name: is required (string)"])
    #expect(!deepopinion.violations(ofBody: try JSON.parse("{}"), for: operation).isEmpty)
  }

  @Test func fillDefaults() throws {
    let operation = try #require(vendor.operation("createJob"))
    let body = try #require(try JSON.parse(#"{"media":5,"boost":3}"#).asRecord)
    let filled = try vendor.withDefaults(body, operation.body.fields)
    #expect(filled["colormap"]?.asString == "jet")
    #expect(filled["boost"]?.asInt == 3)
  }

  @Test(arguments: [
    (401, "Invalid credentials.", [], #"{"code":401,"message":"Invalid credentials."}"#),
    (404, "Not Found", [], #"{"title":"An error occurred","detail":"Not Found"}"#),
    (
      422, nil, [Violation(field: "tokens", message: "None left.")],
      #"{"type":"https://tools.ietf.org/html/rfc2616#section-10","title":"An error occurred","detail":"tokens: None left.","violations":[{"propertyPath":"tokens","message":"None left.","code":null}]}"#
    ),
  ])
  func writeErrorsInTheVendorsForm(
    _ status: Int, _ message: String?, _ violations: [Violation], _ expected: String
  ) throws {
    let body = try vendor.errorBody(status: status, message: message, violations: violations)
    #expect(try JSON.text(of: body) == expected)
    #expect(vendor.invalidStatus == 422)
  }
}
