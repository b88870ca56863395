import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension PixoneyeEmulator {
  /// Profiles in a response; the page says "batches" and no number.
  static let batch = 100
  /// Seconds that a scroll lives after the response that named it.
  static let scrollLifetime: TimeInterval = 60

  /// A batch of profiles, by their order of arrival, so that profiles added meanwhile come at the end. An
  /// empty batch without a scroll id is the end.
  func listProfiles(_ call: PixoneyeCall) async throws -> Response {
    let application = try own(call.text("appID"), call)
    let wanted = call.body["deviceIDs"] ?? .null
    let devices = try JSON.text(of: wanted)
    let start = try await place(of: call.body["scrollID"]?.asString, devices, application)
    let isList = wanted.type == .list
    let profiles = try await store.database.read { db in
      var request = Pixoneye.Profile
        .filter(Column("pixoneyeApplicationId") == application.id && Column("id") > start)
      if isList {
        request = request.filter(
          sql: "deviceId IN (SELECT value FROM json_each(?))", arguments: [devices])
      }
      // With the plus, listed devices are looked up and sorted, instead of all profiles in their order.
      request = request.order(sql: isList ? "+id" : "id")
      return try request.limit(Self.batch).fetchAll(db)
    }
    let list = try Value.list(profiles.map(json))
    guard let last = profiles.last?.id else { return .object(["profiles": list]) }
    let scroll = Pixoneye.Scroll(
      id: "\(RandomToken.hex(bytes: 16))_\(RandomToken.alphanumeric(32))",
      pixoneyeApplicationId: application.id, devices: devices, afterId: last,
      // A clock that runs fast makes work short; it does not make readers faster.
      expiresAt: clock.now.addingTimeInterval(Self.scrollLifetime * max(1, clock.rate)))
    try await store.database.write { try scroll.insert($0) }
    return .object(["profiles": list, "scrollID": .string(scroll.id)])
  }

  /// The profile after which a listing continues: 0 at the beginning.
  private func place(
    of scroll: String?, _ devices: String, _ application: Pixoneye.Application
  ) async throws -> Int64 {
    guard let scroll else { return 0 }
    let found = try await store.database.read { try Pixoneye.Scroll.fetchOne($0, key: scroll) }
    guard let found, found.pixoneyeApplicationId == application.id else {
      throw Refusal.invalid("scrollID", "The scroll does not exist.")
    }
    guard found.devices == devices else {
      throw Refusal.invalid("deviceIDs", "The scroll belongs to a request for other devices.")
    }
    guard found.expiresAt > clock.now else {
      throw Refusal(
        status: 410,
        message: "The scroll has expired: it is valid for 60 seconds after the response.")
    }
    return found.afterId
  }

  func getProfile(_ call: PixoneyeCall) async throws -> Response {
    let application = try own(call.parameters["appID"], call)
    let user = call.parameters["appUserID"] ?? ""
    let profile = try await store.database.read { db in
      try Pixoneye.Profile
        .filter(Column("pixoneyeApplicationId") == application.id && Column("appUserId") == user)
        .fetchOne(db)
    }
    guard let profile else { throw Refusal.notFound("User \(user) has no profile.") }
    return .object(["profile": try json(profile)])
  }

  func getScannedImageCount(_ call: PixoneyeCall) async throws -> Response {
    let application = try own(call.parameters["appID"], call)
    let device = call.parameters["deviceID"] ?? ""
    let profile = try await store.database.read { db in
      try Self.profile(of: device, application, db)
    }
    guard let profile else { throw Refusal.notFound("Device \(device) does not exist.") }
    return .object(["count": .int(profile.scannedImages)])
  }

  /// Stores attributes; those that are not given stay as they are.
  func postProfile(_ call: PixoneyeCall) async throws -> Response {
    let application = try own(call.text("appID"), call)
    let device = call.text("deviceID")
    guard !device.isEmpty else { throw Refusal.invalid("deviceID", "cannot be empty") }
    let given = call.operation.body.fields.filter { !["appID", "deviceID"].contains($0.name) }
      .compactMap { field in call.body[field.name].map { (name: field.name, value: $0) } }
    try await store.database.write { db in
      let profile =
        try Self.profile(of: device, application, db)
        ?? Pixoneye.Profile(
          id: nil, pixoneyeApplicationId: application.id, deviceId: device, appUserId: nil,
          attributes: "{}", scannedImages: 0
        ).inserted(db)
      try profile.change(db) { $0.attributes = try Self.attributes($0.attributes, with: given) }
    }
    return Response(status: .created)
  }

  /// Attributes with others in their place; an empty list takes one away.
  private static func attributes(
    _ text: String, with given: [(name: String, value: Value)]
  ) throws -> String {
    let attributes = try (JSON.parse(text).asRecord ?? RecordObject()).copy()
    for (name, value) in given {
      if value.asList?.items.isEmpty ?? false {
        attributes.remove(StringObject(name))
      } else {
        try attributes.set(name, value)
      }
    }
    return try JSON.text(of: .heap(attributes))
  }

  func deleteByApplication(_ call: PixoneyeCall) async throws -> Response {
    let application = try own(call.parameters["appID"], call)
    return try await delete(
      call.parameters["deviceID"] ?? "", Column("id") == application.id)
  }

  /// Deletes a device's profiles in all applications of the owner.
  func deleteByOwner(_ call: PixoneyeCall) async throws -> Response {
    let application = try call.signedIn()
    guard call.parameters["ownerID"] == application.ownerId else {
      throw Refusal.notFound("The owner does not exist.")
    }
    return try await delete(
      call.parameters["deviceID"] ?? "", Column("ownerId") == application.ownerId)
  }

  /// Deletes the profiles of a device in the applications that fit.
  private func delete(
    _ device: String, _ owners: some SQLSpecificExpressible & Sendable
  ) async throws -> Response {
    let count = try await store.database.write { db in
      let applications = try Pixoneye.Application.filter(owners).fetchAll(db).map(\.id)
      return try Pixoneye.Profile
        .filter(applications.contains(Column("pixoneyeApplicationId")))
        .filter(Column("deviceId") == device).deleteAll(db)
    }
    guard count > 0 else { throw Refusal.notFound("Device \(device) does not exist.") }
    return Response(status: .ok)
  }

  /// The application of the key, when it is the one that is named.
  ///
  /// - Throws: a 404, also for the applications of others.
  private func own(_ id: String?, _ call: PixoneyeCall) throws -> Pixoneye.Application {
    let application = try call.signedIn()
    guard application.id == id else {
      throw Refusal.notFound("No application \(id ?? "") has this api_key.")
    }
    return application
  }

  private static func profile(
    of device: String, _ application: Pixoneye.Application, _ db: Database
  ) throws -> Pixoneye.Profile? {
    try Pixoneye.Profile
      .filter(Column("pixoneyeApplicationId") == application.id && Column("deviceId") == device)
      .fetchOne(db)
  }

  /// A value as it is meant: the documents' samples misspell "unknown".
  private static func spelt(_ value: Value) -> Value {
    value.asString == "unkown" ? .string("unknown") : value
  }

  private func json(_ profile: Pixoneye.Profile) throws -> Value {
    let record = RecordObject()
    try record.set("deviceID", .string(profile.deviceId))
    if let attributes = try JSON.parse(profile.attributes).asRecord {
      for (key, value) in zip(attributes.keys, attributes.values) {
        try record.set(key, Self.spelt(value))
      }
    }
    return .heap(record)
  }
}
