import ImgFlowRuntime
import ImgFlowStdlib
import ImgFlowSyntax
import ImgFlowVendors
import Synchronization

/// The standard modules and the built-in vendors.
///
/// Nothing is read before a script names it. The address of a vendor is requested when a script first uses
/// one of its operations: a sandbox that no script needs is never started.
public final class ImgFlowLibrary: Library {
  private let settings: @Sendable () throws -> VendorSettings
  private let registries = Mutex<[String: VendorRegistry]>([:])

  /// - Parameter settings: called when a vendor is first used, once for each.
  public init(settings: @escaping @Sendable () throws -> VendorSettings = { VendorSettings() }) {
    self.settings = settings
  }

  public var functions: [Builtin] { [WaitFor.builtin] }

  public func standardModule(_ path: String) -> SourceFile? {
    Stdlib.module(path).map { SourceFile(name: path, text: $0, isLibrary: true) }
  }

  public var standardModuleNames: [String] { Stdlib.moduleNames }

  public var vendorNames: [String] { Stdlib.vendorNames }

  public func vendor(_ name: String, for interpreter: Interpreter) throws -> Namespace? {
    try registry(of: name)?.namespace(name, for: interpreter)
  }

  public func memberNames(ofVendor name: String) throws -> [String]? {
    try registry(of: name)?.memberNames(of: name)
  }

  private func registry(of name: String) -> VendorRegistry? {
    guard let text = Stdlib.vendor(name) else { return nil }
    return registries.withLock { registries in
      if let known = registries[name] { return known }
      let source = SourceFile(name: "\(name).imgflow", text: text, isLibrary: true)
      let registry = VendorRegistry([name: source], settings: settings)
      registries[name] = registry
      return registry
    }
  }

  public func vendor(
    _ declaration: VendorDeclaration, documentation: String?, for interpreter: Interpreter
  ) throws -> Namespace? {
    try VendorRegistry.namespace(
      of: declaration, documentation: documentation, settings: settings(), for: interpreter)
  }
}
