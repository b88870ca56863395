import ImgFlowCatalogue
import ImgFlowNetwork
import ImgFlowRuntime
import ImgFlowValues

/// Where vendors are reached and with whose credentials: settings from the command line, a profile or a test,
/// as opposed to the declaration.
package struct VendorSettings: Sendable {
  /// The address of a running sandbox; it stands in for every vendor then.
  package var sandbox: String?
  /// Addresses that stand in for the declared ones, by vendor.
  package var baseURLs: [String: String] = [:]
  /// Credentials and settings by vendor and name. They win over the environment.
  package var values: [String: [String: String]] = [:]
  /// What the calls of the run cost together, and may cost.
  package var spending = Spending()
  /// What is kept between runs; the environment wins over it.
  package var profile: (any VendorProfile)?

  /// Whether nothing is sent to vendors that scripts declare: what they respond follows from the declaration.
  package var rehearsesDeclared = false
  /// Whether that is so for this vendor.
  var answersFromDeclaration = false
  /// Whether what calls cost is counted now; nil for always.
  package var countsCosts: (@Sendable () -> Bool)?
  /// Is given each vendor that is used.
  package var onUse: (@Sendable (Vendor) -> Void)?

  package init() {}

  /// Settings under which the sandbox at `url` is every vendor, and no real credentials go there.
  package static func sandbox(at url: String) -> VendorSettings {
    var settings = VendorSettings()
    settings.sandbox = url.hasSuffix("/") ? String(url.dropLast()) : url
    return settings
  }

  /// The sandbox's demo account.
  package static let demoUser = "demo@imgflow.dev"
  package static let demoPassword = "sandbox"

  /// The address of a vendor, without a slash at its end.
  package func baseURL(of vendor: Vendor) -> String {
    if let url = baseURLs[vendor.name] { return url.hasSuffix("/") ? String(url.dropLast()) : url }
    return sandbox.map { "\($0)/\(vendor.name)" } ?? vendor.baseURL
  }

  /// Whether an address is that of a sandbox on this computer.
  func isSandboxHere(_ url: String) -> Bool {
    guard let sandbox = sandbox.flatMap({ URLParts($0) }), let url = URLParts(url) else {
      return false
    }
    return sandbox.isLoopback && url.hasSameOrigin(as: sandbox)
  }

  /// What was supplied for a credential or setting; nil if nothing was.
  package func text(of setting: Setting, of vendor: Vendor, from host: any Host) throws -> String? {
    if let text = try given(setting, of: vendor, from: host) { return text }
    if let text = entry(of: vendor)?.values[setting.name] { return text }
    return sandbox == nil ? nil : sandboxText(of: setting)
  }

  /// What was supplied for this run. The sandbox never sees the environment: its contents belong to the real
  /// service.
  private func given(_ setting: Setting, of vendor: Vendor, from host: any Host) throws -> String? {
    if let value = values[vendor.name]?[setting.name] { return value }
    guard sandbox == nil, let variable = setting.environmentVariable else { return nil }
    return try host.environment(variable, for: .vendor(vendor.name)).flatMap {
      $0.isEmpty ? nil : $0
    }
  }

  /// What the sandbox takes for a setting; nil if it needs none.
  func sandboxText(of setting: Setting) -> String? {
    if let value = setting.sandboxValue { return value }
    if setting.isOptional { return nil }
    return switch setting.type.scalar {
    case .email: Self.demoUser
    case .secret: Self.demoPassword
    default: nil
    }
  }

  // MARK: - Profile

  /// What is kept for a vendor where it is reached now.
  func entry(of vendor: Vendor) -> ProfileEntry? {
    profile?.entry(of: vendor.name, at: baseURL(of: vendor))
  }

  /// What is kept, if it belongs to the account that the credentials of this run name; another account has
  /// its own session.
  func ownEntry(of vendor: Vendor, from host: any Host) throws -> ProfileEntry? {
    guard let entry = entry(of: vendor) else { return nil }
    let isSame = try vendor.credentials.allSatisfy { setting in
      try given(setting, of: vendor, from: host).map { $0 == entry.values[setting.name] } ?? true
    }
    return isSame ? entry : nil
  }
}
