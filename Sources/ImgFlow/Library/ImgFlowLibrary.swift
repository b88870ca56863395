import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowStdlib
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors

/// The standard modules and the built-in vendors.
///
/// Nothing is read before a script names it. The address of a vendor is requested when a script first uses
/// one of its operations: a sandbox that no script needs is never started.
package final class ImgFlowLibrary: Library {
  private let vendors: VendorRegistry

  /// - Parameter settings: called when a vendor is first used, once for each.
  package init(settings: @escaping @Sendable () throws -> VendorSettings = { VendorSettings() }) {
    vendors = VendorRegistry(finding: BuiltInVendors.vendor, settings: settings)
  }

  package var functions: [Builtin] { [WaitFor.builtin] }

  package func standardModule(_ path: String) -> SourceFile? {
    Stdlib.module(path).map { SourceFile(name: path, text: $0, isLibrary: true) }
  }

  package var standardModuleNames: [String] { Stdlib.moduleNames }

  package var vendorNames: [String] { BuiltInVendors.names }

  package func vendor(_ name: String, for interpreter: Interpreter) throws -> Namespace? {
    try vendors.namespace(name, for: interpreter)
  }

  package func resourceType(_ name: String, for interpreter: Interpreter) -> ResourceType? {
    vendors.resourceType(name)
  }

  package func memberNames(ofVendor name: String) throws -> [String]? {
    try BuiltInVendors.vendor(name)?.memberNames
  }

  package func vendor(
    _ declaration: VendorDeclaration, documentation: String?, for interpreter: Interpreter
  ) throws -> Namespace? {
    try vendors.namespace(of: declaration, documentation: documentation, for: interpreter)
  }
}
