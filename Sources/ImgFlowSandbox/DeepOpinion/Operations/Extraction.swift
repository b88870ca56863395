import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

/// A field that was found in a document.
struct ExtractedField: Sendable {
  var label: String
  var line: PDFText.Line
  /// From 0 to 1.
  var confidence: Double
}

/// What a model makes of a document: each line of it that it knows the class of is a field.
struct Extraction: Sendable {
  var name: String
  var pages = 1
  /// The names that the model knows: all are requested.
  var required: [String]
  var fields: [ExtractedField] = []
  /// An image of each page with what was found framed, if that was requested.
  var pageImages: [Data] = []

  /// Below it a field is for a person to look at. The documents' sample says 90 per cent.
  static let threshold = 0.9

  var isComplete: Bool { Set(fields.map(\.label)).isSuperset(of: required) }
  var isCertain: Bool { fields.allSatisfy { $0.confidence >= Self.threshold } }

  /// Reads the text of a file. Images have none: no characters are recognised here.
  ///
  /// - Parameter showsPages: whether there are to be images of the pages.
  /// - Throws: a 400 for a file of another kind; `FileFault`.
  init(
    of file: URL, named name: String, by model: TextModel, showsPages: Bool
  ) throws {
    self.name = name
    required = model.classNames.isEmpty ? model.labelNames : model.classNames
    let data = try Data(contentsOf: file, options: .mappedIfSafe)
    try DocumentBudget().charge(data.count, .file)
    guard PDFText.isDocument(data) else {
      do {
        _ = try RasterImage.decode(data)
      } catch {
        throw Refusal.malformed(
          "The file cannot be read; documents are pdf, jpeg, png, tiff or webp. \(error)")
      }
      pageImages = showsPages ? [data] : []
      return
    }
    let text = try PDFProcess.text(of: file)
    pages = text.pages
    fields = text.lines.flatMap { line in
      model.predict(line.text).compactMap { prediction in
        (prediction.tag.class ?? prediction.tag.label).map {
          ExtractedField(label: $0, line: line, confidence: prediction.confidence)
        }
      }
    }
    guard showsPages else { return }
    let frames = fields.map { PDFRequest.Frame(page: $0.line.page, box: $0.line.box) }
    pageImages = try PDFProcess.images(of: file, with: frames)
  }
}

extension DeepOpinionEmulator {
  /// Reads a document with a model, and puts what it is unsure of before people, where they are in the
  /// loop.
  func extract(_ call: DeepOpinionCall) async throws -> Response {
    let now = clock.now
    let (model, found) = try await store.database.read { db in
      let transaction = DeepOpinionTransaction(db, call, now: now)
      let model = try transaction.modelOfProject(.use)
      try transaction.needsReady(model)
      return (model, try DeepOpinion.Training.fetchOne(db, key: model.number))
    }
    guard let training = found else { throw Refusal.notFound("The model no longer exists.") }
    let file = try call.file()
    let showsPages = call.query["return_annotated_pages"]?.asBool == true
    let extraction = try await workers.run {
      try Extraction(
        of: file.url, named: file.name ?? "document", by: TextModel(data: training.content),
        showsPages: showsPages)
    }
    return try await write(call) { transaction in
      let hitl = try DeepOpinion.Hitl.filter(Column("deepOpinionModelId") == model.number)
        .filter(Column("isLive") == true).order(Column("id")).fetchOne(transaction.db)
      let isPending = try hitl.map { try transaction.askPeople(about: extraction, $0) } ?? false
      return try transaction.json(extraction, by: model, isPending: isPending)
    }
  }
}

extension DeepOpinionTransaction {
  /// Makes reviews of the fields that are not certain; false if there are none.
  fileprivate func askPeople(
    about extraction: Extraction, _ hitl: DeepOpinion.Hitl
  ) throws -> Bool {
    let doubtful = extraction.fields.filter { $0.confidence < Extraction.threshold }
    guard !doubtful.isEmpty else { return false }
    let task = try DeepOpinion.Task(
      id: nil, deepOpinionProjectId: hitl.deepOpinionProjectId, deepOpinionUserId: try user.number,
      kind: .extract, subjectId: 0, content: "[]", startsAt: now, endsAt: now, finished: now
    ).inserted(db)
    let reviews = try doubtful.map { field in
      try DeepOpinion.Review(
        id: nil, deepOpinionHitlId: hitl.number, deepOpinionTaskId: task.number,
        documentId: task.number, documentName: extraction.name, page: field.line.page,
        label: field.label, value: field.line.text, confidence: field.confidence, created: now
      ).inserted(db)
    }
    try announce(reviews, of: hitl)
    return true
  }

  fileprivate func json(
    _ extraction: Extraction, by model: DeepOpinion.Model, isPending: Bool
  ) throws -> Value {
    let record = try RecordObject([
      ("name", .string(extraction.name)),
      ("all_required_fields_found", .bool(extraction.isComplete)),
      ("all_confidence_thresholds_met", .bool(extraction.isCertain)),
      ("all_data_conversion_passed", .bool(true)), ("credits_used", .int(extraction.pages)),
      (
        "matches",
        .list(
          try extraction.fields.map { field in
            try .object([
              "label": .string(field.label), "value": .string(field.line.text),
              "page": .int(field.line.page),
              "confidence": .float(field.confidence.rounded(toPlaces: 4)),
            ])
          })
      ),
    ])
    if call.query["return_bboxes"]?.asBool == true {
      try record.set("bboxes", try boxes(of: extraction))
    }
    if call.query["return_annotated_pages"]?.asBool == true {
      try record.set(
        "annotated_pages", .strings(extraction.pageImages.map { $0.base64EncodedString() }))
    }
    try record.set("hitl", try hitl(of: extraction, isPending))
    let project = try project(model.deepOpinionProjectId, .use)
    return try .object([
      "model": .string(model.displayName),
      "all_required_fields_found": .bool(extraction.isComplete),
      "all_confidence_thresholds_met": .bool(extraction.isCertain),
      "all_data_conversion_passed": .bool(true), "total_credits_used": .int(extraction.pages),
      "documents": .list([.heap(record)]), "labels": .list(labels(of: project).map(Self.json)),
    ])
  }

  /// A list of pages, each a list of fields, each a list of boxes; corners in parts of the page.
  private func boxes(of extraction: Extraction) throws -> Value {
    try .list(
      (0..<extraction.pages).map { page in
        try .list(
          extraction.fields.filter { $0.line.page == page }.map { field in
            let box = field.line.box
            return try .list([
              .object([
                "TLx": .float(box.left), "TLy": .float(box.top), "TRx": .float(box.right),
                "TRy": .float(box.top), "BRx": .float(box.right), "BRy": .float(box.bottom),
                "BLx": .float(box.left), "BLy": .float(box.bottom),
                "text": .string(field.line.text), "label": .string(field.label),
                "confidence": .float(field.confidence),
              ])
            ])
          })
      })
  }

  private func hitl(of extraction: Extraction, _ isPending: Bool) throws -> Value {
    guard isPending else { return .null }
    return try .object([
      "status": .string("pending"),
      "result": .list([
        .object([
          "confidences": .list(
            try extraction.fields.map { field in
              try .object([
                "label": .string(field.label), "value": .string(field.line.text),
                "expected_confidence": .int(Int(Extraction.threshold * 100)),
                "found": .float((field.confidence * 100).rounded(toPlaces: 2)),
              ])
            })
        ])
      ]),
    ])
  }
}
