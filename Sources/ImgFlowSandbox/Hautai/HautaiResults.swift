import ImgFlowValues

/// The records of what was found out.
enum HautaiResults {
  /// All figures of an image; empty if nothing could be determined.
  static func metrics(of image: Hautai.Image) throws -> Value {
    let record = RecordObject()
    guard let found = image.measurement else { return .heap(record) }
    try record.set("width", .int(found.width))
    try record.set("height", .int(found.height))
    for (name, figure) in [
      ("quality", found.quality), ("sharpness", found.sharpness), ("exposure", found.exposure),
      ("clipping", found.clipping), ("evenness", found.evenness), ("redness", found.redness),
    ] {
      try record.set(name, .float(figure))
    }
    return .heap(record)
  }

  /// One record for each application; none before the image is measured.
  static func list(of image: Hautai.Image, in batch: Hautai.Batch?) throws -> [Value] {
    guard let batch, let time = batch.computedAt, image.measurement != nil || image.problem != nil
    else { return [] }
    return try HautaiApplication.allCases.map { application in
      try .object([
        "id": .string(id(image.id, application.number)), "image_id": .string(image.id),
        "result": try result(of: application, image), "is_ok": .bool(image.measurement != nil),
        "application_id": .string(application.id),
        "application_name": .string(application.rawValue),
        "algorithm_family_tech_name": .string(application.techName),
        "application_run_id": .string(id(batch.id, application.number)),
        "algorithm_version_id": .int(1), "creation_time": .string(time.withMilliseconds),
      ])
    }
  }

  private static func result(of application: HautaiApplication, _ image: Hautai.Image) throws
    -> Value
  {
    guard let found = image.measurement else {
      return try .object(["error": Value(image.problem?.code)])
    }
    let record = RecordObject()
    for (name, figure) in figures(of: application, found) { try record.set(name, figure) }
    try record.set("area_results", try areas(of: application, found))
    return .heap(record)
  }

  private static func figures(
    of application: HautaiApplication, _ found: SelfieMeasurement
  ) -> [(String, Value)] {
    switch application {
    case .size: [("width", .int(found.width)), ("height", .int(found.height))]
    case .quality: [("quality", .float(found.quality)), ("sharpness", .float(found.sharpness))]
    case .exposure: [("exposure", .float(found.exposure)), ("clipping", .float(found.clipping))]
    case .evenness: [("evenness", .float(found.evenness))]
    case .redness: [("redness", .float(found.redness))]
    }
  }

  /// The score as programs read it: of the face, which is all that the sandbox knows of.
  private static func areas(
    of application: HautaiApplication, _ found: SelfieMeasurement
  ) throws -> Value {
    guard let score = application.score(of: found) else { return try .list([]) }
    let metrics = try figures(of: application, found).map { name, figure in
      try Value.object(["tech_name": .string(name), "value": figure])
    }
    return try .list([
      try .object([
        "area_name": .string("face"),
        "main_metric": try .object([
          "tech_name": .string("\(application.techName).score"), "value": .float(score),
        ]),
        "sub_metrics": try .list(metrics),
      ])
    ])
  }

  /// A UUID that belongs to another and a number: the same each time.
  static func id(_ uuid: String, _ number: Int) -> String {
    uuid.dropLast(1) + String(number, radix: 16)
  }
}
