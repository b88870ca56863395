import Foundation
import GRDB
import ImgFlowJournal

/// A database in which ImgFlow keeps what outlives a run: what is committed survives the machine, and errors are in
/// words for its user.
struct StateDatabase: Sendable {
  private let queue: DatabaseQueue

  /// - Parameters:
  ///   - label: names it in a debugger.
  ///   - patience: how long a write waits for those of other processes, in seconds.
  /// - Throws: `DamagedJournal`, `StoreProblem`.
  init(at path: String, label: String, patience: TimeInterval) throws {
    var configuration = Configuration()
    configuration.label = label
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(patience)
    queue = try Self.inWords {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      // GRDB asks for NORMAL with a WAL, so that a crash of the machine could take the last commits along.
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      return queue
    }
  }

  func read<T>(_ body: (Database) throws -> T) throws -> T {
    try Self.inWords { try queue.read(body) }
  }

  /// Writes in one commit.
  @discardableResult
  func write<T>(_ body: (Database) throws -> T) throws -> T {
    try Self.inWords { try queue.write(body) }
  }

  func close() { try? queue.close() }

  private static func inWords<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_CORRUPT, .SQLITE_NOTADB:
        throw DamagedJournal(problem: "the file is damaged, or is not a database")
      case .SQLITE_FULL: throw StoreProblem("the disk is full")
      case .SQLITE_IOERR: throw StoreProblem("the file could not be read or written")
      case .SQLITE_READONLY, .SQLITE_PERM: throw StoreProblem("the file is read-only")
      case .SQLITE_BUSY, .SQLITE_LOCKED:
        throw StoreProblem("another process has been writing to it for too long")
      default: throw StoreProblem(error.message ?? "\(error.resultCode)")
      }
    }
  }
}
