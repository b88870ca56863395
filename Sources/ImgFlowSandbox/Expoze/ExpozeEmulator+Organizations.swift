import GRDB
import Hummingbird
import ImgFlowValues

extension ExpozeEmulator {
  func listOrganizations(_ call: ExpozeCall) async throws -> Response {
    let organization = try await organization(of: try call.signedIn())
    return .json(try .list([try json(of: organization)]))
  }

  /// Sets where finished jobs are sent, or, with null or without a value, that they are not sent. An address
  /// of another machine is accepted too, since scripts should run here unchanged; nothing is sent there, as
  /// the log says.
  func setWebhook(_ call: ExpozeCall) async throws -> Response {
    let user = try call.signedIn()
    guard try call.id("organization_id") == user.expozeOrganizationId else {
      throw Refusal.notFound()
    }
    let organization = try await organization(of: user)
    guard let webhook = call.body["webhook"] else { return .json(try json(of: organization)) }
    let address = webhook.asString.flatMap { $0.isEmpty ? nil : $0 }
    let changed = try await store.database.write { db in
      try organization.change(db) { $0.webhook = address }
    }
    return .json(try json(of: changed))
  }

  private func json(of organization: Expoze.Organization) throws -> Value {
    try .object([
      "uuid": Value(organization.uuid), "name": Value(organization.name), "stripePlanId": .null,
      "tokens": Value(organization.tokens), "webhook": Value(organization.webhook),
      "id": Value(organization.id),
    ])
  }
}
