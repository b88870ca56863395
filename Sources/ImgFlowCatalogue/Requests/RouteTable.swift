import ImgFlowValues

/// Finds the operation that a request is for.
///
/// Each segment prefers a literal to a typed parameter, that to a free one, and that to the rest of a path
/// (`/analyses/upload` wins over `/analyses/{id}`). Endings such as `.json` that the vendor declares (`also
/// suffix`) may be present or missing after any segment.
package struct RouteTable: Sendable {
  /// What a request was found to be.
  package enum Match: Sendable {
    /// The operations of this method and path, the best first: more than one only if the content type
    /// distinguishes them.
    case found([Hit])
    /// The path is known with other methods.
    case otherMethods([String])
    case unknownPath
  }

  package struct Hit: Sendable {
    package let operation: Operation
    /// The path's parameters, decoded.
    package let parameters: [String: String]
  }

  private struct Route {
    let method: String
    let path: RoutePath
    let operation: Operation

    /// How many segments a path has that it fits; nil for any number.
    var length: Int? { if case .rest? = path.segments.last { nil } else { path.segments.count } }
  }

  private let routes: [Route]
  private let suffixes: [String]
  private let prefix: PathPrefix?

  init(operations: [Operation], suffixes: [String], prefix: PathPrefix?) {
    self.suffixes = suffixes
    self.prefix = prefix
    routes = operations.flatMap { operation in
      [Route(method: operation.method, path: operation.path, operation: operation)]
        + operation.alternatives.map {
          Route(method: $0.method, path: $0.path, operation: operation)
        }
    }
  }

  /// Finds the operation for a method and a percent-encoded path relative to the vendor's base.
  ///
  /// With a content type, an operation whose body is of that type comes first.
  package func match(method: String, path: String, contentType: String? = nil) -> Match {
    let match = matchWhole(method: method, path: path, contentType: contentType)
    guard case .unknownPath = match, let path = withoutPrefix(path) else { return match }
    return matchWhole(method: method, path: path, contentType: contentType)
  }

  /// The path after the vendor's prefix; nil if it does not begin with it.
  private func withoutPrefix(_ path: String) -> String? {
    guard let prefix else { return nil }
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let templates = prefix.path.segments
    guard segments.count > templates.count else { return nil }
    for (template, segment) in zip(templates, segments) {
      if case .literal(let text) = template, text != segment { return nil }
    }
    let rest = "/" + segments.dropFirst(templates.count).joined(separator: "/")
    return prefix.applies(to: rest) ? rest : nil
  }

  /// A segment of a request's path, which is compared with those of many routes.
  private struct Segment {
    /// Without percent-encoding; nil if that is broken.
    let decoded: String?
    /// What literals are compared with: decoded, without an ending.
    let literal: String
    /// Still encoded, without an ending.
    let body: String
    let text: String
  }

  private func segment(_ text: Substring) -> Segment {
    let text = String(text)
    let decoded = PercentEncoding.decode(text)
    return Segment(
      decoded: decoded, literal: withoutSuffix(decoded ?? text), body: withoutSuffix(text),
      text: text)
  }

  private func matchWhole(method: String, path: String, contentType: String?) -> Match {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
      .map(segment)
    let candidates = routes.filter { $0.length ?? segments.count == segments.count }
    let fits = candidates.compactMap { route in
      fit(segments, to: route).map { (route, $0.rank, $0.parameters) }
    }
    guard let best = fits.map(\.1).min(by: { $0.lexicographicallyPrecedes($1) }) else {
      return .unknownPath
    }
    let sameMethod = fits.filter { $0.0.method == method }
    guard let rank = sameMethod.map(\.1).min(by: { $0.lexicographicallyPrecedes($1) }) else {
      return .otherMethods(Set(fits.filter { $0.1 == best }.map(\.0.method)).sorted())
    }
    let hits = sameMethod.filter { $0.1 == rank }
      .map { Hit(operation: $0.0.operation, parameters: $0.2) }
    let preferred = hits.filter { accepts($0.operation, contentType) }
    return .found(preferred + hits.filter { !accepts($0.operation, contentType) })
  }

  private func accepts(_ operation: Operation, _ contentType: String?) -> Bool {
    guard let contentType, let expected = operation.body.contentType else { return false }
    return contentType.lowercased().hasPrefix(expected)
  }

  /// How well each segment fits, the lower the better, and the parameters; nil if one does not.
  private func fit(_ segments: [Segment], to route: Route) -> (
    rank: [Int], parameters: [String: String]
  )? {
    var rank: [Int] = []
    var parameters: [String: String] = [:]
    var rest = segments[...]
    for template in route.path.segments {
      if case .rest(let name) = template {
        let parts = rest.map { $0.decoded ?? $0.text }
        guard !parts.isEmpty, parts != [""] else { return nil }
        parameters[name] = parts.joined(separator: "/")
        return (rank + [3], parameters)
      }
      guard let segment = rest.popFirst(),
        let rankOfSegment = fit(segment, to: template, of: route.operation, &parameters)
      else { return nil }
      rank.append(rankOfSegment)
    }
    return rest.isEmpty ? (rank, parameters) : nil
  }

  private func fit(
    _ segment: Segment, to template: RoutePath.Segment, of operation: Operation,
    _ parameters: inout [String: String]
  ) -> Int? {
    switch template {
    case .literal(let text): return segment.literal == withoutSuffix(text) ? 0 : nil
    case .parameter(let name, let prefix, let suffix):
      let body = segment.body
      let suffix = withoutSuffix(suffix)
      guard body.hasPrefix(prefix), body.hasSuffix(suffix),
        body.count > prefix.count + suffix.count,
        let text = PercentEncoding.decode(
          String(body.dropFirst(prefix.count).dropLast(suffix.count))),
        !text.isEmpty
      else { return nil }
      if name != "_" { parameters[name] = text }
      let type = operation.parameters.first { $0.name == name }?.type
      guard let scalar = type?.scalar, scalar == .int || scalar == .uuid else { return 2 }
      return scalar == .int ? Int(text).map { _ in 1 } : TextForm.isUUID(text) ? 1 : nil
    case .rest, .address: return nil
    }
  }

  private func withoutSuffix(_ text: String) -> String {
    for suffix in suffixes where text.hasSuffix(suffix) {
      return String(text.dropLast(suffix.count))
    }
    return text
  }
}
