import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The time zones of the machine: a folder with a file for each. A file is read when its zone is first asked for.
package final class ZoneDatabase: Sendable {
  /// The folder that the variable `TZDIR` names, or the first of the usual ones that exists.
  package static let system = ZoneDatabase(folder: systemFolder())

  let folder: String
  private let zones = Mutex<[String: Zone]>([:])

  init(folder: String) { self.folder = folder }

  private static func systemFolder() -> String {
    if let folder = getenv("TZDIR"), folder.pointee != 0 { return String(cString: folder) }
    let folders = ["/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"]
    return folders.first { access($0, R_OK) == 0 } ?? folders[0]
  }

  /// Returns the zone of a name in the database, of `UTC`, or of an offset such as `+02:00`.
  ///
  /// - Throws: A `parse` error for any other name; an `io` error if the database is missing.
  package func zone(_ name: String) throws -> Zone {
    if let zone = zones.withLock({ $0[name] }) { return zone }
    let zone = try read(name)
    zones.withLock { $0[name] = zone }
    return zone
  }

  private func read(_ name: String) throws -> Zone {
    if name == Zone.utc.name || name == "Z" { return .utc }
    if let seconds = TimeText.parseOffset(name) { return Zone(offset: seconds) }
    guard ZoneName.isValid(name) else { throw ZoneName.unknown(name, in: self) }
    guard let bytes = try MachineFile.bytes("\(folder)/\(name)") else {
      throw exists ? ZoneName.unknown(name, in: self) : missing
    }
    do { return Zone(name, try ZoneFile.rules(bytes)) } catch .leapSeconds {
      throw ValueError(
        .parse, "the time zone `\(name)` counts leap seconds, which times do not have",
        help: "leave out `right/`")
    } catch { throw ZoneName.unknown(name, in: self) }
  }

  /// Returns the zone that was named so in an earlier run, perhaps by `local`.
  ///
  /// - Throws: as `zone`.
  package func zone(recorded name: String) throws -> Zone {
    if name == Self.localName { return try localFile(Self.localFile) }
    return try YearlyRule(name).map { Zone(name, $0) } ?? zone(name)
  }

  // MARK: - The zone of the machine

  private static let (localName, localFile) = ("localtime", "/etc/localtime")

  /// Returns the zone that the clocks of the machine show.
  ///
  /// - Parameter variable: the variable `TZ`: a zone's name, the path of its file or a rule of POSIX; nil if it
  ///   is not set.
  /// - Throws: A `parse` error for anything else; an `io` error if the database is missing.
  package func local(_ variable: String?) throws -> Zone {
    guard var text = variable else { return try localFile(Self.localFile) }
    if text.first == ":" { text.removeFirst() }
    if text.isEmpty { return .utc }
    if text.first == "/" { return try localFile(text) }
    do { return try zone(text) } catch let error as ValueError {
      guard let rule = YearlyRule(text) else {
        throw ValueError(
          error.kind, "the variable TZ is `\(text)`: \(error.message)", help: error.help)
      }
      return Zone(text, rule)
    }
  }

  /// The zone of a file anywhere, by its name in the database if it is a link to there.
  private func localFile(_ path: String) throws -> Zone {
    let target = MachineFile.target(of: path) ?? path
    if let range = target.firstRange(of: "zoneinfo/") {
      return try zone(String(target[range.upperBound...]))
    }
    guard let bytes = try MachineFile.bytes(path) else { return .utc }
    guard let rules = try? ZoneFile.rules(bytes) else {
      throw ValueError(.parse, "`\(path)` is not the file of a time zone")
    }
    return Zone(Self.localName, rules)
  }

  // MARK: - Without a database

  private var exists: Bool { access(folder, R_OK) == 0 }

  private var missing: ValueError {
    ValueError(
      .io, "this machine has no time zones: `\(folder)` does not exist",
      help: "install them, on Debian with `apt-get install tzdata`, or set TZDIR to their folder")
  }

  /// The names of all zones, in no order.
  var names: [String] { MachineFile.paths(below: folder).filter(ZoneName.isValid) }
}
