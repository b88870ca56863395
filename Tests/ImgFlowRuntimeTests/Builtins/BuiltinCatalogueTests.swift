import ImgFlowAnalysis
import ImgFlowValues
import Testing

@testable import ImgFlowRuntime

@Suite struct BuiltinCatalogueTests {
  /// A second declaration of a name would never be found.
  @Test func namesAreUnique() {
    for type in ValueType.allCases {
      let names = BuiltinCatalogue.methodNames(on: type)
      #expect(Set(names).count == names.count, "\(type)")
    }
    #expect(Set(BuiltinCatalogue.functionNames).count == BuiltinCatalogue.functionNames.count)
  }

  @Test func receiversTakeTheirType() {
    for type in ValueType.allCases {
      for name in BuiltinCatalogue.methodNames(on: type) {
        guard let method = BuiltinCatalogue.method(name, on: type),
          case .function = method.body
        else { continue }
        #expect(method.parameters.first?.name == "self", "\(type).\(name)")
        #expect(method.parameters.first?.kinds.contains(TypeSet(type)) == true, "\(type).\(name)")
      }
    }
  }

  /// Those who read the source know them by name, before there is a value.
  @Test func `the methods that change a place are known to the analysis`() {
    let mutations = ValueType.allCases.flatMap { type in
      BuiltinCatalogue.methodNames(on: type).filter {
        guard case .mutation = BuiltinCatalogue.method($0, on: type)?.body else { return false }
        return true
      }
    }
    #expect(Set(mutations) == Resolver.mutatingMethods)
  }
}
