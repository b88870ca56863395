import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// The vendors of one interpreter as scripts see them, each made when it is first named.
///
/// It is the vendor half of the Runtime's `Library`.
package final class VendorRegistry: Sendable {
  private let find: @Sendable (String) throws -> Vendor?
  private let settings: @Sendable () throws -> VendorSettings
  private let governors = Governors()
  private let namespaces = Mutex<[String: Namespace]>([:])
  private let clients = Mutex<[String: VendorClient]>([:])

  /// - Parameters:
  ///   - find: gives the vendor of a name, or throws `VendorDeclarationError`.
  ///   - settings: called when a vendor is first used, once for each.
  package init(
    finding find: @escaping @Sendable (String) throws -> Vendor?,
    settings: @escaping @Sendable () throws -> VendorSettings
  ) {
    self.find = find
    self.settings = settings
  }

  /// A vendor as scripts see it; nil if there is none of this name.
  ///
  /// - Throws: `CheckFailure` if the declaration is not usable.
  package func namespace(_ name: String, for interpreter: Interpreter) throws -> Namespace? {
    if let known = namespaces.withLock({ $0[name] }) { return known }
    guard let vendor = try usable({ try find(name) }) else { return nil }
    // Not under the lock: the vendor's own functions may name other vendors.
    let namespace = try client(vendor, settings()).namespace(for: interpreter)
    return namespaces.withLock { namespaces in
      if let known = namespaces[name] { return known }
      namespaces[name] = namespace
      return namespace
    }
  }

  /// A vendor that a script declares, as scripts see it.
  ///
  /// - Throws: `CheckFailure` if the declaration is not usable.
  package func namespace(
    of declaration: VendorDeclaration, documentation: String?, for interpreter: Interpreter
  ) throws -> Namespace {
    let vendor = try usable {
      try Vendor.declared(by: declaration, documentation: documentation)
    }
    // Its name and address are the script's own choice: no kept credential is for it.
    var settings = try settings()
    settings.profile = nil
    settings.answersFromDeclaration = settings.rehearsesDeclared
    return try client(vendor, settings).namespace(for: interpreter)
  }

  private func client(_ vendor: Vendor, _ settings: VendorSettings) -> VendorClient {
    let client = VendorClient(vendor, settings, governors)
    clients.withLock { $0[vendor.name] = client }
    return client
  }

  /// The type of a resource of a vendor that is in use, by its name, such as `expoze.Job`; nil if there is none.
  package func resourceType(_ name: String) -> ResourceType? {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let client = clients.withLock({ $0[parts[0]] }) else { return nil }
    return client.resourceType(parts[1])
  }

  private func usable<Result>(_ read: () throws -> Result) throws -> Result {
    do { return try read() } catch let error as VendorDeclarationError {
      throw CheckFailure(diagnostics: error.diagnostics)
    }
  }
}
