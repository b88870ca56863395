import GRDB
import TestSupport
import Testing

@testable import ImgFlowRuns

/// What is committed must be on the disk: a machine that stops takes nothing of it along.
@Suite struct StateDatabaseTests {
  @Test func `commits wait for the disk`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/state.sqlite"
    for _ in ["new", "known"] {
      let database = try StateDatabase(at: path, label: "test", patience: 1)
      // 2 is FULL (sqlite.org/pragma.html#pragma_synchronous).
      #expect(try database.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
      #expect(try database.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
      database.close()
    }
  }
}
