import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension HautaiEmulator {
  func createSubject(_ call: HautaiCall) async throws -> Response {
    let caller = try call.signedIn()
    let dataset = try await dataset(call)
    let subject = Hautai.Subject(
      id: RandomToken.uuid(), hautaiDatasetId: dataset.id,
      hautaiUserId: caller.id, name: call.text("name"),
      birthDate: call.body["birth_date"]?.asString,
      biologicalSex: call.body["biological_sex"]?.asString,
      meta: try JSON.text(of: call.body["meta"] ?? .null), createdAt: clock.now)
    let company = try await store.database.write { db in
      try subject.insert(db)
      return try Hautai.Company.fetchOne(db, key: dataset.hautaiCompanyId)
    }
    return .json(try json(of: subject, dataset, company), status: .created)
  }

  func listSubjects(_ call: HautaiCall) async throws -> Response {
    let dataset = try await dataset(call)
    let (subjects, company) = try await store.database.read { db in
      (
        try Hautai.Subject
          .filter(Column("hautaiDatasetId") == dataset.id && Column("isDeleted") == false)
          .order(Column("createdAt"), Column("id")).fetchAll(db),
        try Hautai.Company.fetchOne(db, key: dataset.hautaiCompanyId)
      )
    }
    return try HautaiPage(call).answer(subjects) { try json(of: $0, dataset, company) }
  }

  /// Deletes subjects of a dataset, all or none.
  func deleteSubjects(_ call: HautaiCall) async throws -> Response {
    let dataset = try await dataset(call)
    let ids = Set(
      call.body["subjects_ids"]?.asItems?.compactMap { $0.asString?.lowercased() } ?? [])
    try await store.database.write { db in
      let found = Hautai.Subject.filter(
        ids.contains(Column("id")) && Column("hautaiDatasetId") == dataset.id
          && Column("isDeleted") == false)
      guard try found.fetchCount(db) == ids.count else {
        throw Refusal.notFound("Not all of the subjects are in the dataset.")
      }
      try found.updateAll(db, Column("isDeleted").set(to: true))
    }
    return Response(status: .noContent)
  }

  private func json(
    of subject: Hautai.Subject, _ dataset: Hautai.Dataset, _ company: Hautai.Company?
  ) throws -> Value {
    try .object([
      "id": .string(subject.id), "name": .string(subject.name),
      "birth_date": Value(subject.birthDate), "biological_sex": try sex(subject.biologicalSex),
      "company": try .object([
        "id": .string(dataset.hautaiCompanyId), "name": Value(company?.name),
      ]),
      "dataset": try .object(["id": .string(dataset.id), "name": .string(dataset.name)]),
      "promote_image_id": .null,
      "creation_time": .string(subject.createdAt.withMilliseconds),
      "meta": try JSON.parse(subject.meta), "author_id": .string(subject.hautaiUserId),
    ])
  }

  private func sex(_ name: String?) throws -> Value {
    guard let name else { return .null }
    let known = ["female": 1, "male": 2]
    return try .object([
      "id": .int(known[name.lowercased()] ?? 3), "name": .string(name),
      "tech_name": .string(name.lowercased()),
    ])
  }

  /// The dataset of the path, or another that is named.
  ///
  /// - Throws: a 404, also for objects of others.
  func dataset(_ call: HautaiCall, _ named: String? = nil) async throws -> Hautai.Dataset {
    let id = (named ?? call.parameters["dataset_id"])?.lowercased() ?? ""
    let company = try call.signedIn().hautaiCompanyId
    let found = try await store.database.read { try Hautai.Dataset.fetchOne($0, key: id) }
    guard let found, found.hautaiCompanyId == company else { throw Refusal.notFound("Not found.") }
    return found
  }

  /// The subject of the path, in the dataset of the path where there is one.
  ///
  /// - Throws: a 404, also for objects of others.
  func subject(_ call: HautaiCall) async throws -> Hautai.Subject {
    try await store.database.read { try self.subject(call, $0) }
  }

  /// The same within an access to the database.
  func subject(_ call: HautaiCall, _ db: Database) throws -> Hautai.Subject {
    let id = call.parameters["subject_id"]?.lowercased() ?? ""
    let company = try call.signedIn().hautaiCompanyId
    let named = call.parameters["dataset_id"]?.lowercased()
    guard let subject = try Hautai.Subject.fetchOne(db, key: id),
      let dataset = try Hautai.Dataset.fetchOne(db, key: subject.hautaiDatasetId),
      dataset.hautaiCompanyId == company, named == nil || named == dataset.id
    else { throw Refusal.notFound("Not found.") }
    return subject
  }
}
