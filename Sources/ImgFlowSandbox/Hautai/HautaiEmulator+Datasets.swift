import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension HautaiEmulator {
  /// The datasets of the caller's company whose names hold `q`.
  func listDatasets(_ call: HautaiCall) async throws -> Response {
    let company = try call.signedIn().hautaiCompanyId
    let datasets = try await store.database.read { db in
      try Hautai.Dataset.filter(Column("hautaiCompanyId") == company).order(Column("name"))
        .fetchAll(db)
    }
    let words = call.query["q"]?.asString ?? ""
    let found = datasets.filter { FoldedText.contains(words, in: $0.name) }
    return .json(
      try .list(
        found.map { try .object(["id": .string($0.id), "name": .string($0.name)]) }))
  }

  func createDataset(_ call: HautaiCall) async throws -> Response {
    let dataset = Hautai.Dataset(
      id: RandomToken.uuid(), hautaiCompanyId: try call.signedIn().hautaiCompanyId,
      name: call.text("name"),
      imageTypeId: try call.body["image_type_id"].map { try JSON.text(of: $0) })
    try await store.database.write { try dataset.insert($0) }
    return .json(try json(of: dataset), status: .created)
  }

  func getDataset(_ call: HautaiCall) async throws -> Response {
    .json(try json(of: try await dataset(call)))
  }

  private func json(of dataset: Hautai.Dataset) throws -> Value {
    try .object([
      "id": .string(dataset.id), "company_id": .string(dataset.hautaiCompanyId),
      "name": .string(dataset.name),
      "image_type_id": try dataset.imageTypeId.map(JSON.parse) ?? .null,
    ])
  }

  /// The application that public programs order besides, for the skin of faces.
  private static let faceSkin = "8b5b3acc-480b-4412-8d2c-ebe6ab4384d7"

  /// Orders an application for a dataset. The sandbox runs its own for every dataset: the order needs no
  /// record, and is the same each time.
  func runApplication(_ call: HautaiCall) async throws -> Response {
    let dataset = try await dataset(call, call.text("dataset_id"))
    let application = call.parameters["application_id"]?.lowercased() ?? ""
    let known = HautaiApplication.allCases.map(\.id) + [Self.faceSkin]
    guard known.contains(application) else { throw Refusal.notFound("Not found.") }
    return .json(
      try .object([
        "id": .string(String(application.prefix(24) + dataset.id.suffix(12))),
        "application_id": .string(application), "dataset_id": .string(dataset.id),
      ]), status: .created)
  }
}
