import ImgFlowSyntax
import Synchronization

/// The names of the places from which calls are made: they stay the same when the layout, comments or other
/// code changes.
///
/// A name is the enclosing function and what is called: `night.imgflow:score:upload`. Which of the function's calls
/// of that it is does not count, so that one more does not change the names of the others: calls with the same
/// arguments count in their order. Files are parsed once, when an effect comes from them.
final class CallSites: Sendable {
  private struct Site {
    let start: Int
    let end: Int
    let name: String
  }

  /// The sites of a file in the order in which they start; of two that start together, the outer one first.
  private let files = Mutex<[(file: SourceFile, sites: [Site])]>([])

  /// The name of the call at `range`, or around it.
  func name(at range: SourceRange) -> String {
    let file = range.file
    let sites = files.withLock { files in
      if let known = files.first(where: { $0.file === file }) { return known.sites }
      let sites = Self.sites(in: file)
      files.append((file, sites))
      return sites
    }
    let around = sites.last { $0.start <= range.start && range.end <= $0.end }
    let name = around?.name ?? "declaration:\(range.start)"
    return "\(Paths.name(of: file.name)):\(name)"
  }

  private static func sites(in file: SourceFile) -> [Site] {
    var walk = Walk()
    for statement in Parser.parse(file).tree.statements {
      walk.enter(.statement(statement), in: "main")
    }
    return walk.sites
  }

  private struct Walk {
    var sites: [Site] = []

    mutating func enter(_ element: SyntaxElement, in function: String) {
      var inner = function
      switch element {
      case .function(let declared):
        if let name = declared.name { inner = name.text }
      case .expression(let expression):
        switch expression.kind {
        case .call(let callee, _), .pipe(_, let callee, _): add(callee, expression.range, function)
        case .guarded(let construct): add(construct.kind.rawValue, expression.range, function)
        default: break
        }
      case .statement, .block, .pattern, .parallelBody: break
      }
      for child in element.children { enter(child, in: inner) }
    }

    private mutating func add(_ callee: Expression, _ range: SourceRange, _ function: String) {
      let name =
        switch callee.kind {
        case .name(let name): name.text
        case .member(_, let name, _): callee.range.text.count > 40 ? name.text : callee.range.text
        default: "call"
        }
      add(name, range, function)
    }

    private mutating func add(_ callee: String, _ range: SourceRange, _ function: String) {
      sites.append(Site(start: range.start, end: range.end, name: "\(function):\(callee)"))
    }
  }
}
