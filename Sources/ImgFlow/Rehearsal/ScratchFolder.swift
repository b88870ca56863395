import ImgFlowRuntime
import ImgFlowValues
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A temporary folder for files that are thrown away, which only its owner can look into. It is made when the first
/// file is, and removed with what is in it.
package final class ScratchFolder: Sendable {
  private struct State {
    var path: String?
    var files: [String] = []
  }

  private let state = Mutex(State())

  package init() {}

  /// The path of a new file, which does not exist yet, in a folder of its own.
  ///
  /// - Parameter name: what it is called: those who look at a file may go by its ending.
  /// - Throws: an `io` error.
  package func file(_ name: String) throws -> String {
    try state.withLock { state in
      let root = try state.path ?? Self.make()
      state.path = root
      let folder = "\(root)/\(state.files.count)"
      guard mkdir(folder, 0o700) == 0 else { throw FileFailure.error(errno, "make", folder) }
      state.files.append("\(folder)/\(name)")
      return "\(folder)/\(name)"
    }
  }

  /// Makes a folder that only its owner can look into.
  static func make() throws -> String {
    let parent = try SystemText.variable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(parent)/imgflow.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw ValueError(
        .io, "cannot make a temporary folder in \(parent): \(FileFailure.reason(errno))",
        help: "set `TMPDIR` to a folder that you may write to")
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes the folder.
  package func remove() {
    state.withLock { state in
      for file in state.files {
        unlink(file)
        rmdir(Paths.folder(of: file))
      }
      if let path = state.path { rmdir(path) }
      state = State()
    }
  }

  deinit { remove() }
}
