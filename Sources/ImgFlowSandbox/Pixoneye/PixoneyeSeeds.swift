import Foundation
import GRDB
import ImgFlowValues

/// What a new Pixoneye has: two applications of one owner, one of another, and an audience.
enum PixoneyeSeeds {
  /// The application to work with. Keys are not secret.
  static let demo = Pixoneye.Application(id: "MyApp", ownerId: "owner-1", key: "sandbox")
  /// Another one of the same owner.
  static let sibling = Pixoneye.Application(
    id: "MyOtherApp", ownerId: "owner-1", key: "sandbox-sibling")
  /// One of someone else.
  static let other = Pixoneye.Application(id: "OtherApp", ownerId: "owner-2", key: "sandbox-other")

  /// How many people use the demo application.
  static let audience = 2345

  /// Makes it all, unless there is something.
  static func fill(_ database: StoreDatabase) async throws {
    let profiles = try profiles.get()
    try await database.write { db in
      guard try Pixoneye.Application.fetchCount(db) == 0 else { return }
      for application in [demo, sibling, other] { try application.insert(db) }
      // One statement for all: each of thousands would be prepared and read back.
      try db.execute(
        sql: """
          INSERT INTO pixoneyeProfile
            (pixoneyeApplicationId, deviceId, appUserId, attributes, scannedImages)
          SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)
          """, arguments: [profiles])
    }
  }

  /// The rows of all profiles, as JSON. They are the same in every sandbox.
  private static let profiles = Result {
    var random = SeededGenerator(seed: 2)
    var rows = try (1...audience).map { number in
      try row(try sample(number) ?? attributes(&random), number, demo, &random)
    }
    for number in 1...20 { rows.append(try row(attributes(&random), number, sibling, &random)) }
    rows.append(try row(attributes(&random), 1, other, &random))
    return try JSON.text(of: .list(rows))
  }

  private static func row(
    _ attributes: String, _ number: Int, _ application: Pixoneye.Application,
    _ random: inout SeededGenerator
  ) throws -> Value {
    try .list([
      .string(application.id), .string("device-\(number)"), .string("user-\(number)"),
      .string(attributes), .int(Int.random(in: 40...4000, using: &random)),
    ])
  }

  /// The first three are those of the vendor's sample, misspelt as there.
  private static func sample(_ number: Int) throws -> String? {
    let samples = [
      """
      {"gender":"male","marital-status":"single","parental-status":"without children",\
      "age":"under 25","transportation":["car"],"pets":["dog"],"sports":["active","viewer"],\
      "country":"Korea - South","city":"Gwacheon","country-vacations":["Italy","France"],\
      "city-vacations":["Rome","Paris"],"life-events":["about to have a baby","about to move home"]}
      """,
      """
      {"gender":"female","marital-status":"in a relationship","parental-status":"with children",\
      "age":"35-45","transportation":["car"],"country":"Israel","city":"Tel Aviv",\
      "country-vacations":["UK"],"city-vacations":["London"],"life-events":["about to travel"]}
      """,
      """
      {"gender":"unkown","marital-status":"unkown","parental-status":"with children",\
      "age":"unkown","country":"Israel","city":"Tel Aviv"}
      """,
    ]
    return samples.indices.contains(number - 1) ? samples[number - 1] : nil
  }

  // MARK: - People

  private static let places = [
    ("Israel", "Tel Aviv"), ("Israel", "Jerusalem"), ("Israel", "Haifa"), ("UK", "London"),
    ("UK", "Manchester"), ("France", "Paris"), ("France", "Lyon"), ("Italy", "Rome"),
    ("Germany", "Berlin"), ("Spain", "Madrid"), ("Korea - South", "Seoul"),
    ("Korea - South", "Gwacheon"), ("United States", "New York"), ("United States", "Boston"),
  ]

  /// A person's attributes. Some go together, so that a summary has something to find: parents are
  /// older and travel less, those who move home are young.
  private static func attributes(_ random: inout SeededGenerator) throws -> String {
    let ages: [(String, Double)] = [
      ("under 25", 24), ("25-35", 30), ("35-45", 20), ("45-55", 12), ("over 55", 8), ("unknown", 6),
    ]
    let age = random.pick(ages) ?? "unknown"
    let isYoung = age == "under 25" || age == "25-35"
    let hasChildren = random.chance(isYoung ? 0.2 : 0.65)
    let (country, city) = places.randomElement(using: &random) ?? places[0]
    var person: [(String, Value)] = [
      (
        "gender", .string(random.pick([("female", 48), ("male", 46), ("unknown", 6)]) ?? "unknown")
      ),
      (
        "marital-status",
        .string(
          random.pick([
            ("single", isYoung ? 60 : 25), ("in a relationship", isYoung ? 30 : 65),
            ("unknown", 10),
          ]) ?? "unknown")
      ),
      ("parental-status", .string(hasChildren ? "with children" : "without children")),
      ("age", .string(age)), ("country", .string(country)), ("city", .string(city)),
    ]
    func add(_ key: String, _ items: [(String, Double)]) throws {
      let chosen = items.filter { random.chance($0.1) }.map { Value.string($0.0) }
      if !chosen.isEmpty { person.append((key, try .list(chosen))) }
    }
    try add("transportation", [("car", isYoung ? 0.3 : 0.7)])
    try add("pets", [("dog", hasChildren ? 0.4 : 0.2)])
    try add("sports", [("active", isYoung ? 0.5 : 0.2), ("viewer", 0.3)])
    if random.chance(hasChildren ? 0.3 : 0.6),
      let trip = places.filter({ $0.0 != country }).randomElement(using: &random)
    {
      person.append(("country-vacations", try .list([.string(trip.0)])))
      person.append(("city-vacations", try .list([.string(trip.1)])))
    }
    try add(
      "life-events",
      [
        ("about to have a baby", !hasChildren && isYoung ? 0.08 : 0.02),
        ("about to move home", isYoung ? 0.12 : 0.04), ("about to travel", 0.15),
      ])
    return try JSON.text(of: .heap(try RecordObject(person)))
  }
}
