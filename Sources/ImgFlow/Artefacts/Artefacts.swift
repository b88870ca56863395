import ImgFlowReports
import ImgFlowRuntime
import ImgFlowValues
import Synchronization

/// The files that a run has written. When it ends, those whose kind has a place for it say where their
/// figures come from.
///
/// They are marked at the end because only then it is known where the answers came from, and so that the
/// run itself reads and uploads what it wrote.
final class Artefacts: Sendable {
  private struct Entry {
    let path: String
    /// How many bytes at its beginning were there before the run.
    let foreign: Int
  }

  private let files: DiskFiles
  private let entries = Mutex<[Entry]>([])

  init(_ files: DiskFiles) { self.files = files }

  // MARK: - What happens to files

  /// Notes that a file was written; its first `foreign` bytes were there before.
  func note(_ path: String, foreign: Int = 0) {
    guard let path = try? files.absolute(path) else { return }
    entries.withLock { entries in
      entries.removeAll { $0.path == path }
      entries.append(Entry(path: path, foreign: foreign))
    }
  }

  /// How many bytes of a file are not the run's; nil when it has written none of it.
  func foreign(_ path: String) -> Int? {
    guard let path = try? files.absolute(path) else { return nil }
    return entries.withLock { $0.first { $0.path == path }?.foreign }
  }

  func removed(_ path: String) {
    guard let path = try? files.absolute(path) else { return }
    entries.withLock { $0.removeAll { $0.path == path } }
  }

  func copied(_ path: String, to target: String) {
    if let foreign = foreign(path) { note(target, foreign: foreign) } else { removed(target) }
  }

  /// A folder takes what is in it along.
  func moved(_ path: String, to target: String) {
    guard let path = try? files.absolute(path), let target = try? files.absolute(target) else {
      return
    }
    entries.withLock { entries in
      entries.removeAll { $0.path == target }
      entries = entries.map { entry in
        guard entry.path == path || entry.path.hasPrefix("\(path)/") else { return entry }
        return Entry(path: target + entry.path.dropFirst(path.count), foreign: entry.foreign)
      }
    }
  }

  // MARK: - Marking

  /// Marks what was written, and forgets it; returns what there is to tell about it, nil for nothing.
  func settle(_ mark: AnswerSources.Mark?) -> String? {
    let written = entries.withLock { entries in
      defer { entries = [] }
      return entries
    }
    guard let mark else { return nil }
    var marked: [String] = []
    var unmarked: [String] = []
    for entry in written where SourceStamp.isNeeded(by: entry.path) {
      guard let status = try? files.look(at: entry.path), status.kind == .file else { continue }
      let name = Paths.name(of: entry.path)
      if stamp(entry, status.size, mark) { marked.append(name) } else { unmarked.append(name) }
    }
    return Self.summary(marked, unmarked, mark)
  }

  /// Marks a file; false when there is no place for a mark in it.
  private func stamp(_ entry: Entry, _ size: Int, _ mark: AnswerSources.Mark) -> Bool {
    guard size <= SourceStamp.limit, let stamp = SourceStamp(path: entry.path, mark.rawValue),
      let bytes = try? files.read(entry.path),
      let stamped = stamp.stamped(bytes, foreign: entry.foreign)
    else { return false }
    guard stamped != bytes else { return true }
    return (try? files.write(stamped, to: entry.path)) != nil
  }

  private static func summary(
    _ marked: [String], _ unmarked: [String], _ mark: AnswerSources.Mark
  ) -> String? {
    let source = mark == .sandbox ? "from the sandbox" : "partly from the sandbox"
    let parts = [
      marked.isEmpty ? nil : "\(list(marked)) \(marked.count == 1 ? "says" : "say") so",
      unmarked.isEmpty ? nil : "\(list(unmarked)) cannot say so",
    ].compactMap { $0 }
    return parts.isEmpty
      ? nil : "sandbox: the results are \(source): \(parts.joined(separator: "; "))"
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.count > 5 ? names.prefix(4) + ["\(names.count - 4) more"] : names[...]
    guard let last = shown.last, shown.count > 1 else { return shown.joined() }
    return "\(shown.dropLast().joined(separator: ", ")) and \(last)"
  }
}
