import Foundation
import GRDB
import Synchronization
import Testing

@testable import ImgFlowSandbox

@Suite struct StoreTests {
  // MARK: - Whose file it is

  @Test func twoSandboxesDoNotShareAFile() throws {
    let folder = try StoreFolder()
    let first = try SandboxStore(file: folder.database)
    let problem = try #require(throws: StartProblem.self) {
      _ = try SandboxStore(file: folder.database)
    }
    #expect(problem.message.contains("another sandbox uses \(folder.database.path)"))
    #expect(problem.message.contains("\(getpid())"))
    first.close()
  }

  @Test func aFileCanBeOpenedAgain() throws {
    let folder = try StoreFolder()
    for _ in 0..<2 {
      let store = try SandboxStore(file: folder.database)
      store.close()
    }
  }

  @Test func aNewerStoreIsLeftAsItIs() async throws {
    let folder = try StoreFolder()
    let store = try SandboxStore(file: folder.database)
    try await store.set("name", "value")
    try await store.database.write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('expoze 99')")
    }
    store.close()
    let problem = try #require(throws: StartProblem.self) {
      _ = try SandboxStore(file: folder.database)
    }
    #expect(problem.message.contains("newer version"))
    let names = try await DatabaseQueue(path: folder.database.path).read { db in
      try String.fetchAll(db, sql: "SELECT name FROM setting")
    }
    #expect(names == ["name"])
  }

  @Test func theDatabaseOfAnotherProgramIsLeftAsItIs() throws {
    let folder = try StoreFolder()
    let other = try DatabaseQueue(path: folder.database.path)
    try other.write { try $0.execute(sql: "CREATE TABLE address (name TEXT)") }
    try other.close()
    let problem = try #require(throws: StartProblem.self) {
      _ = try SandboxStore(file: folder.database)
    }
    #expect(problem.message.contains("database of another program"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["sandbox.db"])
  }

  /// A store of the first version gets all that came since.
  @Test func anOlderStoreIsBroughtUpToDate() async throws {
    let folder = try StoreFolder()
    let old = try DatabasePool(path: folder.database.path)
    try Migrations.migrator.migrate(old, upTo: "hautai 1")
    try await old.write { try $0.execute(sql: "INSERT INTO setting VALUES ('a', 'b')") }
    try old.close()
    let store = try SandboxStore(file: folder.database)
    #expect(try await store.setting("a") == "b")
    let isDone = try await store.database.read { db in
      try Migrations.migrator.hasCompletedMigrations(db)
    }
    #expect(isDone)
    store.close()
  }

  // MARK: - Rows and files

  @Test func aChangeKeepsWhatOthersStored() async throws {
    let store = try SandboxStore(file: nil)
    let database = store.database
    try await ExpozeAccounts.seed(database, tokens: 10)
    let stale = try #require(
      try await database.read { try Expoze.Organization.fetchOne($0, key: 1) })
    try await database.write { db in try stale.change(db) { $0.tokens = 9 } }
    let changed = try await database.write { db in try stale.change(db) { $0.webhook = "a" } }
    #expect(changed.tokens == 9 && changed.webhook == "a")
    let cleared = try await database.write { db in try stale.change(db) { $0.webhook = nil } }
    #expect(cleared.webhook == nil && cleared.tokens == 9)
    let stored = try await database.read { try Expoze.Organization.fetchOne($0, key: 1) }
    #expect(stored?.tokens == 9 && stored?.webhook == nil)
    store.close()
  }

  @Test func aChangeOfWhatIsGoneIsToldSo() async throws {
    let store = try SandboxStore(file: nil)
    try await ExpozeAccounts.seed(store.database, tokens: 10)
    await #expect(throws: RecordGone.self) {
      try await store.database.write { db in
        let space = try #require(try Expoze.Space.fetchOne(db, key: 1))
        try space.delete(db)
        try space.change(db) { $0.name = "a" }
      }
    }
    store.close()
  }

  @Test func aFileWhoseRowIsRefusedIsNotThere() async throws {
    let store = try SandboxStore(file: nil)
    struct Refused: Error {}
    await #expect(throws: Refused.self) {
      try await store.keep(Data("a".utf8), as: "expoze/a") { _ in throw Refused() }
    }
    #expect(!store.files.exists("expoze/a"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: store.files.incoming.path) == [])
    store.close()
  }

  @Test func filesThatNoRowTellsOfGo() async throws {
    let store = try SandboxStore(file: nil)
    let paths = [
      "expoze/userfiles/1/1/a.jpg", "expoze/maps/5.map", "expoze/cache/thumb_small/1/1/a.jpg",
      "assetzen/images/a", "hautai/images/a", "hautai/aux/a/b", "deepopinion/a", "expoze/x",
    ]
    for path in paths { try store.files.write(Data("a".utf8), to: path) }
    try await store.removeOrphans()
    #expect(paths.filter(store.files.exists) == [])
    store.close()
  }

  // MARK: - A disk that refuses

  @Test(arguments: [
    (ResultCode.SQLITE_FULL, 507, "The disk is full"),
    (ResultCode.SQLITE_IOERR, 500, "cannot be read or"),
    (ResultCode.SQLITE_READONLY, 500, "cannot be written"),
    (ResultCode.SQLITE_BUSY, 503, "Another program"),
  ])
  func whatTheDiskRefusesIsSaid(_ code: ResultCode, _ status: Int, _ text: String) throws {
    let fault = try #require(
      StoreFault.explained(DatabaseError(resultCode: code)) as? StoreFault)
    #expect(fault.status == status && fault.description.contains(text))
  }

  /// A store without room answers 507, and goes on once there is some.
  @Test func aFullDiskIsAnswered() async throws {
    let folder = try StoreFolder()
    let store = try SandboxStore(file: folder.database)
    try await ExpozeAccounts.seed(store.database, tokens: 10)
    let pages = try await store.database.write { db in
      try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
    }
    try await store.database.write { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
    let fault = try await #require(throws: StoreFault.self) {
      for _ in 0..<1000 {
        try await store.set(UUID().uuidString, String(repeating: "a", count: 999))
      }
    }
    #expect(fault.status == 507)
    try await store.database.write { try $0.execute(sql: "PRAGMA max_page_count = 100000") }
    try await store.set("a", "b")
    store.close()
  }

  /// The end of work is stored as soon as there is room again, and not given up.
  @Test func aFullDiskDelaysTheEndOfWork() async throws {
    let folder = try StoreFolder()
    let store = try SandboxStore(file: folder.database)
    let attempts = Attempts()
    let end = Task {
      try await store.database.writeWhenPossible { db in
        if attempts.next() < 3 { throw DatabaseError(resultCode: .SQLITE_FULL) }
        try db.execute(sql: "INSERT INTO setting VALUES ('end', 'stored')")
      }
    }
    try await end.value
    #expect(attempts.count == 3)
    let stored = try await store.database.read { db in
      try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'end'")
    }
    #expect(stored == "stored")
    store.close()
  }

  private final class Attempts: Sendable {
    private let number = Mutex(0)

    var count: Int { number.withLock { $0 } }

    func next() -> Int {
      number.withLock { number in
        number += 1
        return number
      }
    }
  }
}
