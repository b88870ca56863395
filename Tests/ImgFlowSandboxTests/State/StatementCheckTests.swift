import GRDB
import Testing

@testable import ImgFlowSandbox

/// Every test with a sandbox has its statements checked: see `TestSandbox.with`. These are what it must find.
@Suite struct StatementCheckTests {
  @Test(arguments: [
    ("SELECT * FROM deepOpinionDocument WHERE text = ?", "is looked at row by row"),
    (
      """
      SELECT * FROM deepOpinionMember member JOIN deepOpinionSegment segment
      ON segment.text = member.id WHERE member.deepOpinionGroupId = ?
      """, "segment is looked at row by row"
    ),
    (
      """
      SELECT * FROM deepOpinionMember member CROSS JOIN deepOpinionSegment segment
      WHERE member.deepOpinionGroupId = ?
      """, "segment is looked at row by row"
    ),
    (
      """
      SELECT * FROM deepOpinionMark WHERE EXISTS
      (SELECT 1 FROM deepOpinionTag tag WHERE +tag.deepOpinionSegmentId = deepOpinionMark.id)
      AND deepOpinionSegmentId = ?
      """, "tag is looked at row by row"
    ),
    (
      """
      SELECT * FROM deepOpinionSegment segment LEFT JOIN deepOpinionTag tag
      ON +tag.deepOpinionSegmentId = segment.id AND tag.deepOpinionAnnotationId = 1
      WHERE segment.deepOpinionDocumentId = ?
      """, "tag is looked up without deepOpinionSegmentId"
    ),
    (
      "SELECT * FROM deepOpinionTag WHERE +deepOpinionSegmentId = ? AND deepOpinionAnalysisId = ?",
      "deepOpinionTag is looked up without deepOpinionSegmentId"
    ),
    ("DELETE FROM deepOpinionTask WHERE failure = ?", "is looked at row by row"),
  ])
  func slowStatementsAreFound(statement: String, problem: String) throws {
    let problems = try StatementCheck.shared.get().problems(of: [statement])
    #expect(problems.count == 1)
    #expect(problems.first?.contains(problem) == true, "\(problems)")
  }

  @Test(arguments: [
    "SELECT * FROM deepOpinionSegment WHERE id = ?",
    "SELECT * FROM assetzenImage WHERE sid = ? AND assetzenAccountId = ?",
    """
    SELECT * FROM deepOpinionMember member JOIN deepOpinionSegment segment
    ON segment.deepOpinionDocumentId = member.deepOpinionDocumentId
    WHERE member.deepOpinionGroupId = ?
    """,
    "DELETE FROM deepOpinionTask",
  ])
  func goodStatementsPass(statement: String) throws {
    #expect(try StatementCheck.shared.get().problems(of: [statement]) == [])
  }

  /// When a row is deleted, SQLite looks for those that refer to it, which no plan shows.
  @Test func everyReferenceHasAnIndex() async throws {
    let store = try SandboxStore(file: nil)
    defer { store.close() }
    let missing = try await store.database.read { db in
      try Migrations.schemas.flatMap(\.tables).flatMap { table in
        let key = try db.primaryKey(table).columns
        let indexes = try db.indexes(on: table).map(\.columns) + [key]
        return try db.foreignKeys(on: table).map(\.originColumns).filter { columns in
          !indexes.contains { $0.starts(with: columns) }
        }.map { "\(table): \($0)" }
      }
    }
    #expect(missing == [])
  }
}
