import GRDB
import ImgFlowValues

extension DeepOpinionOperation {
  enum Projects: String, DeepOpinionSection {
    case listProjects, createProject, getProject, updateProject, deleteProject, transferProject,
      cloneProject, getProjectTask, listProjectPermissions, listTypes, getHealth, getInfo

    var work: DeepOpinionWork {
      switch self {
      case .listProjects: .read { try $0.listProjects() }
      case .createProject: .write { try $0.createProject() }
      case .getProject: .read { try $0.json(try $0.project(.see)) }
      case .updateProject: .write { try $0.updateProject() }
      case .deleteProject:
        .write { transaction in
          _ = try transaction.project(.manage).delete(transaction.db)
          return try DeepOpinionTransaction.done("The project was deleted.")
        }
      case .transferProject: .write { try $0.transferProject() }
      case .cloneProject: .write { try $0.cloneProject() }
      case .getProjectTask: .read { try $0.getProjectTask() }
      case .listProjectPermissions:
        .read { transaction in
          let project = try transaction.project(.see)
          return try transaction.listPermissions(of: project, to: project.name)
        }
      case .listTypes:
        .read { _ in
          try .list(
            ProjectType.allCases.map { type in
              try .object([
                "id": .int(type.number), "name": .string(type.rawValue),
                "description": .string(type.description),
              ])
            })
        }
      case .getHealth: .read { _ in try DeepOpinionTransaction.done("The service is healthy.") }
      case .getInfo:
        .read { _ in
          try .object(["name": .string("Studio API"), "version": .string("1.58.0")])
        }
      }
    }
  }
}

extension DeepOpinionTransaction {
  fileprivate func listProjects() throws -> Value {
    let isDetailed = call.query["details"]?.asBool ?? false
    let projects = try DeepOpinion.Project
      .filter(try organizations().contains(Column("deepOpinionOrganizationId")))
      .order(Column("id")).fetchAll(db)
    return try .list(projects.map { try json($0, isDetailed: isDetailed) })
  }

  fileprivate func createProject() throws -> Value {
    let project = try DeepOpinion.Project(
      id: nil, deepOpinionOrganizationId: try startingOrganization(.manage).number,
      name: call.text("name"), type: try type() ?? .absa, created: now
    ).inserted(db)
    try addSentiments(to: project)
    return try json(project)
  }

  private func type() throws -> ProjectType? {
    try text("type").map { name in
      guard let type = ProjectType(rawValue: name) else {
        throw Refusal.invalid("type", "must be a project type")
      }
      return type
    }
  }

  /// The sentiments are the labels of ABSA projects from the start, and none can be added.
  private func addSentiments(to project: DeepOpinion.Project) throws {
    guard project.type == .absa else { return }
    let known = try labels(of: project).map(\.name)
    for name in Sentiment.names where !known.contains(name) {
      _ = try DeepOpinion.Label(id: nil, deepOpinionProjectId: project.number, name: name)
        .inserted(db)
    }
  }

  fileprivate func updateProject() throws -> Value {
    let project = try project(.manage).change(db) { project in
      project.name = text("name") ?? project.name
      project.type = try type() ?? project.type
    }
    try addSentiments(to: project)
    return try json(project)
  }

  fileprivate func transferProject() throws -> Value {
    let target = try organization(number("organization_id") ?? 0, .manage)
    try project(.manage).change(db) { $0.deepOpinionOrganizationId = target.number }
    return try Self.done("The project was transferred.")
  }

  /// The copy exists at once, and its content once cloning has ended.
  fileprivate func cloneProject() throws -> Value {
    let original = try project(.manage)
    let target = try organization(number("organization_id") ?? 0, .manage)
    let copy = try DeepOpinion.Project(
      id: nil, deepOpinionOrganizationId: target.number, name: original.name, type: original.type,
      created: now
    ).inserted(db)
    try order(.clone, copy.number, in: copy.number, seconds: 3, content: original.number)
    return try json(copy)
  }

  /// The documents say that a task looks like its project.
  fileprivate func getProjectTask() throws -> Value {
    let project = try project(.see)
    _ = try record(DeepOpinion.Task.self, "task", "task_id", of: project)
    return try json(project)
  }

  /// Who may work with something in a project: the users of its workspace.
  ///
  /// - Parameter name: what they may work with, which the public client calls a model in both cases.
  func listPermissions(of project: DeepOpinion.Project, to name: String) throws -> Value {
    let permissions = try DeepOpinion.Permission
      .filter(Column("deepOpinionOrganizationId") == project.deepOpinionOrganizationId)
      .order(Column("id")).fetchAll(db)
    return try .list(
      permissions.map { permission in
        let user = try DeepOpinion.User.fetchOne(db, key: permission.deepOpinionUserId)
        return try .object([
          "id": Value(permission.id), "role": .string(permission.role.rawValue),
          "model": .string(name), "user": .string(user?.displayName ?? ""),
        ])
      })
  }
}

extension ProjectType {
  /// The number that the vendor's documents give it; 1 is BASE, of which there are no projects.
  fileprivate var number: Int {
    switch self {
    case .absa: 2
    case .labels: 3
    case .classes: 4
    case .classesAndLabels: 5
    }
  }

  fileprivate var description: String {
    switch self {
    case .absa: "Aspects of a text and the sentiment about each"
    case .labels: "Labels of a text"
    case .classes: "Classes of a text"
    case .classesAndLabels: "Classes of a text with a label for each"
    }
  }
}

/// The labels of ABSA projects.
enum Sentiment {
  static let names = ["POS", "NEU", "NEG"]

  private static let words = [
    "pos": "POS", "positive": "POS", "positiv": "POS", "+": "POS", "neu": "NEU", "neutral": "NEU",
    "0": "NEU", "neg": "NEG", "negative": "NEG", "negativ": "NEG", "-": "NEG",
  ]

  /// The sentiment that a word of a file means; nil if it is none.
  static func named(_ word: String) -> String? { words[word.lowercased()] }
}
