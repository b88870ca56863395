import ImgFlow
import ImgFlowCatalogue
import Synchronization

/// The built-in vendors as they are declared, each read when it is first needed and then kept: a declaration
/// takes longer to read than a person waits for the next key.
enum VendorShelf {
  private static let vendors = Mutex<[String: Vendor]>([:])

  /// The names of all built-in vendors, sorted.
  static var names: [String] { BuiltInVendors.names }

  /// The vendor of a name; nil if there is none.
  static func vendor(_ name: String) -> Vendor? {
    if let known = vendors.withLock({ $0[name] }) { return known }
    // The declarations that ImgFlow brings along are tested to be readable.
    guard let vendor = try? BuiltInVendors.vendor(name) else { return nil }
    vendors.withLock { $0[name] = vendor }
    return vendor
  }
}
