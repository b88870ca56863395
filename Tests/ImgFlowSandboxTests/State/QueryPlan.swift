import GRDB

@testable import ImgFlowSandbox

/// How SQLite carries out a statement, as `EXPLAIN QUERY PLAN` says.
struct QueryPlan {
  /// A table that is gone through, once or for each row of others.
  struct Loop {
    /// What the statement calls it.
    var name: String
    var table: String
    /// Whether it happens once for each row of another loop.
    var isNested: Bool
    /// Whether each row is looked at.
    var isScan: Bool
    /// Whether SQLite makes an index for it, each time.
    var makesIndex: Bool
    /// The columns of an index by which rows are looked up; nil for the number of a row.
    var columns: Set<String>?
    /// Whether they find one row at most.
    var isUnique: Bool
  }

  private(set) var loops: [Loop] = []

  private struct Step {
    var parent: Int
    var id: Int
    var detail: String
  }

  init(of sql: String, _ db: Database) throws {
    let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(sql)")
    // A plan does not depend on the arguments, which are null without a value.
    statement.setUncheckedArguments([])
    let steps = try Row.fetchAll(statement).map {
      Step(parent: $0["parent"], id: $0["id"], detail: $0["detail"])
    }
    try add(steps, below: 0, isNested: false, db)
  }

  /// The steps of one level are loops in each other; a subquery runs once unless it is correlated.
  private mutating func add(
    _ steps: [Step], below parent: Int, isNested: Bool, _ db: Database
  ) throws {
    var isInner = isNested
    for step in steps where step.parent == parent {
      if let loop = try Self.loop(step.detail, isNested: isInner, db) {
        loops.append(loop)
        isInner = true
      }
      let isCorrelated = step.detail.hasPrefix("CORRELATED")
      let isAlternative = step.detail.hasPrefix("INDEX ") || step.detail.hasPrefix("MULTI-INDEX")
      try add(
        steps, below: step.id, isNested: isCorrelated || isAlternative && isInner, db)
    }
  }

  /// Nil for a step that goes through no table that is stored.
  private static func loop(_ detail: String, isNested: Bool, _ db: Database) throws -> Loop? {
    let form = #/(SCAN|SEARCH) (\w+)(?: USING (AUTOMATIC )?.*?(?:INDEX (\w+)|PRIMARY KEY))?.*?/#
    guard let match = try form.wholeMatch(in: detail),
      !["VIRTUAL TABLE", "CONSTANT ROW", "SUBQUERY"].contains(where: { detail.contains($0) })
    else { return nil }
    let name = String(match.2)
    let index = match.4.map(String.init)
    let table = try index.flatMap { index in
      try String.fetchOne(
        db, sql: "SELECT tbl_name FROM sqlite_master WHERE name = ?", arguments: [index])
    }
    let bound = detail.matches(of: #/(\w+)[=<>]\?/#).map { String($0.1) }
    let columns = index == nil ? nil : Set(bound)
    let isUnique = try table.map { table in
      try db.indexes(on: table).contains { known in
        known.name == index && known.isUnique && Set(known.columns).isSubset(of: bound)
      }
    }
    return Loop(
      name: name, table: table ?? name, isNested: isNested, isScan: match.1 == "SCAN",
      makesIndex: match.3 != nil, columns: columns, isUnique: isUnique ?? false)
  }
}
