import ImgFlow
import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues

/// The names that a statement sees: what the session has declared, what `use` brings, what is built in.
package struct NameScope {
  /// What has been declared, the latest declaration last.
  package let bindings: [Session.Binding]
  /// The vendors that `use` has brought in: built-in ones, and those that the session has declared.
  package let usedVendors: [Known]
  /// Built-in functions beyond those of the language itself.
  package let functions: [Builtin]
  /// The names of the built-in vendors.
  package let vendorNames: [String]
  /// The names of the standard modules, such as `std/csv`.
  package let moduleNames: [String]
  /// Where modules that are files are read.
  package let files: any FileAccess

  func binding(_ name: String) -> Session.Binding? { bindings.last { $0.name == name } }

  /// What is known about a name.
  package func known(_ name: String) -> Known {
    if let binding = binding(name) { return .value(binding.value) }
    for vendor in usedVendors {
      let member = vendor.member(name)
      if !member.isNothing { return member }
    }
    if let builtin = builtin(name) { return .callable(Callable(builtin)) }
    if BuiltinCatalogue.namespaceNames.contains(name) { return .namespace(name) }
    return vendorNames.contains(name)
      ? BuiltInVendors[name].map(Known.vendor) ?? .nothing : .nothing
  }

  /// The built-in function of a name; nil if there is none.
  package func builtin(_ name: String) -> Builtin? {
    functions.first { $0.name == name } ?? BuiltinCatalogue.function(name)
  }

  /// The names of all built-in functions, sorted.
  package var functionNames: [String] {
    (functions.map(\.name) + BuiltinCatalogue.functionNames + ["here"]).sorted()
  }
}

extension NameScope {
  /// The names that the next entry of a session sees.
  package init(_ session: Session) {
    // Undeclared names come last in lists.
    let own = [Session.lastErrorName, Session.lastValueName].compactMap(session.binding)
      .filter { !$0.value.isNull }
    let vendors = session.declaredVendors.compactMap { name in
      session.declaredVendor(name).map {
        Session.Binding(name: name, kind: .module, value: .heap($0), documentation: nil)
      }
    }
    bindings = own + vendors + session.bindings
    usedVendors = session.usedVendors.compactMap { name in
      session.declaredVendor(name).map { .value(.heap($0)) }
        ?? BuiltInVendors[name].map(Known.vendor)
    }
    functions = session.library.functions
    vendorNames = session.library.vendorNames
    moduleNames = session.library.standardModuleNames
    files = session.host.files
  }
}
