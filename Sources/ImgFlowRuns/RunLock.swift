import Foundation
import ImgFlowJournal

/// The one place of a script and account in which only one run at a time may be; held as long as this object
/// lives.
package final class RunLock: Sendable {
  /// Who is in it.
  package struct IsHeld: Error, Equatable {
    /// Nil if that cannot be read, as when the other has only just begun.
    package let owner: RunOwner?
  }

  private let descriptor: Int32

  /// - Throws: `IsHeld` while another run has it; `StoreProblem`.
  init(at path: String, for owner: RunOwner) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreProblem(
        "cannot lock \(path): \(String(cString: strerror(errno)))",
        help: "set `XDG_STATE_HOME` to a folder that can be written to")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
      let text = (try? handle.readToEnd()).flatMap { String(data: $0, encoding: .utf8) }
      close(descriptor)
      throw IsHeld(owner: text.flatMap(RunOwner.init))
    }
    let text = Array(try owner.text.utf8)
    ftruncate(descriptor, 0)
    _ = pwrite(descriptor, text, text.count, 0)
  }

  deinit { close(descriptor) }
}
