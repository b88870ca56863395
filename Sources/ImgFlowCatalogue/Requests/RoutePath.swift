import ImgFlowSyntax

/// The path of an operation, a segment at a time.
package struct RoutePath: Sendable {
  package let segments: [Segment]

  init(segments: [Segment]) { self.segments = segments }

  package enum Segment: Sendable {
    case literal(String)
    /// One segment, perhaps with fixed text around the parameter: `{job_id}.json`.
    case parameter(String, prefix: String, suffix: String)
    /// All the rest of the path: a relative path of several segments.
    case rest(String)
    /// The whole address, which an argument gives.
    case address(String)
  }

  /// The names of its parameters.
  package var parameters: [String] {
    segments.compactMap { segment in
      switch segment {
      case .literal: nil
      case .parameter(let name, _, _), .rest(let name), .address(let name): name
      }
    }
  }
}

extension RoutePath: CustomStringConvertible {
  /// `/jobs/{job_id}.json`.
  package var description: String {
    segments.map { segment in
      switch segment {
      case .literal(let text): "/\(text)"
      case .parameter(let name, let prefix, let suffix): "/\(prefix){\(name)}\(suffix)"
      case .rest(let name): "/{\(name)}"
      case .address(let name): "{\(name)}"
      }
    }.joined()
  }
}

extension RoutePath {
  /// Reads a template of the declaration; nil if a segment holds two parameters, or `\(...p)` is not a
  /// segment of its own at the end.
  init?(_ template: PathTemplate) {
    var segments: [Segment] = []
    var text = ""
    var parameter: String?
    var prefix = ""
    func finish() {
      if let parameter {
        segments.append(.parameter(parameter, prefix: prefix, suffix: text))
      } else if !segments.isEmpty || !text.isEmpty {
        segments.append(.literal(text))
      }
    }
    for piece in template.pieces {
      switch piece {
      case .text(let piece):
        for (index, part) in piece.split(separator: "/", omittingEmptySubsequences: false)
          .enumerated()
        {
          if index > 0 {
            finish()
            (text, parameter, prefix) = ("", nil, "")
          }
          text += part
        }
      case .parameter(let name, isRest: false):
        guard parameter == nil else { return nil }
        (parameter, prefix, text) = (name.text, text, "")
      case .parameter(let name, isRest: true):
        guard text.isEmpty, parameter == nil else { return nil }
        segments.append(.rest(name.text))
        self.segments = segments
        return
      }
    }
    finish()
    self.segments = segments
  }
}
