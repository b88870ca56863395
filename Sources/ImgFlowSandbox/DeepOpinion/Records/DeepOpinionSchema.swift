import GRDB

/// The tables of DeepOpinion Studio.
enum DeepOpinionSchema {
  static let schema = VendorSchema(
    tables: tables, firstNumbers: firstNumbers, folder: "deepopinion",
    ownsFile: { path, db in try DeepOpinion.Upload.exists(db, key: String(path)) },
    migrations: [
      ("deepopinion 1", { try create($0) }), ("deepopinion 2", { try addPlacesOfTags($0) }),
      ("deepopinion 3", { try indexPairs($0) }),
    ])

  private static let tables = [
    "Organization", "User", "Session", "Mail", "ProductKey", "Permission", "Invitation",
    "Notification", "Project", "Class", "Label", "Upload", "Document", "Segment", "Group", "Member",
    "Model", "Training", "Star", "Annotation", "Analysis", "Tag", "Prediction", "Mark", "Hitl",
    "Task", "Review",
  ].map { "deepOpinion\($0)" }

  private static let firstNumbers = [
    "deepOpinionUser": 241_602, "deepOpinionProject": 412,
    "deepOpinionClass": 746, "deepOpinionLabel": 110, "deepOpinionDocument": 18_000,
    "deepOpinionSegment": 30_100, "deepOpinionGroup": 1_018, "deepOpinionAnnotation": 2_120,
    "deepOpinionAnalysis": 5_001, "deepOpinionModel": 3_387, "deepOpinionTag": 60_001,
    "deepOpinionNotification": 120, "deepOpinionHitl": 701, "deepOpinionTask": 7_001,
    "deepOpinionReview": 9_001, "deepOpinionPermission": 51, "deepOpinionInvitation": 1_501,
  ]

  private static func create(_ db: Database) throws {
    try createAccounts(db)
    try createMembership(db)
    try createProjects(db)
    try createDocuments(db)
    try createModels(db)
    try createSessions(db)
    try createTags(db)
    try createReviews(db)
  }

