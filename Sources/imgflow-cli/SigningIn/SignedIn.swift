import ImgFlow
import ImgFlowCatalogue
import ImgFlowCommandLine
import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors

/// Where the user is signed in.
struct SignedIn {
  private let file: CredentialsFile
  /// The profile that is meant; nil for all of them.
  private let named: String?
  private let profile: String

  /// - Throws: `UsageError`.
  init(profile: String?) throws {
    file = try .standard
    named = profile
    self.profile = try ProfileName.chosen(profile, SystemHost())
  }

  /// Writes a line for each vendor that someone has signed in to.
  ///
  /// - Throws: `SetupError`.
  func list(on console: Console) throws {
    let content = try file.read().filter { profile, _ in named == nil || profile == named }
    let lines = content.sorted { $0.key < $1.key }.flatMap { profile, entries in
      entries.sorted { $0.key < $1.key }.map { vendor, entry in
        ([profile, vendor] + facts(entry, of: vendor)).joined(separator: "  ")
      }
    }
    guard !lines.isEmpty else {
      return console.note("not signed in\(named.map { " to profile `\($0)`" } ?? "")")
    }
    console.write(lines.joined(separator: "\n") + "\n")
  }

  private func facts(_ entry: ProfileEntry, of name: String) -> [String] {
    let vendor = try? BuiltInVendors.vendor(name)
    let account = vendor?.credentials.lazy.filter { $0.type.scalar != .secret }
      .compactMap { entry.values[$0.name] }.first
    let ends = entry.session?.ends.map { "session until \(TimeText.iso($0))" }
    return [account, entry.address, ends].compactMap { $0 }
  }

  /// Removes what is kept for a vendor, or for all of them.
  ///
  /// - Throws: `SetupError`.
  func forget(_ vendor: String?, on console: Console) throws {
    let known = try file.read()[profile] ?? [:]
    let names = vendor.map { known[$0] == nil ? [] : [$0] } ?? known.keys.sorted()
    guard !names.isEmpty else {
      return console.note(
        "not signed in\(vendor.map { " to \($0)" } ?? "") in profile `\(profile)`")
    }
    try file.update { content in
      for name in names { content[profile]?[name] = nil }
      if content[profile]?.isEmpty ?? false { content[profile] = nil }
    }
    for name in names { console.note("signed out of \(name): removed from profile `\(profile)`") }
  }
}
