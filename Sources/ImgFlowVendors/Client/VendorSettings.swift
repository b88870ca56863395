import ImgFlowRuntime
import ImgFlowValues

/// Where vendors are reached and with whose credentials: what the command line, a profile or a test
/// decides, as opposed to the declaration.
public struct VendorSettings: Sendable {
  /// The address of a running sandbox; it stands in for every vendor then.
  public var sandbox: String?
  /// Addresses that stand in for the declared ones, by vendor.
  public var baseURLs: [String: String] = [:]
  /// Credentials and settings by vendor and name. They win over the environment.
  public var values: [String: [String: String]] = [:]

  public init() {}

  /// Settings under which the sandbox at `url` is every vendor, and nobody's own credentials go there.
  public static func sandbox(at url: String) -> VendorSettings {
    var settings = VendorSettings()
    settings.sandbox = url.hasSuffix("/") ? String(url.dropLast()) : url
    return settings
  }

  /// The sandbox's demo account.
  public static let demoUser = "demo@imgflow.dev"
  public static let demoPassword = "sandbox"

  func baseURL(of vendor: Vendor) -> String {
    if let url = baseURLs[vendor.name] { return url.hasSuffix("/") ? String(url.dropLast()) : url }
    return sandbox.map { "\($0)/\(vendor.name)" } ?? vendor.baseURL
  }

  /// What was supplied for a credential or setting; nil when nothing was. The sandbox never sees the
  /// environment: what is in it belongs to the real service.
  func text(of setting: Setting, of vendor: Vendor, from host: any Host) -> String? {
    if let value = values[vendor.name]?[setting.name] { return value }
    if sandbox != nil {
      if let value = setting.sandboxValue { return value }
      if setting.isOptional { return nil }
      return switch setting.type.scalar {
      case .email: Self.demoUser
      case .secret: Self.demoPassword
      default: nil
      }
    }
    return setting.environmentVariable.flatMap(host.environment).flatMap { $0.isEmpty ? nil : $0 }
  }
}
