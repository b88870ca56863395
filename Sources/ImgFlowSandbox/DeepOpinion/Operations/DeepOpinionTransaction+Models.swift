import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension DeepOpinionOperation {
  enum Models: String, DeepOpinionSection {
    case listModels, listOrganizationModels, getModel, getProjectModel, listProjectModels,
      updateModel, updateProjectModel, deleteModel, deleteProjectModel, train, uploadModel,
      starModel, unstarModel, listModelPermissions

    var work: DeepOpinionWork {
      switch self {
      case .listModels: .read { try $0.listModels(in: try $0.organizations()) }
      case .listOrganizationModels:
        .read { transaction in
          try transaction.listModels(in: [try transaction.organizationByName().number])
        }
      case .getModel:
        .read { transaction in
          let model = try transaction.modelOfPath(.see)
          let page = DeepOpinionPage(RecordObject())
          let answer = try page.envelope("models", [transaction.json(model)], total: 1)
          try answer.asRecord?.set("limit", .int(1))
          return answer
        }
      case .getProjectModel: .read { try $0.detailed(try $0.modelOfProject(.see)) }
      case .listProjectModels:
        .read { transaction in
          try .list(transaction.models(of: try transaction.project(.see)).map(transaction.json))
        }
      case .updateModel: .write { try $0.update(try $0.modelOfPath(.manage)) }
      case .updateProjectModel: .write { try $0.update(try $0.modelOfProject(.manage)) }
      case .deleteModel: .write { try $0.delete(try $0.modelOfPath(.manage)) }
      case .deleteProjectModel: .write { try $0.delete(try $0.modelOfProject(.manage)) }
      case .train: .direct { try await $0.train($1) }
      case .uploadModel: .direct { try await $0.uploadModel($1) }
      case .starModel: .write { try $0.setStar(true) }
      case .unstarModel: .write { try $0.setStar(false) }
      case .listModelPermissions:
        .read { transaction in
          let model = try transaction.modelOfPath(.see)
          let project = try transaction.project(model.deepOpinionProjectId, .see)
          return try transaction.listPermissions(of: project, to: model.displayName)
        }
      }
    }
  }
}

extension DeepOpinionTransaction {
  func modelOfPath(_ right: DeepOpinionRight) throws -> DeepOpinion.Model {
    try model(try call.id("model_id"), right)
  }

  func modelOfProject(_ right: DeepOpinionRight) throws -> DeepOpinion.Model {
    try record(DeepOpinion.Model.self, "model", "model_id", of: try project(right))
  }

  /// The user's workspace that the path names.
  func organizationByName() throws -> DeepOpinion.Organization {
    let name = call.parameters["organization"] ?? ""
    let found = try organizations().compactMap {
      try DeepOpinion.Organization.fetchOne(db, key: $0)
    }
    .first { $0.name == name }
    guard let found else {
      throw Refusal.notFound("Workspace \"\(name.prefix(100))\" does not exist.")
    }
    return found
  }

  fileprivate func listModels(in organizations: [Int64]) throws -> Value {
    let (query, page) = (call.query, DeepOpinionPage(call.query))
    var request = DeepOpinion.Model.filter(
      sql: """
        deepOpinionProjectId IN (SELECT id FROM deepOpinionProject WHERE deepOpinionOrganizationId
        IN (\(organizations.map(String.init).joined(separator: ", "))))
        """)
    if let type = query["type"]?.asString { request = request.filter(Column("type") == type) }
    if let id = query["exclude_id"]?.asInt { request = request.filter(Column("id") != id) }
    if let isPublic = query["public"]?.asBool {
      request = request.filter((Column("status") == "PUBLISHED") == isPublic)
    }
    if let word = query["search"]?.asString {
      request = request.filter(literal: FoldedText.contains(word, in: Column("displayName")))
    }
    // There are no collections, so nothing is in one.
    if query["collection_id"] != nil { request = request.none() }
    if let isStarred = query["starred"]?.asBool {
      let stars = "SELECT deepOpinionModelId FROM deepOpinionStar WHERE deepOpinionUserId = ?"
      request = request.filter(
        sql: "id \(isStarred ? "IN" : "NOT IN") (\(stars))", arguments: [try user.number])
    }
    let found = try page.fetch(request.order(Column("id")), db)
    return try page.envelope("models", found.map(json), total: request.fetchCount(db))
  }

