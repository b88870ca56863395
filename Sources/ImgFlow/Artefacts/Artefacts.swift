import ImgFlowReports
import ImgFlowRuntime
import ImgFlowValues
import Synchronization

/// The files that a run has written. When it ends, those whose format has room for it say where their
/// figures come from.
///
/// They are marked at the end: only then is it known where the responses came from, and until then the run
/// reads and uploads exactly what it wrote.
final class Artefacts: Sendable {
  private struct Entry {
    /// How many bytes at its beginning were there before the run.
    let foreign: Int
    /// When it was written, among the others.
    let turn: Int
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var turn = 0

    mutating func note(_ path: String, foreign: Int) {
      turn += 1
      entries[path] = Entry(foreign: foreign, turn: turn)
    }
  }

  private let files: DiskFiles
  private let passing: PassingFolder
  private let state = Mutex(State())

  /// - Parameter passing: what is in it is not left.
  init(_ files: DiskFiles, passing: PassingFolder) {
    (self.files, self.passing) = (files, passing)
  }

  // MARK: - What happens to files

  /// Notes that a file was written; its first `foreign` bytes were there before.
  func note(_ path: String, foreign: Int = 0) {
    guard let path = try? files.absolute(path) else { return }
    state.withLock { $0.note(path, foreign: foreign) }
  }

  /// How many bytes of a file are not the run's; nil if it has written none of it.
  func foreign(_ path: String) -> Int? {
    guard let path = try? files.absolute(path) else { return nil }
    return state.withLock { $0.entries[path]?.foreign }
  }

  func removed(_ path: String) {
    guard let path = try? files.absolute(path) else { return }
    state.withLock { $0.entries[path] = nil }
  }

  func copied(_ path: String, to target: String) {
    if let foreign = foreign(path) { note(target, foreign: foreign) } else { removed(target) }
  }

  /// A folder includes its contents.
  func moved(_ path: String, to target: String) {
    guard let path = try? files.absolute(path), let target = try? files.absolute(target) else {
      return
    }
    state.withLock { state in
      state.entries[target] = nil
      for old in state.entries.keys where old == path || old.hasPrefix("\(path)/") {
        state.entries[target + old.dropFirst(path.count)] = state.entries.removeValue(forKey: old)
      }
    }
  }

  /// The files that were written and are still there, in the order in which that happened last.
  var paths: [String] {
    let written = state.withLock { $0.entries.sorted { $0.value.turn < $1.value.turn } }
    return written.map(\.key).filter { path in
      !passing.contains(path) && (try? files.look(at: path)) ?? nil != nil
    }
  }

  // MARK: - Marking

  /// Marks and forgets the files that were written; returns a summary, nil if there is nothing to report.
  func settle(_ mark: AnswerSources.Mark?) -> String? {
    let written = state.withLock { state in
      defer { state = State() }
      return state.entries.sorted { $0.value.turn < $1.value.turn }
    }
    guard let mark else { return nil }
    var marked: [String] = []
    var unmarked: [String] = []
    for (path, entry) in written where SourceStamp.isNeeded(by: path) && !passing.contains(path) {
      guard let status = try? files.look(at: path), status.kind == .file else { continue }
      let isMarked = stamp(path, entry.foreign, status.size, mark)
      if isMarked {
        marked.append(Paths.name(of: path))
      } else {
        unmarked.append(Paths.name(of: path))
      }
    }
    return Self.summary(marked, unmarked, mark)
  }

  /// Marks a file; false when its format has no room for a mark.
  private func stamp(
    _ path: String, _ foreign: Int, _ size: Int, _ mark: AnswerSources.Mark
  ) -> Bool {
    guard size <= SourceStamp.limit, let stamp = SourceStamp(path: path, mark.rawValue),
      let bytes = try? files.read(path),
      let stamped = stamp.stamped(bytes, foreign: foreign)
    else { return false }
    return stamped == bytes || (try? files.write(stamped, to: path)) != nil
  }

  private static func summary(
    _ marked: [String], _ unmarked: [String], _ mark: AnswerSources.Mark
  ) -> String? {
    let source = mark == .sandbox ? "from the sandbox" : "partly from the sandbox"
    let parts = [
      marked.isEmpty
        ? nil
        : "\(marked.formatted(and: "and", limit: 5)) \(marked.count == 1 ? "says" : "say") so",
      unmarked.isEmpty ? nil : "\(unmarked.formatted(and: "and", limit: 5)) cannot say so",
    ].compactMap { $0 }
    return parts.isEmpty
      ? nil : "sandbox: the results are \(source): \(parts.joined(separator: "; "))"
  }
}
