import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import Synchronization

/// The vendors of one interpreter: loaded when they are first named, each once.
///
/// It is the vendor half of the Runtime's `Library`.
public final class VendorRegistry: Sendable {
  private let sources: [String: SourceFile]
  private let settings: @Sendable () throws -> VendorSettings
  private let vendors = Mutex<[String: Vendor]>([:])
  private let namespaces = Mutex<[String: Namespace]>([:])

  /// - Parameters:
  ///   - sources: The declarations by the names of their vendors.
  ///   - settings: called when one is to be called, not when only its declaration is read.
  public init(
    _ sources: [String: SourceFile], settings: @escaping @Sendable () throws -> VendorSettings
  ) {
    self.sources = sources
    self.settings = settings
  }

  /// - Parameter sources: The declarations by the names of their vendors.
  public convenience init(
    _ sources: [String: SourceFile], settings: VendorSettings = VendorSettings()
  ) {
    self.init(sources) { settings }
  }

  /// The names of all vendors, sorted.
  public var names: [String] { sources.keys.sorted() }

  /// A vendor as it is declared; nil if there is none of this name.
  ///
  /// - Throws: `VendorDeclarationError`.
  public func declaration(_ name: String) throws -> Vendor? {
    guard let file = sources[name] else { return nil }
    return try vendors.withLock { vendors in
      if let known = vendors[name] { return known }
      let vendor = try Vendor.load(name, from: file)
      vendors[name] = vendor
      return vendor
    }
  }

  /// The names of what scripts see of a vendor; nil if there is none of this name.
  ///
  /// - Throws: `VendorDeclarationError`.
  public func memberNames(of name: String) throws -> [String]? {
    try declaration(name).map { vendor in
      vendor.operations.filter { !$0.isInternal }.map(\.name)
        + vendor.functions.compactMap(\.function.name?.text)
    }
  }

  /// A vendor as scripts see it; nil if there is none of this name.
  ///
  /// - Throws: `CheckFailure` if the declaration is not usable.
  public func namespace(_ name: String, for interpreter: Interpreter) throws -> Namespace? {
    if let known = namespaces.withLock({ $0[name] }) { return known }
    let declared: Vendor?
    do { declared = try declaration(name) } catch let error as VendorDeclarationError {
      throw CheckFailure(diagnostics: error.diagnostics)
    }
    guard let vendor = declared else { return nil }
    // Not under the lock: the vendor's own functions may name other vendors.
    let namespace = try VendorClient(vendor, settings()).namespace(for: interpreter)
    return namespaces.withLock { namespaces in
      if let known = namespaces[name] { return known }
      namespaces[name] = namespace
      return namespace
    }
  }

  /// A vendor that a script declares, as scripts see it.
  ///
  /// - Throws: `CheckFailure` if the declaration is not usable.
  public static func namespace(
    of declaration: VendorDeclaration, documentation: String?, settings: VendorSettings,
    for interpreter: Interpreter
  ) throws -> Namespace {
    // Its name and address are the script's own choice: no kept credential is for it.
    var settings = settings
    settings.profile = nil
    do {
      let vendor = try Vendor.declared(by: declaration, documentation: documentation)
      return try VendorClient(vendor, settings).namespace(for: interpreter)
    } catch let error as VendorDeclarationError {
      throw CheckFailure(diagnostics: error.diagnostics)
    }
  }
}
