import GRDB
import ImgFlowValues

extension DeepOpinionOperation {
  enum Workspaces: String, DeepOpinionSection {
    case createWorkspace, getWorkspace, updateWorkspace, deactivateWorkspace,
      setDefaultWorkspace, listWorkspaceUsers, listWorkspacePermissions, addWorkspaceUser,
      updateUserRole, deleteWorkspaceUser, listInvitations, inviteUsers, resendInvitation,
      deleteInvitation, acceptInvitation

    var work: DeepOpinionWork {
      switch self {
      case .createWorkspace: .write { try $0.createWorkspace() }
      case .getWorkspace: .read { try $0.json(try $0.workspace(.see)) }
      case .updateWorkspace: .write { try $0.updateWorkspace() }
      case .deactivateWorkspace: .write { try $0.deactivateWorkspace() }
      case .setDefaultWorkspace: .write { try $0.setDefaultWorkspace() }
      case .listWorkspaceUsers: .read { try $0.listWorkspaceUsers() }
      case .listWorkspacePermissions: .read { try $0.listWorkspacePermissions() }
      case .addWorkspaceUser: .write { try $0.addWorkspaceUser() }
      case .updateUserRole: .write { try $0.updateUserRole() }
      case .deleteWorkspaceUser: .write { try $0.deleteWorkspaceUser() }
      case .listInvitations: .read { try $0.listInvitations() }
      case .inviteUsers: .write { try $0.inviteUsers() }
      case .resendInvitation:
        .write { transaction in
          _ = try transaction.invitation()
          return try DeepOpinionTransaction.done("The invitation was sent again.")
        }
      case .deleteInvitation:
        .write { transaction in
          _ = try transaction.invitation().delete(transaction.db)
          return try DeepOpinionTransaction.done("The invitation was withdrawn.")
        }
      case .acceptInvitation: .write { try $0.acceptInvitation() }
      }
    }
  }
}

extension DeepOpinionTransaction {
  /// The workspace of the path.
  fileprivate func workspace(_ right: DeepOpinionRight) throws -> DeepOpinion.Organization {
    try organization(try call.id("organization_id"), right)
  }

  fileprivate func json(_ workspace: DeepOpinion.Organization) throws -> Value {
    try .object([
      "id": Value(workspace.id), "name": .string(workspace.name),
      "description": Value(workspace.description), "created": .instant(workspace.created),
      "is_beta": .bool(workspace.isBeta), "is_read_only": .bool(workspace.isReadOnly),
    ])
  }

  fileprivate func createWorkspace() throws -> Value {
    let workspace = try DeepOpinionAccounts.addWorkspace(
      call.text("name"), description: text("description"), for: try user, now, db)
    return try json(workspace)
  }

  fileprivate func updateWorkspace() throws -> Value {
    try json(
      try workspace(.manage).change(db) { workspace in
        workspace.name = call.text("name")
        workspace.description = text("description", replacing: workspace.description)
      })
  }

  /// Nothing is lost, but from now on no one can see it.
  fileprivate func deactivateWorkspace() throws -> Value {
    let workspace = try workspace(.manage)
    try needsAdministrator(of: workspace)
    return try json(try workspace.change(db) { $0.isActive = false })
  }

  fileprivate func setDefaultWorkspace() throws -> Value {
    let workspace = try workspace(.see)
    try user.change(db) { user in
      if body["default"]?.asBool == true {
        user.defaultOrganizationId = workspace.id
      } else if user.defaultOrganizationId == workspace.id {
        user.defaultOrganizationId = nil
      }
    }
    return try Self.done("The default workspace was changed.")
  }

  private func needsAdministrator(of workspace: DeepOpinion.Organization) throws {
    guard try role(in: workspace.number) == .admin else {
      throw Refusal.forbidden("Only the role ADMIN can do that.")
    }
  }

  // MARK: - Users

  private func permissions(of workspace: DeepOpinion.Organization) throws -> [DeepOpinion
    .Permission]
  {
    try DeepOpinion.Permission.filter(Column("deepOpinionOrganizationId") == workspace.number)
      .order(Column("id")).fetchAll(db)
  }

  private func json(_ permission: DeepOpinion.Permission) throws -> Value {
    let user = try DeepOpinion.User.fetchOne(db, key: permission.deepOpinionUserId)
    return try .object([
      "id": Value(permission.id), "role": .string(permission.role.rawValue),
      "user": .string(user?.displayName ?? ""),
    ])
  }

  fileprivate func listWorkspaceUsers() throws -> Value {
    try .list(
      permissions(of: try workspace(.see)).compactMap { permission in
        try DeepOpinion.User.fetchOne(db, key: permission.deepOpinionUserId).map { user in
          try .object([
            "id": Value(user.id), "first_name": Value(user.firstName),
            "last_name": Value(user.lastName), "email": .string(user.email),
            "role": .string(permission.role.rawValue),
          ])
        }
      })
  }

  fileprivate func listWorkspacePermissions() throws -> Value {
    try .list(permissions(of: try workspace(.see)).map(json))
  }

  fileprivate func addWorkspaceUser() throws -> Value {
    let workspace = try workspace(.manage)
    let id = number("user_id") ?? 0
    guard try DeepOpinion.User.exists(db, key: id) else {
      throw Refusal.notFound("User \(id) does not exist.")
    }
    guard try permissions(of: workspace).allSatisfy({ $0.deepOpinionUserId != id }) else {
      throw Refusal.malformed("The user \(id) is already in the workspace.")
    }
    let permission = try DeepOpinion.Permission(
      id: nil, deepOpinionOrganizationId: workspace.number, deepOpinionUserId: id,
      role: try role("role")
    ).inserted(db)
    return try json(permission)
  }

