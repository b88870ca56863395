import ImgFlowStdlib
import ImgFlowSyntax
import Synchronization

/// The vendors whose declarations are part of ImgFlow. Each is read when it is first named, and then kept:
/// reading one takes longer than a person waits for the next key.
package enum BuiltInVendors {
  private static let vendors = Mutex<[String: Vendor]>([:])

  /// Their names, sorted.
  package static var names: [String] { Stdlib.vendorNames }

  /// The vendor of a name; nil if there is none.
  ///
  /// - Throws: `VendorDeclarationError`.
  package static func vendor(_ name: String) throws -> Vendor? {
    if let known = vendors.withLock({ $0[name] }) { return known }
    guard let text = Stdlib.vendor(name) else { return nil }
    let file = SourceFile(name: "\(name).imgflow", text: text, isLibrary: true)
    let vendor = try Vendor.load(name, from: file)
    return vendors.withLock { vendors in
      if let known = vendors[name] { return known }
      vendors[name] = vendor
      return vendor
    }
  }

  /// The same for what needs no reason: nil too if the declaration is not usable.
  package static subscript(name: String) -> Vendor? { try? vendor(name) }

  /// All of them.
  ///
  /// - Throws: `VendorDeclarationError`.
  package static func all() throws -> [Vendor] { try names.compactMap(vendor) }
}
