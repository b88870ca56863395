import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// What a run may reach of the world: the one place where that is decided.
///
/// `ConfinedHost` asks it about everything that leaves or enters the interpreter. What opens files and
/// connections asks again with what it really leads to: links are followed, and names become addresses, only
/// there.
package final class Permissions: Sendable {
  /// What is done with a path.
  package enum Access: Sendable {
    case read
    case write
    /// Learning whether something is there, and what.
    case look
  }

  /// Who asks for an environment variable.
  package enum VariableUse: Sendable {
    case script
    /// A `param … from env`, which says so itself.
    case parameter
    /// The credentials and settings of a vendor.
    case vendor(String)
    /// A program that is run, which sees a few variables that hold no secrets.
    case program
  }

  /// Whether only what is granted is allowed; otherwise everything that is not denied is.
  let isConfined: Bool
  let denied: [PermissionKind]
  let hosts: [HostPattern]
  let variables: [VariablePattern]
  let programs: ProgramGrants
  let paths: PathRules
  /// The vendors that may be called; nil for all.
  let vendors: Set<String>?
  /// Where vendors have been called.
  let reached = Mutex<[Server: Reach]>([:])

  /// A server as requests name it.
  struct Server: Hashable {
    let name: ServerName
    let port: Int
  }

  /// How a vendor is reached at a server.
  enum Reach { case service, sandbox }

  /// - Parameters:
  ///   - grants: what the script permits; nil if it permits nothing.
  ///   - folder: the script's own folder, without links; nil if it has none.
  ///   - vendors: those that the script names; nil for all.
  init(
    _ grants: [Permit.Grant]?, _ confinement: Confinement, folder: String?, vendors: Set<String>?,
    host: any Host
  ) {
    isConfined = confinement.isAsked || grants != nil
    denied = confinement.denied
    self.vendors = vendors
    var texts: [PermissionKind: [String]] = [:]
    for grant in grants ?? [] { texts[grant.kind, default: []].append(grant.text) }
    for allowance in confinement.allowances {
      texts[allowance.kind, default: []].append(allowance.text)
    }
    // What cannot be read has been reported before anything runs.
    hosts = (texts[.net] ?? []).compactMap { try? HostPattern($0) }
    variables = (texts[.env] ?? []).compactMap { try? VariablePattern($0) }
    programs = ProgramGrants(texts[.run] ?? [], host)
    paths = PathRules(
      reading: texts[.read] ?? [], writing: texts[.write] ?? [],
      deniedPaths: confinement.deniedPaths,
      folder: folder, host.files)
  }

  // MARK: - Variables

  /// Whether the variable may be read.
  ///
  /// - Throws: a `permission` error if a script or parameter may not; for a vendor the variable is then not set.
  func allows(variable name: String, for use: VariableUse) throws -> Bool {
    switch use {
    case .program: return true
    case .vendor(let vendor):
      return !denied.contains(.env) && (!isConfined || vendors?.contains(vendor) ?? true)
    case .parameter:
      guard denied.contains(.env) else { return true }
    case .script:
      if !denied.contains(.env), !isConfined || variables.contains(where: { $0.matches(name) }) {
        return true
      }
    }
    throw refusal(.env, "read the variable `\(name)`", granting: name)
  }

  // MARK: - Refusals

  /// The error for what is not allowed.
  ///
  /// - Parameters:
  ///   - what: what the script may not do.
  ///   - text: the permission that would allow it.
  func refusal(_ kind: PermissionKind, _ what: String, granting text: String) -> ValueError {
    guard !denied.contains(kind) else {
      return ValueError(
        .permission, "`--deny-\(kind)` forbids the script to \(what)",
        help: "run it without the flag if it should")
    }
    let quoted = Value.string(text).shortDescription(limit: 300)
    return ValueError(
      .permission, "the script may not \(what)",
      help:
        "if it should, write `permit \(kind) \(quoted)` at the top of the script, or run it with "
        + "`--allow-\(kind)=\(text)`")
  }
}

// Two runs share nothing that depends on what they may do.
extension Permissions: Hashable {
  package static func == (a: Permissions, b: Permissions) -> Bool { a === b }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
