import ImgFlowCatalogue
import Testing

@Suite("Routes")
struct RouteTests {
  let expoze: Vendor

  init() throws { expoze = try Vendor.load("expoze", from: Declarations.expoze) }

  private func match(_ request: String, type: String? = nil, in vendor: Vendor) -> String {
    let parts = request.split(separator: " ").map(String.init)
    switch vendor.routes.match(method: parts[0], path: parts[1], contentType: type) {
    case .found(let hits):
      let parameters = hits[0].parameters.sorted { $0.key < $1.key }
        .map { " \($0.key)=\($0.value)" }.joined()
      return hits[0].operation.name + parameters
    case .otherMethods(let methods): return "only \(methods.joined(separator: ", "))"
    case .unknownPath: return "unknown"
    }
  }

  @Test(arguments: [
    ("POST /jobs.json", "createJob"), ("POST /jobs", "createJob"),
    ("GET /jobs/12.json", "getJob job_id=12"), ("GET /jobs/12", "getJob job_id=12"),
    ("GET /jobs.json/12", "getJob job_id=12"), ("GET /jobs/x.json", "unknown"),
    ("PUT /a_o_is.json/7", "updateAOI aoi_id=7"), ("PUT /a_o_is/7.json", "updateAOI aoi_id=7"),
    ("GET /auth/me", "getCurrentUser"), ("POST /auth/me", "getCurrentUser"),
    ("DELETE /auth/me", "only GET, POST"), ("GET /spaces.json", "listSpaces"),
    ("POST /spaces", "createSpace"), ("GET /nothing", "unknown"), ("GET /", "unknown"),
    (
      "GET /core/media/cache/resolve/original/userfiles/1/1/a%20b.jpg",
      "fetchImage path=1/1/a b.jpg preset=original"
    ),
  ])
  func findsExpozesOperations(_ request: String, _ expected: String) {
    #expect(match(request, in: expoze) == expected)
  }

  @Test func tellsUploadsApartByTheirContentType() {
    #expect(match("POST /developer/upload", type: "text/plain", in: expoze) == "uploadBase64")
    #expect(
      match("POST /developer/upload", type: "multipart/form-data; boundary=x", in: expoze)
        == "upload")
  }

  @Test func prefersLiteralsToParametersAndTypedOnesToFreeOnes() throws {
    let vendor = try Vendor.load(
      "shop",
      from: Declarations.vendor(
        """
        operation getThing(name: string) -> any
          GET "/things/\\(name)"
        operation getThingByID(id: int) -> any
          GET "/things/\\(id)"
        operation getUpload() -> any
          GET "/things/upload"
        """))
    #expect(match("GET /things/upload", in: vendor) == "getUpload")
    #expect(match("GET /things/12", in: vendor) == "getThingByID id=12")
    #expect(match("GET /things/twelve", in: vendor) == "getThing name=twelve")
    #expect(match("GET /things/a%2Fb", in: vendor) == "getThing name=a/b")
  }
}
