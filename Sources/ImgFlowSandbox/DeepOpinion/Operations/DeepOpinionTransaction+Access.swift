import GRDB
import ImgFlowValues

/// What a user may do in a workspace. The documents describe roles and refusals for insufficient ones, but
/// not which role may do what; this is derived from their names.
enum DeepOpinionRight {
  /// To look at things.
  case see
  /// To have models read texts.
  case use
  /// To mark and tag segments.
  case annotate
  /// To make and change projects with all that is in them, and the workspace with its users.
  case manage

  /// The roles that have it.
  var roles: [DeepOpinion.Role] {
    switch self {
    case .see: DeepOpinion.Role.allCases
    case .use: [.user, .annotator, .manager, .admin]
    case .annotate: [.annotator, .manager, .admin]
    case .manage: [.manager, .admin]
    }
  }
}

/// Callers see what is in the workspaces that they belong to. Everything else does not exist for them; what
/// exists but is not allowed is refused.
extension DeepOpinionTransaction {
  /// The workspace that the path begins with, where it does.
  var workspaceOfPath: Int64? {
    let segments = call.request.uri.path.split(separator: "/")
    guard segments.count > 3, segments[1] == "organizations",
      ["projects", "analyses", "analyze"].contains(segments[3])
    else { return nil }
    return Int64(segments[2])
  }

  /// A workspace in which the user has a right.
  ///
  /// - Throws: a 404 for the workspaces of others, a 403 for too low a role.
  @discardableResult
  func organization(_ id: Int64, _ right: DeepOpinionRight) throws -> DeepOpinion.Organization {
    guard let organization = try DeepOpinion.Organization.fetchOne(db, key: id),
      organization.isActive, let role = try role(in: id)
    else { throw Refusal.notFound("Workspace \(id) does not exist.") }
    guard right.roles.contains(role) else {
      let roles = right.roles.map(\.rawValue).joined(separator: ", ")
      throw Refusal.forbidden(
        "Your role in the workspace is \(role.rawValue); this needs one of \(roles).")
    }
    if organization.isReadOnly, right != .see {
      throw Refusal.forbidden("The workspace \"\(organization.name)\" is read-only.")
    }
    return organization
  }

  /// The role of the user in a workspace; nil for one of others.
  func role(in organization: Int64) throws -> DeepOpinion.Role? {
    try DeepOpinion.Permission
      .filter(Column("deepOpinionOrganizationId") == organization)
      .filter(Column("deepOpinionUserId") == user.number)
      .fetchOne(db)?.role
  }

  /// The workspaces of the user, or only the one that the path names.
  func organizations() throws -> [Int64] {
    if let id = workspaceOfPath { return [try organization(id, .see).number] }
    return try Int64.fetchAll(
      db,
      sql: """
        SELECT organization.id FROM deepOpinionPermission permission
        JOIN deepOpinionOrganization organization
        ON organization.id = permission.deepOpinionOrganizationId AND organization.isActive
        WHERE permission.deepOpinionUserId = ? ORDER BY organization.id
        """, arguments: [user.number])
  }

  /// The workspace that new things go to: the path's, the user's own choice, or the first.
  func startingOrganization(_ right: DeepOpinionRight) throws -> DeepOpinion.Organization {
    let own = try organizations()
    let chosen = try user.defaultOrganizationId
    guard let id = own.first(where: { $0 == chosen }) ?? own.first else {
      throw Refusal.forbidden("You do not belong to a workspace; create one first.")
    }
    return try organization(id, right)
  }

  // MARK: - What is in a workspace

  /// The project of the path.
  func project(_ right: DeepOpinionRight) throws -> DeepOpinion.Project {
    try project(try call.id("project_id"), right)
  }

  func project(_ id: Int64, _ right: DeepOpinionRight) throws -> DeepOpinion.Project {
    guard let project = try DeepOpinion.Project.fetchOne(db, key: id),
      try role(in: project.deepOpinionOrganizationId) != nil,
      workspaceOfPath.map({ $0 == project.deepOpinionOrganizationId }) ?? true
    else { throw Refusal.notFound("Project \(id) does not exist.") }
    do {
      try organization(project.deepOpinionOrganizationId, right)
    } catch let refusal as Refusal where refusal.status == 404 {
      throw Refusal.notFound("Project \(id) does not exist.")
    }
    return project
  }

  /// A record of a project, by the id that the path has under `parameter`.
  func record<Record: NumberedRecord>(
    _ type: Record.Type, _ what: String, _ parameter: String, of project: DeepOpinion.Project
  ) throws -> Record {
    try record(type, what, try call.id(parameter), of: project)
  }

  func record<Record: NumberedRecord>(
    _: Record.Type, _ what: String, _ id: Int64, of project: DeepOpinion.Project
  ) throws -> Record {
    let found = try Record.filter(Column("id") == id)
      .filter(Column("deepOpinionProjectId") == project.number).fetchOne(db)
    guard let found else {
      throw Refusal.notFound("Project \(project.number) has no \(what) \(id).")
    }
    return found
  }

  /// A model that the user may see, with its project.
  func model(_ id: Int64, _ right: DeepOpinionRight) throws -> DeepOpinion.Model {
    guard let model = try DeepOpinion.Model.fetchOne(db, key: id) else {
      throw Refusal.notFound("Model \(id) does not exist.")
    }
    do {
      _ = try project(model.deepOpinionProjectId, right)
    } catch let refusal as Refusal where refusal.status == 404 {
      throw Refusal.notFound("Model \(id) does not exist.")
    }
    return model
  }

  /// The analysis of the path.
  func analysis(_ right: DeepOpinionRight) throws -> DeepOpinion.Analysis {
    let id = try call.id("analysis_id")
    guard let analysis = try DeepOpinion.Analysis.fetchOne(db, key: id) else {
      throw Refusal.notFound("Analysis \(id) does not exist.")
    }
    do {
      _ = try project(analysis.deepOpinionProjectId, right)
    } catch let refusal as Refusal where refusal.status == 404 {
      throw Refusal.notFound("Analysis \(id) does not exist.")
    }
    return analysis
  }
}

extension Refusal {
  /// The caller may not.
  static func forbidden(_ message: String) -> Refusal { Refusal(status: 403, message: message) }
}