  private static func createAccounts(_ db: Database) throws {
    try db.create(table: "deepOpinionOrganization") { table in
      table.autoIncrementedPrimaryKey("id")
      table.column("name", .text).notNull()
      table.column("description", .text)
      table.column("created", .double).notNull()
      table.column("isBeta", .boolean).notNull()
      table.column("isReadOnly", .boolean).notNull()
      table.column("isActive", .boolean).notNull()
    }
    try db.create(table: "deepOpinionUser") { table in
      table.autoIncrementedPrimaryKey("id")
      table.column("email", .text).notNull().unique().collate(.nocase)
      table.column("password", .text).notNull()
      table.column("firstName", .text)
      table.column("lastName", .text)
      table.column("isBetaUser", .boolean).notNull()
      table.column("isSuperuser", .boolean).notNull()
      table.column("isVerified", .boolean).notNull()
      table.column("defaultOrganizationId", .integer)
    }
    try db.create(table: "deepOpinionSession") { table in
      table.primaryKey("id", .text)
      table.belongsTo("deepOpinionUser", onDelete: .cascade).notNull()
      table.column("expiresAt", .double).notNull()
    }
    try db.create(table: "deepOpinionMail") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionUser", onDelete: .cascade).notNull()
      table.column("purpose", .text).notNull()
      table.column("token", .text).notNull().unique()
      table.column("created", .double).notNull()
    }
    try db.create(table: "deepOpinionProductKey") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionUser", onDelete: .cascade).notNull()
      table.column("created", .double).notNull()
      table.column("name", .text).notNull()
      table.column("token", .text).notNull()
    }
  }

  private static func createMembership(_ db: Database) throws {
    try db.create(table: "deepOpinionPermission") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionOrganization", onDelete: .cascade).notNull()
      table.belongsTo("deepOpinionUser", onDelete: .cascade).notNull()
      table.column("role", .text).notNull()
      table.uniqueKey(["deepOpinionOrganizationId", "deepOpinionUserId"])
    }
    try db.create(table: "deepOpinionInvitation") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionOrganization", onDelete: .cascade).notNull()
      table.column("role", .text).notNull()
      table.column("email", .text).notNull().collate(.nocase)
      table.column("invitedById", .integer).notNull()
      table.column("created", .double).notNull()
      table.column("token", .text).notNull().unique()
    }
    try db.create(table: "deepOpinionNotification") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionUser", onDelete: .cascade).notNull()
      table.column("title", .text).notNull()
      table.column("text", .text).notNull()
      table.column("created", .double).notNull()
      table.column("type", .text).notNull()
      table.column("read", .double)
    }
  }

  private static func createProjects(_ db: Database) throws {
    try db.create(table: "deepOpinionProject") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionOrganization", onDelete: .cascade).notNull()
      table.column("name", .text).notNull()
      table.column("type", .text).notNull()
      table.column("created", .double).notNull()
    }
    try db.create(table: "deepOpinionClass") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionProject", onDelete: .cascade).notNull()
      table.column("name", .text).notNull()
      table.column("example", .text)
      table.column("description", .text)
      table.uniqueKey(["deepOpinionProjectId", "name"])
    }
    try db.create(table: "deepOpinionLabel") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionProject", onDelete: .cascade).notNull()
      table.column("name", .text).notNull()
      table.uniqueKey(["deepOpinionProjectId", "name"])
    }
  }

  private static func createDocuments(_ db: Database) throws {
    try db.create(table: "deepOpinionUpload") { table in
      table.primaryKey("id", .text)
      table.belongsTo("deepOpinionUser", onDelete: .cascade).notNull()
      table.column("format", .text).notNull()
      table.column("name", .text).notNull()
    }
    try db.create(table: "deepOpinionDocument") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionProject", onDelete: .cascade).notNull()
      table.column("text", .text).notNull()
      table.column("meta", .text)
    }
    try db.create(table: "deepOpinionSegment") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionDocument", onDelete: .cascade).notNull()
      table.column("text", .text).notNull()
      table.column("start", .integer).notNull()
      table.column("end", .integer).notNull()
    }
    try db.create(table: "deepOpinionGroup") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionProject", onDelete: .cascade).notNull()
      table.column("name", .text)
      table.column("source", .text).notNull()
      table.column("created", .double).notNull()
    }
    try db.create(table: "deepOpinionMember") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionGroup", onDelete: .cascade).notNull()
      table.belongsTo("deepOpinionDocument", onDelete: .cascade).notNull()
      table.uniqueKey(["deepOpinionGroupId", "deepOpinionDocumentId"])
    }
  }

  private static func createModels(_ db: Database) throws {
    try db.create(table: "deepOpinionModel") { table in
      table.autoIncrementedPrimaryKey("id")
      table.column("uuid", .text).notNull()
      table.belongsTo("deepOpinionProject", onDelete: .cascade).notNull()
      table.column("base", .text)
      table.column("name", .text).notNull()
      table.column("displayName", .text).notNull()
      table.column("shortDescription", .text)
      table.column("longDescription", .text)
      table.column("owner", .text).notNull()
      table.column("language", .text).notNull()
      table.column("type", .text).notNull()
      table.column("created", .double).notNull()
      table.column("status", .text).notNull()
      table.column("score", .double)
    }
    try db.create(table: "deepOpinionTraining") { table in
      table.primaryKey("deepOpinionModelId", .integer)
        .references("deepOpinionModel", onDelete: .cascade)
      table.column("content", .blob).notNull()
      table.column("metrics", .jsonText).notNull()
      table.column("demoset", .jsonText).notNull()
    }
    try db.create(table: "deepOpinionStar") { table in
      table.belongsTo("deepOpinionUser", onDelete: .cascade).notNull()
      table.belongsTo("deepOpinionModel", onDelete: .cascade).notNull()
      table.primaryKey(["deepOpinionUserId", "deepOpinionModelId"])
    }
  }

  private static func createSessions(_ db: Database) throws {
    try db.create(table: "deepOpinionAnnotation") { table in
      table.autoIncrementedPrimaryKey("id")
      table.column("uuid", .text).notNull()
      table.belongsTo("deepOpinionProject", onDelete: .cascade).notNull()
      table.belongsTo("deepOpinionGroup", onDelete: .cascade).notNull()
      table.belongsTo("deepOpinionUser", onDelete: .cascade).notNull()
      table.belongsTo("deepOpinionModel", onDelete: .cascade)
      table.column("mode", .text).notNull()
      table.column("name", .text)
      table.column("created", .double).notNull()
      table.column("finished", .double)
      table.column("classes", .jsonText).notNull()
      table.column("labels", .jsonText).notNull()
    }
    try db.create(table: "deepOpinionAnalysis") { table in
      table.autoIncrementedPrimaryKey("id")
      table.column("uuid", .text).notNull()
      table.belongsTo("deepOpinionProject", onDelete: .cascade).notNull()
      table.belongsTo("deepOpinionModel", onDelete: .cascade).notNull()
      table.belongsTo("deepOpinionGroup", onDelete: .cascade).notNull()
      table.belongsTo("deepOpinionUser", onDelete: .cascade).notNull()
      table.column("name", .text)
      table.column("created", .double).notNull()
      table.column("finished", .double)
    }
  }

  private static func addPlacesOfTags(_ db: Database) throws {
    try db.alter(table: "deepOpinionTag") { table in
      table.add(column: "span", .jsonText)
      table.add(column: "text", .text)
    }
  }

  /// What belongs to a segment and to a session or an analysis is looked up by both: by the session alone,
  /// each segment would look at all of its tags, and by a missing one at those of all projects.
  private static func indexPairs(_ db: Database) throws {
    let (segment, session) = ("deepOpinionSegmentId", "deepOpinionAnnotationId")
    let analysis = "deepOpinionAnalysisId"
    try db.create(indexOn: "deepOpinionTag", columns: [segment, session])
    try db.create(indexOn: "deepOpinionTag", columns: [segment, analysis, session])
    for owner in [session, analysis] {
      try db.drop(indexOn: "deepOpinionTag", columns: [owner])
      try db.create(
        index: "deepOpinionTag_of_\(owner)", on: "deepOpinionTag", columns: [owner],
        condition: Column(owner) != nil)
    }
    try db.create(indexOn: "deepOpinionPrediction", columns: [session, segment])
    try db.create(indexOn: "deepOpinionModel", columns: ["name", "deepOpinionProjectId"])
    try db.create(indexOn: "deepOpinionHitl", columns: ["deepOpinionModelId"])
    // Other indexes begin with the same column.
    for (table, column) in [
      ("Tag", segment), ("Prediction", session), ("Mark", session),
      ("Member", "deepOpinionGroupId"),
    ] {
      try db.drop(indexOn: "deepOpinion\(table)", columns: [column])
    }
  }

  private static func createTags(_ db: Database) throws {
    try db.create(table: "deepOpinionTag") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionSegment", onDelete: .cascade).notNull()
      table.belongsTo("deepOpinionAnnotation", onDelete: .cascade)
      table.belongsTo("deepOpinionAnalysis", onDelete: .cascade)
      table.column("class", .text)
      table.column("label", .text)
      table.column("status", .text).notNull()
    }
    try db.create(table: "deepOpinionPrediction") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionAnnotation", onDelete: .cascade).notNull()
      table.belongsTo("deepOpinionSegment", onDelete: .cascade).notNull()
      table.column("tags", .jsonText).notNull()
    }
    try db.create(table: "deepOpinionMark") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionAnnotation", onDelete: .cascade).notNull()
      table.belongsTo("deepOpinionSegment", onDelete: .cascade).notNull()
      table.column("created", .double).notNull()
      table.uniqueKey(["deepOpinionAnnotationId", "deepOpinionSegmentId"])
    }
  }

  private static func createReviews(_ db: Database) throws {
    try db.create(table: "deepOpinionHitl") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionProject", onDelete: .cascade).notNull()
      table.column("name", .text)
      table.column("description", .text)
      table.column("assignedUserId", .integer)
      table.column("deepOpinionModelId", .integer)
      table.column("isLive", .boolean)
      table.column("webhookURL", .text)
      table.column("createdAt", .double).notNull()
      table.column("updatedAt", .double)
    }
    try db.create(table: "deepOpinionTask") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionProject", onDelete: .cascade).notNull()
      table.belongsTo("deepOpinionUser", onDelete: .cascade).notNull()
      table.column("kind", .text).notNull()
      table.column("subjectId", .integer).notNull()
      table.column("content", .text).notNull()
      table.column("startsAt", .double).notNull()
      table.column("endsAt", .double).notNull()
      table.column("finished", .double)
      table.column("failure", .text)
    }
    try db.create(indexOn: "deepOpinionTask", columns: ["kind", "subjectId"])
    try db.create(table: "deepOpinionReview") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("deepOpinionHitl", onDelete: .cascade).notNull()
      table.belongsTo("deepOpinionTask", onDelete: .cascade).notNull()
      table.column("documentId", .integer).notNull()
      table.column("documentName", .text).notNull()
      table.column("page", .integer).notNull()
      table.column("label", .text).notNull()
      table.column("value", .text).notNull()
      table.column("confidence", .double).notNull()
      table.column("created", .double).notNull()
    }
  }
}
