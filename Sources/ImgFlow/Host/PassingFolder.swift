import ImgFlowRuntime
import ImgFlowValues
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The folder of the temporary files of a run. It is made when the first of them is.
package final class PassingFolder: Sendable {
  private struct State {
    var path: String?
    /// Makes the folder.
    var make: @Sendable () throws -> String = ScratchFolder.make
    /// Whether the folder outlasts the process.
    var isKept = false
  }

  private let state = Mutex(State())

  init() {}

  /// The absolute path of the folder, which exists.
  ///
  /// - Throws: an `io` error.
  package var path: String {
    get throws {
      try state.withLock { state in
        if let path = state.path { return path }
        let path = try state.make()
        state.path = path
        return path
      }
    }
  }

  /// Has another folder made, one that is not removed with the others: a run that can go on needs it again.
  package func keep(in make: @escaping @Sendable () throws -> String) {
    state.withLock { state in (state.make, state.isKept) = (make, true) }
  }

  /// Whether a path is in the folder.
  func contains(_ path: String) -> Bool {
    state.withLock { $0.path.map { path.path(inside: $0) != nil } ?? false }
  }

  /// Removes the folder with what is in it, unless it is kept.
  package func remove() {
    let path = state.withLock { state in state.isKept ? nil : state.path.take() }
    if let path { Self.remove(path, DiskFiles()) }
  }

  private static func remove(_ path: String, _ files: DiskFiles) {
    // Links are removed themselves.
    if unlink(path) == 0 { return }
    for name in (try? files.list(path)) ?? [] { remove("\(path)/\(name)", files) }
    rmdir(path)
  }
}
