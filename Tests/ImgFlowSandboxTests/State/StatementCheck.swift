import GRDB

@testable import ImgFlowSandbox

/// Compares the plans of statements with what a database of many rows needs.
struct StatementCheck: Sendable {
  static let shared = Result { try StatementCheck() }

  private let database: DatabaseQueue

  /// Statements that go through a whole table, and why they may.
  private static let scans: [(reason: String, texts: [String])] = [
    (
      "once, when a vendor starts",
      [
        #"SELECT COUNT(*) FROM "assetzenAccount""#, #"SELECT COUNT(*) FROM "deepOpinionUser""#,
        #"SELECT COUNT(*) FROM "expozeUser""#, #"SELECT COUNT(*) FROM "hautaiCompany""#,
        #"SELECT COUNT(*) FROM "pixoneyeApplication""#,
        #"SELECT * FROM "deepOpinionTask" WHERE "finished" IS NULL"#,
        #"SELECT * FROM "expozeJob" WHERE ("outputPath" IS NULL) AND ("failure" IS NULL)"#,
        #"SELECT * FROM "hautaiBatch" WHERE ("computedAt" IS NOT NULL) AND ("isComputed" = ?)"#,
        #"SELECT * FROM "outgoing" ORDER BY "id""#,
        #"DELETE FROM "outgoing" WHERE "isBegun" = ?"#,
      ]
    ),
    (
      "for the tester, who asks for all there is",
      [
        #"UPDATE "assetzenToken" SET "expiresAt" = ?"#,
        #"UPDATE "deepOpinionSession" SET "expiresAt" = ?"#,
        #"UPDATE "expozeSession" SET "expiresAt" = ?"#,
        #"UPDATE "hautaiSession" SET "expiresAt" = ?"#,
        #"SELECT * FROM "deepOpinionInvitation" ORDER BY "id" DESC"#,
        #"SELECT * FROM "deepOpinionMail" ORDER BY "id" DESC"#,
        "UPDATE expozeOrganization SET tokens = ?",
      ]
    ),
    (
      "for the page, which counts what there is",
      [
        #"SELECT COUNT(*) FROM "assetzenImage""#, #"SELECT COUNT(*) FROM "pixoneyeProfile""#,
        #"SELECT COUNT(*) FROM "assetzenInvalidation" WHERE "completesAt" > ?"#,
        #"SELECT COUNT(*) FROM "pixoneyeScroll" WHERE "expiresAt" > ?"#,
        #"SELECT * FROM "hautaiImage" ORDER BY "createdAt" DESC LIMIT 24"#,
      ]
    ),
    (
      "of no row: for a request that has no workspace, or no token",
      [
        #"SELECT * FROM "deepOpinionProject" WHERE ? ORDER BY "id""#,
        #"SELECT * FROM "hautaiPrivateToken" WHERE "data" IS NULL"#,
      ]
    ),
    (
      "the applications are the sandbox's own, and few",
      [#"SELECT * FROM "pixoneyeApplication" WHERE "ownerId" = ?"#]
    ),
  ]

  /// Statements that compare an id for which their index has no column, and why that is enough.
  private static let partial: [(reason: String, text: String)] = [
    (
      "a user's own analyses are listed, and all of them are looked at",
      #"SELECT * FROM "deepOpinionAnalysis" WHERE ("deepOpinionUserId" = ?)"#
    ),
    (
      "a user's images are of one account",
      "image.assetzenUserId = ?"
    ),
  ]

  private init() throws {
    database = try DatabaseQueue(configuration: StoreDatabase.configuration())
    try Migrations.migrator.migrate(database)
  }

  /// What is wrong with each of some statements.
  func problems(of statements: [String]) throws -> [String] {
    let queries = statements.filter { sql in
      ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains { sql.hasPrefix($0) }
        && !["sqlite_", "grdb_migrations", "'main'."].contains { sql.contains($0) }
    }
    return try database.read { db in
      try queries.flatMap { sql in
        try Self.problems(of: QueryPlan(of: sql, db), Comparisons(in: sql), sql, db).map {
          "\($0): \(sql)"
        }
      }
    }
  }

  private static func problems(
    of plan: QueryPlan, _ comparisons: Comparisons, _ sql: String, _ db: Database
  ) throws -> [String] {
    try plan.loops.enumerated().compactMap { index, loop in
      if loop.makesIndex { return "\(loop.name) lacks an index" }
      if loop.isScan {
        let isReset = sql.hasPrefix("DELETE") && !sql.contains("WHERE")
        // By the number of rows, so that it ends after some.
        let isPage = !sql.contains("WHERE") && sql.contains(#/ORDER BY "id"( DESC)? LIMIT \d+$/#)
        let isAllowed = isReset || isPage || scans.contains { $0.texts.contains(sql) }
        return isAllowed && !loop.isNested ? nil : "\(loop.name) is looked at row by row"
      }
      guard let columns = loop.columns, !loop.isUnique else { return nil }
      let names = try db.columns(in: loop.table).map(\.name)
      let compared = comparisons.columns(of: loop.name, after: plan.loops[..<index].map(\.name))
      let missing = compared.intersection(names).subtracting(columns)
      guard !missing.isEmpty, !partial.contains(where: { sql.contains($0.text) }) else {
        return nil
      }
      return "\(loop.name) is looked up without \(missing.sorted().joined(separator: ", "))"
    }
  }
}
