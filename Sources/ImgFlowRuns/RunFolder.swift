import Foundation
import ImgFlowJournal
import ImgFlowValues

/// The folder of the journals: `$XDG_STATE_HOME/imgflow/runs`, a file for each run, which only its owner can
/// read.
package struct RunFolder: Sendable {
  /// Why a text names no run, or several, in words for its user.
  package struct Problem: Error, Equatable, CustomStringConvertible {
    package let message: String
    package let help: String?

    package var description: String { message }

    package init(_ message: String, help: String? = nil) {
      (self.message, self.help) = (message, help)
    }
  }

  package let path: String

  package init(path: String) { self.path = path }

  /// The folder that the environment names.
  ///
  /// - Parameter environment: gives the value of a variable.
  /// - Throws: `StoreProblem` if it names none.
  package static func standard(_ environment: (String) throws -> String?) throws -> RunFolder {
    func base(_ name: String) throws -> String? {
      try environment(name).flatMap { $0.isAbsolutePath ? $0 : nil }
    }
    guard let state = try base("XDG_STATE_HOME") ?? base("HOME").map({ $0 + "/.local/state" })
    else {
      throw StoreProblem(
        "runs have no folder: `HOME` is not set",
        help: "set `HOME` or `XDG_STATE_HOME`, or run the script with `--no-journal`")
    }
    return RunFolder(path: state + "/imgflow/runs")
  }

  // MARK: - Finding

  /// All runs, the oldest first.
  package var runs: [RunID] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.compactMap { name in
      name.hasSuffix(Self.suffix) ? RunID(String(name.dropLast(Self.suffix.count))) : nil
    }.sorted()
  }

  /// The run that a text names: by its ID, by the beginning of it, by the path of its script, of which the latest
  /// run counts, or `last`.
  ///
  /// - Throws: `Problem` if it is none, or several.
  package func run(named text: String) throws -> RunID {
    let all = runs
    if text == "last" {
      guard let last = latest(where: { _ in true }) else {
        throw Problem("no run has been recorded yet")
      }
      return last
    }
    if text.hasSuffix(".imgflow") { return try run(ofScript: text) }
    let found = all.filter { $0.description.hasPrefix(text) }
    if found.count == 1, !text.isEmpty { return found[0] }
    guard !found.isEmpty, !text.isEmpty else {
      throw Problem(
        all.isEmpty ? "no run has been recorded yet" : "unknown run `\(text)`",
        help: all.isEmpty ? nil : "`imgflow runs` lists them; `last` is the latest")
    }
    let shown = found.suffix(5).map { "`\($0)`" }.joined(separator: ", ")
    throw Problem("several runs begin with `\(text)`: \(shown)", help: "write more of the ID")
  }

  private func run(ofScript path: String) throws -> RunID {
    let script = URL(filePath: path).standardizedFileURL.path
    let run = latest { $0?.origin.script == script }
    guard let run else {
      throw Problem("no run of \(path) has been recorded", help: "`imgflow runs` lists them")
    }
    return run
  }

  /// The latest of the runs for which a condition holds, which is given nil for a damaged one. The names of runs of
  /// one second do not say which of them is later.
  private func latest(where isWanted: (RunSummary?) -> Bool) -> RunID? {
    var found: (run: RunID, started: Int)?
    for run in runs.reversed() where !isUnbegun(run) {
      if let found, run.time < found.run.time { break }
      let summary = summary(of: run)
      let started = summary?.origin.started ?? run.time
      guard isWanted(summary), found.map({ started > $0.started }) ?? true else { continue }
      found = (run, started)
    }
    return found?.run
  }

  /// What is known of a run; nil if its journal is damaged.
  package func summary(of run: RunID) -> RunSummary? {
    guard let store = try? journal(of: run) else { return nil }
    defer { store.close() }
    return try? store.summary()
  }

  /// The journal of a run.
  ///
  /// - Throws: `StoreProblem`.
  package func journal(of run: RunID) throws -> SQLiteRunStore {
    let removal = "`imgflow runs rm \(run)` removes it"
    do { return try SQLiteRunStore(at: file(of: run)) } catch is UnbegunJournal {
      throw StoreProblem("run \(run) was stopped before it did anything", help: removal)
    } catch let damaged as DamagedJournal {
      throw StoreProblem(
        "the journal of run \(run) cannot be read: \(damaged.problem)",
        help: "see at the services what the run has done; \(removal)")
    } catch let problem as StoreProblem {
      throw StoreProblem("the journal of run \(run) cannot be read: \(problem)", help: problem.help)
    }
  }

  /// Whether a run was stopped before anything of it was stored.
  package func isUnbegun(_ run: RunID) -> Bool {
    do { try SQLiteRunStore(at: file(of: run)).close() } catch is UnbegunJournal {
      return true
    } catch {}
    return false
  }

  /// Lets no other run of the same script and account start until the lock is let go.
  ///
  /// - Parameter name: a digest of the two.
  /// - Throws: `RunLock.IsHeld`, `StoreProblem`.
  package func lock(_ name: String, for owner: RunOwner) throws -> RunLock {
    try makeFolder()
    return try RunLock(at: "\(path)/\(name).lock", for: owner)
  }

  private var oncePath: String {
    (path as NSString).deletingLastPathComponent + "/once.sqlite"
  }

  /// The values of `once`, without those whose time is over.
  ///
  /// - Throws: `StoreProblem`.
  package func once(at time: Int) throws -> SQLiteOnceStore {
    try makeFolder()
    let store = try SQLiteOnceStore(at: oncePath)
    try store.removeExpired(at: time)
    return store
  }

  /// The values of `once`, or nil if the file does not exist.
  package func onceIfAny(at time: Int) throws -> SQLiteOnceStore? {
    FileManager.default.fileExists(atPath: oncePath) ? try once(at: time) : nil
  }

  /// What `once` has kept, read from a copy: nothing is changed, not even by looking.
  ///
  /// - Throws: `StoreProblem`, or an error of the file system.
  package func keptOnce() throws -> [OnceEntry] {
    let files = FileManager.default
    guard files.fileExists(atPath: oncePath) else { return [] }
    let folder = files.temporaryDirectory.appendingPathComponent("imgflow-once-\(UUID())")
    try files.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer { try? files.removeItem(at: folder) }
    let copy = folder.appendingPathComponent("once.sqlite").path
    for suffix in ["", "-wal"] where files.fileExists(atPath: oncePath + suffix) {
      try files.copyItem(atPath: oncePath + suffix, toPath: copy + suffix)
    }
    return try SQLiteOnceStore(at: copy).all().filter { $0.kept != nil }
  }

  // MARK: - Changing

  /// How long runs are kept that have come to their end, in milliseconds: 30 days.
  package static let keepingTime = 30 * 86_400_000

  /// Creates the journal of a new run.
  ///
  /// - Throws: `StoreProblem`; nothing is left of the run then.
  package func create(
    _ run: RunID, _ origin: RunSummary.Origin, owner: RunOwner
  ) throws -> SQLiteRunStore {
    try makeFolder()
    let file = file(of: run)
    let descriptor = open(file, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure("create", file) }
    close(descriptor)
    do { return try SQLiteRunStore.create(run, at: file, origin, owner: owner) } catch {
      remove(run)
      throw error
    }
  }

  private func makeFolder() throws {
    try? FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Self.failure("create", path) }
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw StoreProblem("\(path) is not a folder", help: "remove it, or \(Self.otherFolder)")
    }
  }

  private static func failure(_ action: String, _ path: String) -> StoreProblem {
    StoreProblem(
      "cannot \(action) \(path): \(String(cString: strerror(errno)))", help: otherFolder)
  }

  private static let otherFolder =
    "set `XDG_STATE_HOME` to a folder that can be written to, or run the script with `--no-journal`"

  /// Removes all that is kept of a run.
  package func remove(_ run: RunID) {
    let file = file(of: run)
    for path in [file, file + "-wal", file + "-shm", KeptFiles.folder(of: file)] {
      try? FileManager.default.removeItem(atPath: path)
    }
    removeSandbox(of: run)
    removeTemporary(of: run)
  }

  /// Removes runs that came to their end before a time, in milliseconds since 1970, as far as they started
  /// before it.
  package func removeFinished(before time: Int) {
    for run in runs.prefix(while: { $0.time < time }) {
      guard let store = try? journal(of: run), let summary = try? store.summary() else {
        if isUnbegun(run) { remove(run) }
        continue
      }
      store.close()
      if summary.status == .done, summary.since < time { remove(run) }
    }
    removeLost(before: time)
  }

  /// Removes sandboxes and temporary files of runs that were killed before anything of them was recorded.
  private func removeLost(before time: Int) {
    let known = Set(runs)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
      guard let run = RunID(String(name.prefix { $0 != "." })), run.time < time,
        !known.contains(run)
      else { continue }
      removeSandbox(of: run)
      removeTemporary(of: run)
    }
  }

  /// Makes the folder for the temporary files of a run, unless it is there already, and returns its path.
  ///
  /// - Throws: `StoreProblem`.
  package func temporaryFolder(of run: RunID) throws -> String {
    try makeFolder()
    let folder = "\(path)/\(run).temporary"
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw Self.failure("create", folder)
    }
    return folder
  }

  /// Removes the temporary files of a run.
  package func removeTemporary(of run: RunID) {
    try? FileManager.default.removeItem(atPath: "\(path)/\(run).temporary")
  }

  /// The file in which the sandbox of a run is kept.
  package func sandboxDatabase(of run: RunID) -> String { "\(path)/\(run).sandbox" }

  /// What belongs to the sandbox of a run, for `once`.
  package static func place(ofSandboxOf run: RunID) -> String { "sandbox of \(run)" }

  /// Removes the sandbox of a run, and what `once` has kept with it.
  package func removeSandbox(of run: RunID) {
    try? onceIfAny(at: 0)?.forgetAll(of: Self.place(ofSandboxOf: run))
    for suffix in ["", "-wal", "-shm", ".files"] {
      try? FileManager.default.removeItem(atPath: sandboxDatabase(of: run) + suffix)
    }
  }

  private static let suffix = ".sqlite"

  private func file(of run: RunID) -> String { "\(path)/\(run)\(Self.suffix)" }
}
