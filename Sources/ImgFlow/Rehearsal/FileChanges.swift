import ImgFlowRuntime
import ImgFlowValues

/// What a rehearsed run would change in the file system.
package struct PlannedChange: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case create
    case replace
    case append
    case move
    case remove
    case folder
    case link
    case touch
  }

  package let kind: Kind
  /// The absolute path.
  package let path: String
  /// Where a file that is moved is now, or what a link leads to.
  package var source: String?
  /// How many bytes the file would have, or how many would be added to it; nil for what has none.
  package var bytes: Int?
}

extension LayeredFiles {
  /// What is different in the layer, in the order of the paths.
  var changes: [PlannedChange] {
    let all = entries.withLock { $0 }.sorted { $0.key < $1.key }
    let moved = Set(
      all.compactMap { if case .file(let content) = $0.value { content.movedFrom } else { nil } }
        .map(PathKey.init))
    let changed = all.compactMap { change(at: $0.key.text, $0.value, moved: moved) }
    let known = Set(all.map(\.key))
    let touched = times.withLock { $0.keys.filter { !known.contains($0) } }
      .map { PlannedChange(kind: .touch, path: $0.text) }
    return (changed + touched).sorted { PathKey($0.path) < PathKey($1.path) }
  }

  private func change(at key: String, _ entry: Entry, moved: Set<PathKey>) -> PlannedChange? {
    let before = (try? below.look(atLink: key)) ?? nil
    switch entry {
    case .removed:
      guard let before, before.kind != .folder, !moved.contains(PathKey(key)) else { return nil }
      return PlannedChange(kind: .remove, path: key)
    case .folder: return before == nil ? PlannedChange(kind: .folder, path: key) : nil
    case .link(let target): return PlannedChange(kind: .link, path: key, source: target)
    case .file(let content):
      let size = ((try? below.look(at: content.path)) ?? nil)?.size ?? 0
      if let source = content.movedFrom {
        return PlannedChange(kind: .move, path: key, source: source, bytes: size)
      }
      if let start = content.appendedAt, before != nil {
        return PlannedChange(kind: .append, path: key, bytes: size - start)
      }
      return PlannedChange(kind: before == nil ? .create : .replace, path: key, bytes: size)
    }
  }
}
