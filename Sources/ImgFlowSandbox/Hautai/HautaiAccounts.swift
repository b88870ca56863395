import GRDB

/// What a new Haut.AI has: a company to work with, and one of someone else.
enum HautaiAccounts {
  static let demo = "demo@imgflow.dev"
  static let other = "other@imgflow.dev"
  /// Is refused with a 403.
  static let locked = "locked@imgflow.dev"
  /// The password of all; no secret.
  static let password = "sandbox"
  static let company = "0b9c2f6e-3d1a-4e57-8c2b-1f4d6a7b8c90"
  static let dataset = "5d6f0f1c-8f2e-4c1b-9b0a-6a7d2f3e4c5b"
  static let otherCompany = "7e1d4c3b-2a19-4f08-b7c6-d5e4f3a2b1c0"
  static let otherDataset = "c4b3a291-8f7e-4d6c-9b5a-4938271605f4"

  /// Makes it all, unless there is something.
  static func fill(_ database: StoreDatabase) async throws {
    try await database.write { db in
      guard try Hautai.Company.fetchCount(db) == 0 else { return }
      for (id, name, set) in [
        (company, "ImgFlow Demo", dataset), (otherCompany, "ImgFlow Other", otherDataset),
      ] {
        try Hautai.Company(id: id, name: name).insert(db)
        try Hautai.Dataset(id: set, hautaiCompanyId: id, name: "Selfies").insert(db)
      }
      for (number, name, company) in [
        (1, demo, company), (2, locked, company), (3, other, otherCompany),
      ] {
        try Hautai.User(
          id: "a0000000-0000-4000-8000-00000000000\(number)", hautaiCompanyId: company,
          username: name, password: password, isLocked: name == locked
        ).insert(db)
      }
    }
  }
}
