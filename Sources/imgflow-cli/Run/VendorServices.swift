import ImgFlow
import ImgFlowCatalogue
import ImgFlowCommandLine
import ImgFlowRuntime
import ImgFlowVendors
import Synchronization

/// Where a run finds its vendors: at the services themselves, or at a sandbox that it starts.
final class VendorServices: ServiceProvider {
  private let options: RunOptions
  private let host: SystemHost
  private let spending: Spending
  /// The profile that is used where none is named.
  private let profile: String
  private let sandbox = Mutex<SandboxProcess?>(nil)
  private let database = Mutex<String?>(nil)
  private let used = Mutex<[Vendor]>([])
  private let countsCosts = Mutex<(@Sendable () -> Bool)?>(nil)

  /// - Throws: `UsageError` if the environment names a profile that cannot be.
  init(_ options: RunOptions, _ host: SystemHost, _ spending: Spending) throws {
    self.options = options
    self.host = host
    self.spending = spending
    profile = try ProfileName.chosen(options.profile, host)
  }

  /// A library of vendors. Nothing is read or started before one of them is named.
  func library(for choice: ServiceChoice) -> any Library {
    ImgFlowLibrary { [self] in
      var settings = try settings(for: choice)
      settings.spending = spending
      settings.rehearsesDeclared = options.isPlan
      settings.countsCosts = countsCosts.withLock { $0 }
      settings.onUse = { [self] vendor in used.withLock { $0.append(vendor) } }
      return settings
    }
  }

  /// The vendors that have been used, in order.
  var vendors: [Vendor] { used.withLock { $0 } }

  /// The address of the sandbox that was started; nil before that.
  var sandboxURL: String? { sandbox.withLock { $0 }?.knownURL }

  private func settings(for choice: ServiceChoice) throws -> VendorSettings {
    switch choice {
    case .real(let name):
      var settings = VendorSettings()
      settings.profile = try Profile(name ?? profile, mustExist: name != nil)
      return settings
    case .sandbox: return try inSandbox(at: startedSandbox().url())
    case .sandboxAt(let url): return try inSandbox(at: url)
    }
  }

  /// A sandbox has its own accounts for everyone, unless another account is requested.
  private func inSandbox(at url: String) throws -> VendorSettings {
    var settings = VendorSettings.sandbox(at: url)
    if let name = options.profile { settings.profile = try Profile(name, mustExist: true) }
    return settings
  }

  /// Counts what calls cost only while `condition` holds; called before a vendor is used.
  func countCosts(while condition: @escaping @Sendable () -> Bool) {
    countsCosts.withLock { $0 = condition }
  }

  /// Keeps a sandbox that is started later in a file.
  func keepSandbox(in file: String?) { database.withLock { $0 = file } }

  /// The profile that is used.
  var profileName: String { options.profile ?? profile }

  private func startedSandbox() -> SandboxProcess {
    sandbox.withLock { sandbox in
      if let sandbox, !sandbox.hasEnded { return sandbox }
      let process = SandboxProcess(
        timeScale: options.timeScale, chaos: options.chaos, database: database.withLock { $0 },
        isRehearsal: options.isPlan
      ) { [host, options] url in
        guard !options.isQuiet, !options.isPlan else { return }
        host.console.note(
          "sandbox: vendors are emulated at \(url); the real services are not called")
      }
      sandbox = process
      return process
    }
  }

  func sandboxProgram() throws -> String { try SandboxProgram.find() }

  var hasLostSandbox: Bool { sandbox.withLock { $0 }?.hasEnded ?? false }

  /// Ends what was started.
  func stop() { sandbox.withLock { $0 }?.stop() }
}
