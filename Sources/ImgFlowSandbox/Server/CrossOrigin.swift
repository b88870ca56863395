import Hummingbird

/// Lets programs in web pages of this machine read the responses, as browsers ask (the CORS protocol of the
/// Fetch standard). Pages of other sites have been refused before.
enum CrossOrigin {
  /// The response to a browser that asks whether it may send a request, and to a client that asks what the
  /// server can do; nil for any other request.
  static func answer(to request: Request) -> Response? {
    guard request.method == .options else { return nil }
    if request.uri.path == "*" { return Response(status: .noContent) }
    guard let origin = request.headers[.origin],
      let method = request.headers[.accessControlRequestMethod]
    else { return nil }
    var headers: HTTPFields = [
      .accessControlAllowOrigin: origin, .accessControlAllowMethods: method,
      .accessControlMaxAge: "600", .vary: "Origin",
    ]
    headers[.accessControlAllowHeaders] = request.headers[.accessControlRequestHeaders]
    return Response(status: .noContent, headers: headers)
  }

  /// Marks a response as readable by the page that made the request.
  static func allow(_ response: inout Response, for request: Request) {
    guard let origin = request.headers[.origin] else { return }
    response.headers[.accessControlAllowOrigin] = origin
    response.headers[.accessControlExposeHeaders] = "*"
    response.headers[values: .vary].append("Origin")
  }
}
