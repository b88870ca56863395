import ImgFlowCatalogue
import Testing

@Suite("The catalogue of expoze")
struct ExpozeCatalogueTests {
  /// Copied from the vendor's facts: binding, method and path.
  static let bindings = [
    ("login", "POST /auth/token"),
    ("refreshToken", "POST /auth/token/refresh"),
    ("getCurrentUser", "POST /auth/me"),
    ("createSpace", "POST /spaces"),
    ("listSpaces", "GET /spaces.json"),
    ("uploadToSpace", "POST /spaces/{spaceId}/upload"),
    ("upload", "POST /developer/upload"),
    ("uploadBase64", "POST /developer/upload"),
    ("createJob", "POST /jobs.json"),
    ("getJob", "GET /jobs/{job_id}.json"),
    ("fetchImage", "GET /core/media/cache/resolve/{preset}/userfiles/{path}"),
    ("listOrganizations", "GET /organizations.json"),
    ("setWebhook", "PUT /organizations/{organization_id}.json"),
    ("createAOI", "POST /a_o_is.json"),
    ("updateAOI", "PUT /a_o_is.json/{aoi_id}"),
  ]

  let vendor: Vendor

  init() throws { vendor = try Vendor.load("expoze", from: Declarations.expoze) }

  @Test func hasEveryDocumentedOperationAndNoOther() {
    #expect(vendor.operations.map(\.name) == Self.bindings.map(\.0))
    for (name, signature) in Self.bindings {
      #expect(vendor.operation(name)?.signature == signature)
    }
  }

  @Test func everyOperationIsDocumentedWithAnExample() throws {
    for operation in vendor.operations {
      let documentation = try #require(operation.documentation)
      #expect(documentation.contains("\n    "), "\(operation.name) has no example")
    }
    #expect(vendor.functions.map { $0.function.name?.text } == ["markArea"])
  }

  @Test func says_which_operations_are_guesses() {
    let inferred = vendor.operations.filter { $0.source.kind == .inferred }.map(\.name)
    #expect(inferred == ["getJob", "setWebhook"])
  }

  @Test func knowsWhatIsSentOnCreatingAJob() throws {
    let operation = try #require(vendor.operation("createJob"))
    #expect(
      operation.body.fields.map(\.name) == [
        "media", "colormap", "alpha", "enableWatermark", "boost", "inverse", "reveal", "preset",
      ])
    #expect(operation.body.fields.filter(\.isRequired).map(\.name) == ["media"])
    #expect(operation.parameters[2].type.description == "float(0...1)")
    #expect(operation.repetition == .never)
    #expect(vendor.isAsynchronous(operation))
  }

  @Test func leavesPathParametersOutOfTheBody() throws {
    #expect(vendor.operation("setWebhook")?.body.fields.map(\.name) == ["webhook"])
    #expect(
      vendor.operation("updateAOI")?.body.fields.map(\.name)
        == ["id", "type", "points", "name", "visible", "position", "media", "mediaId"])
  }

  @Test func knowsTheWaitRuleOfJobs() throws {
    let rule = try #require(vendor.resources["Job"]?.wait)
    #expect(rule.firstInterval == 1000)
    #expect(rule.longestInterval == 10_000)
    #expect(rule.showsProgress)
  }

  @Test func knowsWhichFieldsMayBeAbsent() throws {
    let job = try #require(vendor.resources["Job"])
    #expect(job.optionalFields.contains("outputPath"))
    #expect(job.optionalFields.contains("media"))
    #expect(!job.optionalFields.contains("status"))
    #expect(job.key == "id")
  }
}
