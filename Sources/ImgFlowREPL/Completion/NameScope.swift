import ImgFlow
import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors

/// The names that a statement sees: what the session has declared, what `use` brings, what is built in.
struct NameScope {
  let bindings: [Session.Binding]
  let usedVendors: [Vendor]
  /// Built-in functions beyond those of the language itself.
  let functions: [Builtin]
  let vendorNames: [String]
  let moduleNames: [String]
  let files: any FileAccess

  func binding(_ name: String) -> Session.Binding? { bindings.last { $0.name == name } }

  /// What is known about a name.
  func known(_ name: String) -> Known {
    if let binding = binding(name) { return .value(binding.value) }
    for vendor in usedVendors {
      if let callable = Callable(vendor, name) { return .callable(callable) }
    }
    if let builtin = builtin(name) { return .callable(Callable(builtin)) }
    if BuiltinCatalogue.namespaceNames.contains(name) { return .namespace(name) }
    return vendorNames.contains(name)
      ? VendorShelf.vendor(name).map(Known.vendor) ?? .nothing : .nothing
  }

  /// The built-in function of a name; nil when there is none.
  func builtin(_ name: String) -> Builtin? {
    functions.first { $0.name == name } ?? BuiltinCatalogue.function(name)
  }

  /// The names of all built-in functions, sorted.
  var functionNames: [String] {
    (functions.map(\.name) + BuiltinCatalogue.functionNames + ["here"]).sorted()
  }
}

extension NameScope {
  init(_ session: Session) {
    bindings = session.bindings
    usedVendors = session.usedVendors.compactMap(VendorShelf.vendor)
    functions = session.library.functions
    vendorNames = session.library.vendorNames
    moduleNames = session.library.standardModuleNames
    files = session.host.files
  }
}
