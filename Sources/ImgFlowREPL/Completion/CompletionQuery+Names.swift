import ImgFlowAnalysis
import ImgFlowCatalogue
import ImgFlowHelp
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

// The names in scope: those declared last come first.
extension CompletionQuery {
  typealias Candidate = Completions.Candidate

  func names() -> [Candidate] {
    let words = Token.Kind.keywords.map(\.rawValue) + DeclarationWord.allCases.map(\.rawValue)
    // `type` is a function as well.
    let keywords = words.filter { scope.builtin($0) == nil }.map { Candidate($0, type: "keyword") }
    let constructs = Construct.all.map { construct in
      Candidate(
        construct.name, suffix: "(", type: "keyword", summary: Callable(construct).summary)
    }
    return ownNames() + usedNames()
      + scope.functionNames.compactMap { name in
        name == "here"
          ? Candidate(
            "here", suffix: "(", type: "(path) -> string", summary: WordTexts.summary(of: name))
          : scope.builtin(name).map { function(name, Callable($0)) }
      } + namespaces() + vendors() + keywords + constructs
  }

  /// What the statement and the session have declared.
  func ownNames() -> [Candidate] {
    let locals = resolver.locals.names.reversed().map { local in
      known(local.name, resolver.known(name: local.name))
    }
    return locals
      + scope.bindings.reversed().map { binding in
        value(binding.name, binding.value, documentation: binding.documentation)
      }
  }

  /// A name of which something is known, perhaps not its value.
  private func known(_ name: String, _ known: Known) -> Candidate {
    switch known {
    case .value(let value): self.value(name, value)
    case .callable(let callable): function(name, callable)
    case .type(let type): Candidate(name, type: type.isAny ? "" : type.description)
    default: Candidate(name, type: known.kind?.name ?? "")
    }
  }

  private func usedNames() -> [Candidate] {
    scope.usedVendors.flatMap { members(of: $0) }
  }

  private func namespaces() -> [Candidate] {
    BuiltinCatalogue.namespaceNames.map { name in
      let functions = BuiltinCatalogue.namespace(name)?.map(\.name) ?? []
      return Candidate(
        name, suffix: ".", type: "namespace", summary: functions.joined(separator: ", "))
    }
  }

  func vendors() -> [Candidate] {
    let isUse = context.tokens.last?.kind == .use
    return scope.vendorNames.map { name in
      Candidate(
        name, suffix: isUse ? "" : ".", type: "vendor",
        summary: BuiltInVendors[name]?.documentation?.firstSentence ?? "")
    }
  }

  /// What may come after `is` and in annotations.
  func types() -> [Candidate] {
    let builtIn = (["any"] + ScalarType.allCases.map(\.rawValue)).sorted()
    let resources = scope.vendorNames.compactMap { BuiltInVendors[$0] }.flatMap {
      vendor in
      vendor.resources.values.sorted { $0.name < $1.name }.map {
        Candidate(
          "\(vendor.name).\($0.name)", type: "resource",
          summary: $0.documentation?.firstSentence ?? "")
      }
    }
    return builtIn.map { Candidate($0, type: "type") } + resources
  }
}