  /// A model with its measurements and some of the documents that were held out.
  fileprivate func detailed(_ model: DeepOpinion.Model) throws -> Value {
    let training = try DeepOpinion.Training.fetchOne(db, key: model.number)
    let learned = try training.map { try TextModel(data: $0.content) }
    let record = try record(model)
    try record.set("demoset", .list((training?.demoset ?? []).map(Self.json)))
    try record.set("metrics", training?.metrics.json() ?? .heap(RecordObject()))
    try record.set("classes", .strings(learned?.classNames ?? []))
    try record.set("labels", .strings(learned?.labelNames ?? []))
    return .heap(record)
  }

  /// A held-out document, assembled from its segments.
  private static func json(_ texts: [LabelledText]) throws -> Value {
    var start = 0
    let segments = try texts.map { text -> Value in
      let end = start + text.text.unicodeScalars.count
      defer { start = end + 1 }
      return try .object([
        "text": .string(text.text), "span": .list([.int(start), .int(end)]),
        "tags": .list(text.tags.sorted { $0.text < $1.text }.map(json)),
      ])
    }
    return try .object([
      "text": .string(texts.map(\.text).joined(separator: " ")), "segments": .list(segments),
    ])
  }

  // MARK: - Changing

  fileprivate func update(_ model: DeepOpinion.Model) throws -> Value {
    if let name = text("name"), name != model.name {
      try needsUnique(name, in: try project(model.deepOpinionProjectId, .manage))
    }
    let status = givenStatus
    if status != nil { try needsReady(model) }
    return try json(
      try model.change(db) { model in
        model.name = text("name") ?? model.name
        model.status = status ?? model.status
        model.displayName = text("display_name") ?? model.displayName
        model.base = text("base", replacing: model.base)
        model.shortDescription = text("short_description", replacing: model.shortDescription)
        model.longDescription = text("long_description", replacing: model.longDescription)
        model.language = text("language") ?? model.language
        model.owner = text("owner") ?? model.owner
        model.created = Self.instant(body["created"]) ?? model.created
        model.score = body["score"].map(\.asDouble) ?? model.score
      })
  }

  /// The status that the body gives a model that is ready. The others follow from the training.
  fileprivate var givenStatus: String? {
    text("status").flatMap { DeepOpinion.Model.usable.contains($0) ? $0 : nil }
  }

  /// Names are unique in a workspace.
  private func needsUnique(_ name: String, in project: DeepOpinion.Project) throws {
    let same = DeepOpinion.Model.filter(Column("name") == name).filter(
      sql: """
        deepOpinionProjectId IN
        (SELECT id FROM deepOpinionProject WHERE deepOpinionOrganizationId = ?)
        """, arguments: [project.deepOpinionOrganizationId])
    if try same.fetchCount(db) > 0 {
      throw Refusal.malformed("The workspace already has a model named \"\(name)\".")
    }
  }

  /// - Throws: a 400 for a model that cannot read texts yet, or never will.
  func needsReady(_ model: DeepOpinion.Model) throws {
    let status = try status(of: model)
    guard DeepOpinion.Model.usable.contains(status) else {
      throw Refusal.malformed("The model \"\(model.displayName)\" is not ready: it is \(status).")
    }
  }

  fileprivate func delete(_ model: DeepOpinion.Model) throws -> Value {
    _ = try model.delete(db)
    try DeepOpinion.Task.filter(Column("kind") == DeepOpinion.Task.Kind.train.rawValue)
      .filter(Column("subjectId") == model.number).deleteAll(db)
    return try Self.done("The model was deleted.")
  }

  fileprivate func setStar(_ isOn: Bool) throws -> Value {
    let star = DeepOpinion.Star(
      deepOpinionUserId: try user.number, deepOpinionModelId: try modelOfPath(.see).number)
    if isOn {
      try star.insertIfNew(db)
    } else {
      _ = try star.delete(db)
    }
    return try Self.done(isOn ? "The model was marked." : "The mark was removed.")
  }

  // MARK: - Training

  /// How many segments a model would learn from and be measured with.
  ///
  /// - Throws: `TrainingFault` if nothing can be learned from them.
  fileprivate func trainingSize() throws -> Int {
    let project = try project(.manage)
    let split = try trainingOrder(in: project).split(for: project.type, db)
    return (split.training + split.test).reduce(0) { $0 + $1.count }
  }

  fileprivate func train(on count: Int) throws -> Value {
    let project = try project(.manage)
    let order = try trainingOrder(in: project)
    let model = try newModel(
      text("display_name"), in: project, base: try base().map(\.displayName))
    try self.order(
      .train, model.number, in: project.number, seconds: 4 + min(60, Double(count) / 100),
      content: order)
    return try json(model)
  }

