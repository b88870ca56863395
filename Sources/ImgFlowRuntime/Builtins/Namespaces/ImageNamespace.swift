import ImgFlowValues

/// The namespace `image`.
enum ImageNamespace {
  static let all: [Builtin] = [
    Builtin(
      "info", [Builtin.Parameter("image", [.path, .bytes])],
      returns: .object([
        "kind": .string, "width": .int, "height": .int, "orientation": .int, "colour": .string,
        "alpha": .bool, "bits": .int,
      ]),
      """
      Returns what a PNG, JPEG, GIF, WebP, TIFF or BMP image says of itself, without decoding it; of a file, \
      only the start is read. `width` and `height` are those of the stored pixels: with an `orientation` from \
      5 to 8, as EXIF has it, the image is shown on its side. `colour` is "grey", "rgb", "palette", "cmyk" or \
      "other", `bits` the number of bits for each of them.
      """,
      examples: [
        (
          #"image.info(base64.decode("R0lGODlhAgABAAAAACwAAAAAAgABAAAC")).width"#, "2"
        )
      ]
    ) { call in
      if let bytes = call[0].asBytes {
        return try info("the bytes are") { try ImageHead(bytes.bytes) }
      }
      let path = try ScriptPath(call)
      let reader = try path.open()
      return try info("`\(path.absolute)` is") { try ImageHead(reading: reader.next(atMost:)) }
    }.effect(EffectRule("image.info", .safe))
  ]

  /// - Throws: a `parse` error that begins with `subject`.
  private static func info(_ subject: String, _ read: () throws -> ImageHead) throws -> Value {
    do {
      let head = try read()
      return .heap(
        try RecordObject([
          ("kind", .string(head.kind)), ("width", .int(head.width)), ("height", .int(head.height)),
          ("orientation", .int(head.orientation)), ("colour", .string(head.colour.rawValue)),
          ("alpha", .bool(head.hasAlpha)), ("bits", .int(head.bits)),
        ]))
    } catch let problem as ImageHeadProblem {
      throw ValueError(
        .parse, "\(subject) not an image that can be read: \(problem.message)",
        help:
          "check that it is the file you mean, that it is complete, and that it opens in other programs"
      )
    }
  }
}