  private func role(_ field: String) throws -> DeepOpinion.Role {
    guard let role = DeepOpinion.Role(rawValue: call.text(field)) else {
      throw Refusal.invalid(field, "must be a role")
    }
    return role
  }

  private func permissionOfPath() throws -> DeepOpinion.Permission {
    let (workspace, id) = (try workspace(.manage), try call.id("permission_id"))
    guard let found = try permissions(of: workspace).first(where: { $0.id == id }) else {
      throw Refusal.notFound("The workspace has no permission \(id).")
    }
    return found
  }

  /// A workspace that no one may change would be lost.
  private func needsAnotherAdministrator(than permission: DeepOpinion.Permission) throws {
    let others = DeepOpinion.Permission
      .filter(Column("deepOpinionOrganizationId") == permission.deepOpinionOrganizationId)
      .filter(Column("role") == DeepOpinion.Role.admin.rawValue)
      .filter(Column("id") != permission.number)
    guard try permission.role != .admin || others.fetchCount(db) > 0 else {
      throw Refusal.malformed("The workspace needs someone with the role ADMIN.")
    }
  }

  fileprivate func updateUserRole() throws -> Value {
    let permission = try permissionOfPath()
    let role = try role("role")
    if role != .admin { try needsAnotherAdministrator(than: permission) }
    return try json(try permission.change(db) { $0.role = role })
  }

  fileprivate func deleteWorkspaceUser() throws -> Value {
    let permission = try permissionOfPath()
    try needsAnotherAdministrator(than: permission)
    _ = try permission.delete(db)
    return try Self.done("The user was removed from the workspace.")
  }

  // MARK: - Invitations

  private func json(_ invitation: DeepOpinion.Invitation) throws -> Value {
    try .object([
      "id": Value(invitation.id), "role": .string(invitation.role.rawValue),
      "email": .string(invitation.email), "invited_by_id": Value(invitation.invitedById),
      "organization_id": Value(invitation.deepOpinionOrganizationId),
      "created": .instant(invitation.created),
      "invitation_link": .string("\(call.base)/invitations?token=\(invitation.token)"),
    ])
  }

  private func invitations(to workspace: DeepOpinion.Organization) throws -> [DeepOpinion
    .Invitation]
  {
    try DeepOpinion.Invitation.filter(Column("deepOpinionOrganizationId") == workspace.number)
      .order(Column("id")).fetchAll(db)
  }

  fileprivate func listInvitations() throws -> Value {
    try .list(invitations(to: try workspace(.manage)).map(json))
  }

  fileprivate func invitation() throws -> DeepOpinion.Invitation {
    let (workspace, id) = (try workspace(.manage), try call.id("invitation_id"))
    guard let found = try invitations(to: workspace).first(where: { $0.id == id }) else {
      throw Refusal.notFound("Invitation \(id) does not exist.")
    }
    return found
  }

  fileprivate func inviteUsers() throws -> Value {
    let workspace = try workspace(.manage)
    let role = try role("role")
    let members = Set(try permissions(of: workspace).map(\.deepOpinionUserId))
    var known = Set(try invitations(to: workspace).map { $0.email.lowercased() })
    var refused: [Value] = []
    var invited: [Value] = []
    for email in body["emails"]?.asList?.items.compactMap(\.asString) ?? [] {
      let invitee = try DeepOpinion.User.filter(Column("email") == email).fetchOne(db)
      let isMember = invitee.map { members.contains($0.number) } ?? false
      let isNew = known.insert(email.lowercased()).inserted
      if isMember || !isNew {
        let reason = "User \(isMember ? "is already in the workspace" : "was already invited")"
        refused.append(try .object(["email": .string(email), "reason": .string(reason)]))
        continue
      }
      let invitation = try DeepOpinion.Invitation(
        id: nil, deepOpinionOrganizationId: workspace.number, role: role, email: email,
        invitedById: try user.number, created: now, token: RandomToken.hex(bytes: 16)
      ).inserted(db)
      invited.append(try json(invitation))
    }
    return try .object(["not_invited": .list(refused), "invitations": .list(invited)])
  }

  /// Makes the account of someone new; someone known gets only the membership.
  fileprivate func acceptInvitation() throws -> Value {
    let token = call.text("token")
    guard let invitation = try DeepOpinion.Invitation.filter(Column("token") == token).fetchOne(db)
    else { throw Refusal.malformed("The invitation is unknown, accepted or withdrawn.") }
    // Someone may sign up with another address than the one that the invitation went to.
    let email = text("email") ?? invitation.email
    let known = try DeepOpinion.User.filter(Column("email") == email).fetchOne(db)
    let user =
      try known
      ?? DeepOpinion.User(
        id: nil, email: email, password: call.text("password"),
        firstName: text("first_name"), lastName: text("last_name"), isVerified: true
      ).insertedOnce(db)
    let members = DeepOpinion.Permission
      .filter(Column("deepOpinionOrganizationId") == invitation.deepOpinionOrganizationId)
    if try members.filter(Column("deepOpinionUserId") == user.number).fetchCount(db) == 0 {
      _ = try DeepOpinion.Permission(
        id: nil, deepOpinionOrganizationId: invitation.deepOpinionOrganizationId,
        deepOpinionUserId: user.number, role: invitation.role
      ).inserted(db)
    }
    _ = try invitation.delete(db)
    return try Self.done("The invitation was accepted.")
  }
}