  /// Makes a model without what it will learn.
  func newModel(
    _ displayName: String?, in project: DeepOpinion.Project, base: String?
  ) throws -> DeepOpinion.Model {
    let uuid = RandomToken.uuid()
    let name = text("name") ?? "\(displayName ?? project.name) \(uuid.prefix(8))"
    try needsUnique(name, in: project)
    return try DeepOpinion.Model(
      id: nil, uuid: uuid, deepOpinionProjectId: project.number, base: base, name: name,
      displayName: displayName ?? name, shortDescription: text("short_description"),
      longDescription: text("long_description"), owner: try user.displayName,
      language: text("language") ?? "en", type: project.type, created: now
    ).inserted(db)
  }

  private func base() throws -> DeepOpinion.Model? {
    // The documents' sample has a 0 here, which no model has.
    guard let id = number("base_id"), id != 0 else { return nil }
    let base = try model(id, .use)
    try needsReady(base)
    return base
  }

  private func trainingOrder(in project: DeepOpinion.Project) throws -> TrainingOrder {
    func sessions(_ field: String) throws -> [Int64]? {
      try body[field]?.asList?.items.compactMap(\.asInt).map { id in
        try record(
          DeepOpinion.Annotation.self, "labeling session", Int64(id), of: project
        ).number
      }
    }
    let base = try base()?.number
    if let all = try sessions("annotation_ids") {
      return TrainingOrder(annotations: all, baseModel: base)
    }
    return TrainingOrder(
      annotations: try sessions("trainset_annotation_ids") ?? [],
      testAnnotations: try sessions("testset_annotation_ids"), baseModel: base)
  }
}

extension DeepOpinionEmulator {
  /// Looks at the texts before the transaction that orders the work: others can write meanwhile. The work reads
  /// them again, as they are then.
  fileprivate func train(_ call: DeepOpinionCall) async throws -> Response {
    let now = clock.now
    let count = try await store.database.read { db in
      try DeepOpinionTransaction(db, call, now: now).trainingSize()
    }
    return try await write(call) { try $0.train(on: count) }
  }

  /// Takes a model that was downloaded here, into a project of its name.
  fileprivate func uploadModel(_ call: DeepOpinionCall) async throws -> Response {
    let file = try call.file()
    let (data, content) = try await workers.run {
      let data = try Data(contentsOf: file.url)
      guard let content = try? TextModel(data: data), content.isSound else {
        throw Refusal.malformed("The file is not a model; upload one that was downloaded.")
      }
      return (data, content)
    }
    return try await write(call) { transaction in
      let project = try DeepOpinion.Project(
        id: nil, deepOpinionOrganizationId: try transaction.startingOrganization(.manage).number,
        name: transaction.call.text("display_name"), type: content.type, created: transaction.now
      ).inserted(transaction.db)
      for name in content.classNames {
        _ = try DeepOpinion.Class(id: nil, deepOpinionProjectId: project.number, name: name)
          .inserted(transaction.db)
      }
      for name in content.labelNames {
        _ = try DeepOpinion.Label(id: nil, deepOpinionProjectId: project.number, name: name)
          .inserted(transaction.db)
      }
      let model = try transaction.newModel(
        transaction.text("display_name"), in: project, base: transaction.text("base")
      ).change(transaction.db) { model in
        model.score = transaction.body["score"]?.asDouble
        model.status = transaction.givenStatus ?? model.status
      }
      try DeepOpinion.Training(
        deepOpinionModelId: model.number, content: data,
        metrics: ModelMetrics(comparing: [], isExclusive: true), demoset: []
      ).insert(transaction.db)
      return try transaction.json(model)
    }
  }
}

extension ModelMetrics {
  /// The measurements as the model's `metrics` has them; their form is not documented.
  func json() throws -> Value {
    try .object([
      "f1_macro": .float(macroF1.rounded(toPlaces: 4)),
      "f1_micro": .float(microF1.rounded(toPlaces: 4)),
      "trainset_size": .int(trainingDocuments), "testset_size": .int(testDocuments),
      "tags": .list(
        try tags.map { tag in
          try .object([
            "class": Value(tag.tag.class), "label": Value(tag.tag.label),
            "precision": .float(tag.precision.rounded(toPlaces: 4)),
            "recall": .float(tag.recall.rounded(toPlaces: 4)),
            "f1": .float(tag.f1.rounded(toPlaces: 4)), "support": .int(tag.support),
          ])
        }),
      "confusion": .list(
        try confusion.map { entry in
          try .object([
            "expected": try entry.expected.map(DeepOpinionTransaction.json) ?? .null,
            "predicted": try entry.predicted.map(DeepOpinionTransaction.json) ?? .null,
            "count": .int(entry.count),
          ])
        }),
    ])
  }
}
