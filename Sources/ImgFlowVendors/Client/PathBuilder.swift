import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues

/// Puts arguments into a path so that none of them can redirect it (reliability design 4.7).
struct PathBuilder {
  /// The longest parameter, in bytes.
  static let longestSegment = 256

  private let operation: Operation

  init(_ operation: Operation) { self.operation = operation }

  /// Returns the path, percent-encoded.
  ///
  /// - Throws: `ValueError` of kind `validation` for a value that cannot be a segment.
  func path(_ arguments: [Value?]) throws -> String {
    var path = ""
    for segment in operation.path.segments {
      switch segment {
      case .literal(let text): path += "/\(text)"
      case .parameter(let name, let prefix, let suffix):
        path += try "/\(prefix)\(encoded(text(name, arguments), name))\(suffix)"
      case .rest(let name):
        let parts = try text(name, arguments).split(
          separator: "/", omittingEmptySubsequences: false)
        path += try parts.map { try "/\(encoded(String($0), name))" }.joined()
      case .address: continue
      }
    }
    return path
  }

  private func text(_ name: String, _ arguments: [Value?]) throws -> String {
    guard let index = operation.parameterIndex(name), let value = arguments[index] else {
      throw refused(name, "is needed for the address")
    }
    return try WireText.text(of: value)
  }

  private func encoded(_ text: String, _ name: String) throws -> String {
    if text.isEmpty { throw refused(name, "cannot be empty, or have an empty part") }
    if text == "." || text == ".." { throw refused(name, "cannot be or contain `\(text)`") }
    if text.utf8.contains(0) { throw refused(name, "cannot contain a NUL character") }
    if text.utf8.count > Self.longestSegment {
      throw refused(name, "cannot be longer than \(Self.longestSegment) bytes")
    }
    return PercentEncoding.encode(text)
  }

  private func refused(_ name: String, _ why: String) -> ValueError {
    ValueError(
      .validation, "`\(name)` of `\(operation.qualifiedName)` \(why): it is part of the address",
      help: "use the value exactly as the service returned it")
  }

  /// Reads a finished URL again: the second net, which does not trust the first.
  ///
  /// - Throws: `ValueError` of kind `validation` if it leads to another host or place.
  func check(_ url: String, base: String, path: String) throws {
    guard let finished = URLParts(url), let expected = URLParts(base + "/"),
      finished.hasSameOrigin(as: expected),
      segments(finished.path).count == segments(expected.path).count + segments(path).count,
      !segments(finished.path).contains(where: { [".", ".."].contains(PercentEncoding.decode($0)) })
    else {
      throw ValueError(
        .validation,
        "the arguments of `\(operation.qualifiedName)` do not form an address below \(base)")
    }
  }

  private func segments(_ path: String) -> [String] {
    path.split(separator: "/").map(String.init)
  }
}
