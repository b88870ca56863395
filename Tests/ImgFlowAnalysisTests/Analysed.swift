import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues
import Testing

/// A script whose names were resolved, with ways to ask about names by how they are written.
struct Analysed {
  let resolution: Resolution
  let diagnostics: [Diagnostic]
  private let names: [Name]
  private let functions: [(name: String, id: NodeID)]

  /// Resolves a text as far as it can be parsed.
  static func resolve(_ text: String) -> (Resolution, [Diagnostic]) {
    let tree = Parser.parse(SourceFile(name: "test.imgflow", text: text)).tree
    return Resolver.resolve(tree, outer: FewNames(), imports: [:])
  }

  init(_ text: String, imports: [String: ModuleInterface] = [:]) throws {
    let parsed = Parser.parse(SourceFile(name: "test.imgflow", text: text))
    try #require(parsed.diagnostics.isEmpty, "\(parsed.diagnostics.map(\.message))")
    (resolution, diagnostics) = Resolver.resolve(
      parsed.tree, outer: FewNames(), imports: imports)
    var found = Found()
    for statement in parsed.tree.statements { found.collect(statement) }
    (names, functions) = (found.names, found.functions)
  }

  var codes: [String] { diagnostics.map(\.code.rawValue) }

  /// Where each place of a name finds its value, in the order of the source.
  func references(_ name: String) -> [VariableReference?] {
    names.filter { $0.text == name }.sorted { $0.range.start < $1.range.start }
      .map { resolution.references[$0.id] }
  }

  /// The frame of a function that has a name.
  func frame(_ name: String) throws -> FrameLayout {
    let function = try #require(functions.first { $0.name == name })
    return try #require(resolution.frames[function.id])
  }
}

/// The names and functions below a part of a tree, found by reflection, so that no construct is forgotten.
private struct Found {
  var names: [Name] = []
  var functions: [(name: String, id: NodeID)] = []

  mutating func collect(_ part: Any) {
    if let name = part as? Name { return names.append(name) }
    if let function = part as? Function, let name = function.name {
      functions.append((name.text, function.id))
    }
    // A place holds the whole file.
    if part is SourceRange { return }
    for child in Mirror(reflecting: part).children { collect(child.value) }
  }
}

/// An outermost scope with `print` and the namespace `math`.
private struct FewNames: OuterScope {
  let names = ["math", "print"]
  let vendorNames: [String] = []
  let standardModuleNames: [String] = []

  func contains(_ name: String) -> Bool { names.contains(name) }
  func members(of name: String) -> [String]? { name == "math" ? ["max"] : nil }
  func signature(of path: [String]) -> CallSignature? { nil }
  func usedNames(of vendor: String) -> [String]? { nil }
  func resources(of vendor: String) -> [String: ResourceReference]? { nil }
  func method(_ name: String, of kind: ValueType) -> CallSignature? { nil }
  func methodNames(of kind: ValueType) -> [String] { [] }
  func isPureMethod(_ name: String) -> Bool { false }
}
