import ImgFlowSyntax
import TestSupport
import Testing

/// `return`, `break`, `continue` and `throw` do what they say wherever an expression can stand, or are
/// refused before running; none of them is lost.
@Suite(.blocking) struct JumpTests {
  @Test(.timeLimit(.minutes(10)), arguments: JumpPlace.all)
  func jumps(at place: JumpPlace) throws {
    for jump in Jump.allCases {
      for frame in Frame.allCases {
        let script = frame.script(around: place.code.filling(with: jump))
        let found = try Found(script)
        let expected = Found.expected(jump, at: place.owner, in: frame)
        #expect(found.fits(expected), "\(jump) in \(frame):\n\(script)")
      }
    }
  }

  /// A `param` stands at the top level, so that its default can only throw.
  @Test(arguments: Jump.allCases) func defaultsOfScriptParameters(_ jump: Jump) throws {
    let found = try Found("param p = \("@".filling(with: jump))\nprint(p)\n")
    #expect(found == (jump == .throwError ? .failed : .refused))
  }

  /// A construct that the conformance scripts use, and that an expression can stand in, has a place here.
  @Test func everyConstructHasAPlace() throws {
    // Constants stand in these patterns, and the default of a `param` has a test of its own.
    var tested: Set<String> = ["statement.parameter", "pattern.literal", "pattern.range"]
    for place in JumpPlace.all {
      tested.formUnion(
        Self.constructs(in: Frame.loop.script(around: place.code.filling(with: .return))))
    }
    var used: Set<String> = []
    for script in ConformanceCase.all {
      used.formUnion(Self.constructs(in: try script.source().text))
    }
    #expect(used.subtracting(tested).sorted() == [])
  }

  /// The kinds of statements, expressions and patterns that hold expressions, by name.
  private static func constructs(in text: String) -> Set<String> {
    let tree = Parser.parse(SourceFile(name: "places", text: text)).tree
    var open = tree.statements.map(SyntaxElement.statement)
    var found: Set<String> = []
    while let element = open.popLast() {
      let children = element.children
      open += children
      if children.contains(where: { if case .expression = $0 { true } else { false } }),
        let name = element.kindName
      {
        found.insert(name)
      }
    }
    return found
  }
}

enum Jump: String, CaseIterable {
  case `return` = "return \"early\""
  case `break`
  case `continue`
  case throwError = "throw \"thrown\""
}

/// What stands around a place.
enum Frame: CaseIterable {
  /// A loop in a function, which runs the place as a statement.
  case loop
  /// The same, over items that are made while it runs.
  case loopOverParts
  case whileLoop
  /// A loop in a function, with the place in a block that is evaluated for its value.
  case value
  /// A function that ends with the place.
  case tail
  /// A loop of the script's top level.
  case topLevel

  func script(around code: String) -> String {
    let declarations = "var rounds = 0\nfn give(a = null, b = null) => b ?? a\n"
    let call = "\nprint(try { f({}, [1, 2]) } catch e { e.message }, rounds)\n"
    let body = "rounds += 1\n\(code)\n"
    switch self {
    case .loop:
      return declarations + "fn f(o, xs) {\nfor i in [1, 2] {\n\(body)}\n\"end\"\n}" + call
    case .loopOverParts:
      return declarations
        + "fn f(o, xs) {\nfor i, part in \"a,b\".split(\",\") {\n\(body)}\n\"end\"\n}" + call
    case .whileLoop:
      return declarations + "fn f(o, xs) {\nvar i = 0\nwhile i < 2 {\ni += 1\n\(body)}\n\"end\"\n}"
        + call
    case .value:
      return declarations
        + "fn f(o, xs) {\nfor i in [1, 2] {\nlet value = {\n\(body)1\n}\n}\n\"end\"\n}" + call
    case .tail: return declarations + "fn f(o, xs, i = 1) {\n\(body)}" + call
    case .topLevel:
      return declarations
        + "let o = {}\nlet xs = [1, 2]\nlet text = try {\nfor i in [1, 2] {\n\(body)}\n\"end\"\n"
        + "} catch e { e.message }\nprint(text, rounds)\n"
    }
  }
}

extension Frame {
  fileprivate var hasLoop: Bool { self != .tail }
}

/// What became of a script with a jump.
private enum Found: Equatable {
  case refused
  case failed
  /// The last line it printed: what the function gave, and how many rounds of its loop began.
  case printed(String)

  init(_ script: String) throws {
    let outcome = try ScriptRun(SourceFile(name: "jump.imgflow", text: script)).outcome()
    let codes = outcome.problems.filter { !$0.isWarning }.map(\.code)
    if !codes.isEmpty, codes.allSatisfy({ ["E0110", "E0111"].contains($0) }) {
      self = .refused
    } else if outcome.exitCode == 1 {
      self = .failed
    } else {
      self = .printed(outcome.exitCode == 0 ? outcome.output.last ?? "" : outcome.summary)
    }
  }

  static func expected(_ jump: Jump, at owner: JumpPlace.Owner, in frame: Frame) -> Found {
    switch (owner, jump) {
    case (.returning, _):
      return frame == .topLevel ? .refused : expected(jump, at: .surroundings, in: frame)
    case (.surroundings, .return), (.surroundingsCatching, .return):
      return frame == .topLevel ? .refused : .printed("early 1")
    case (.surroundings, .break), (.surroundingsCatching, .break):
      return frame.hasLoop ? .printed("end 1") : .refused
    case (.surroundings, .continue), (.surroundingsCatching, .continue):
      return frame.hasLoop ? .printed("end 2") : .refused
    case (.innerLoop, .return): return frame == .topLevel ? .refused : .printed("early 1")
    case (.innerLoop, .break), (.innerLoop, .continue), (.surroundingsCatching, .throwError):
      return .printed(frame.hasLoop ? "end 2" : "* 1")
    case (.ownFunction, .return):
      return .printed(frame.hasLoop ? "end 2" : "early 1")
    case (.ownFunction, .break), (.ownFunction, .continue), (.nobody, .return), (.nobody, .break),
      (.nobody, .continue), (.nobodyLater, .return), (.nobodyLater, .break),
      (.nobodyLater, .continue):
      return .refused
    case (_, .throwError): return .printed("thrown 1")
    }
  }
  /// Whether it is the other one, in which `*` stands for any value.
  func fits(_ expected: Found) -> Bool {
    guard case .printed(let text) = self, case .printed(let wanted) = expected,
      wanted.hasPrefix("*")
    else { return self == expected }
    return text.hasSuffix(wanted.dropFirst())
  }
}

extension String {
  fileprivate func filling(with jump: Jump) -> String {
    replacing("@", with: "(if true { \(jump.rawValue) } else { 0 })")
  }
}

extension SyntaxElement {
  /// `expression.call`; nil for what only groups others.
  fileprivate var kindName: String? {
    switch self {
    case .statement(let statement): "statement.\(Self.name(of: statement.kind))"
    case .expression(let expression): "expression.\(Self.name(of: expression.kind))"
    case .pattern(let pattern): "pattern.\(Self.name(of: pattern.kind))"
    case .function: "function"
    case .block, .parallelBody: nil
    }
  }

  private static func name(of kind: Any) -> String {
    Mirror(reflecting: kind).children.first?.label ?? "\(kind)"
  }
}
