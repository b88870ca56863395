import ImgFlow
import ImgFlowRuntime
import ImgFlowValues

/// `:image photo.jpg`, `:image fetchImage("media_max", job.outputPath)`.
struct ImageCommand: Command {
  let name = "image"
  let arguments = "FILE | EXPRESSION"
  let summary = "show an image, such as a heatmap, in the terminal"
  let documentation = """
    From a file, from bytes that an operation returned, or from a list of rows of numbers, which are
    coloured from the lowest to the highest. JPEG, PNG, WebP, GIF and TIFF are supported: as pixels in
    terminals with the protocol of kitty or iTerm2, and in blocks of two pixels in all others.
    """
  var argument: CommandArgument { .fileOrExpression(endings: Self.endings) }
  private static let endings = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff"]

  func run(_ text: String, in repl: REPL) throws {
    let files = repl.session.host.files
    let isFile = try Self.isPath(text) || files.look(at: text)?.kind == .file
    guard let value = isFile ? .string(text) : repl.value(of: text.isEmpty ? "_" : text) else {
      return
    }
    let way = TerminalPicture.Way(usesColour: repl.usesColour) {
      try? repl.session.host.environment($0)
    }
    let picture = TerminalPicture(
      way, screen: repl.screen,
      decoder: ImageDecoder(program: repl.services.sandboxProgram))
    do {
      if let map = HeatMap(value) {
        repl.console.write(picture.text(map.image))
        return repl.write("\(map.about)\n")
      }
      let shown = try picture.text(Self.bytes(value, files))
      // Not through the redactor: the text is as long as the image.
      repl.console.write(shown.text)
      repl.write("\(shown.about)\n")
    } catch let problem as ImageProblem {
      throw CommandError(problem.message)
    } catch let error as SetupError {
      throw CommandError(error.description, help: error.help)
    } catch let error as ValueError {
      throw CommandError(error.message, help: error.help)
    }
  }

  /// Whether a string is meant as a path, though there may be no such file.
  private static func isPath(_ text: String) -> Bool {
    let name = text.lowercased()
    return endings.contains { name.hasSuffix($0) }
      && !text.contains { "\"'(+".contains($0) }
  }

  /// The bytes of the image that a value holds or names.
  static func bytes(_ value: Value, _ files: any FileAccess) throws -> [UInt8] {
    if let bytes = value.asBytes { return bytes.bytes }
    if let path = value.asString { return try files.read(path) }
    let path = value.asRecord?["outputPath"]?.asString
    throw CommandError(
      "\(value.type.nameWithArticle) is not an image: pass a file name or bytes",
      help: path == nil
        ? "name a file, or call an operation that returns the bytes of an image"
        : "fetch a heatmap with `:image expoze.fetchImage(\"media_max\", job.outputPath)`")
  }
}

/// Rows of numbers as an image.
struct HeatMap {
  private let rows: [[Double]]
  private let lowest: Double
  private let highest: Double

  /// The most numbers that are looked at.
  private static let limit = 4_000_000

  /// Nil for anything but a list of equally long lists of numbers.
  init?(_ value: Value) {
    guard let lists = value.asList?.items, let first = lists.first?.asList, first.count > 0,
      lists.count * first.count <= Self.limit
    else { return nil }
    var rows: [[Double]] = []
    for list in lists {
      let row = list.asList?.items.compactMap(\.asDouble) ?? []
      guard row.count == first.count else { return nil }
      rows.append(row)
    }
    self.rows = rows
    lowest = rows.joined().min() ?? 0
    highest = rows.joined().max() ?? 0
  }

  var about: String {
    let range = [lowest, highest].map { Value.float($0).displayText }
    return "\(rows[0].count) × \(rows.count), from \(range[0]) to \(range[1])"
  }

  var image: PixelImage {
    var image = PixelImage(width: rows[0].count, height: rows.count)
    for (index, number) in rows.joined().enumerated() {
      let share = highest > lowest ? (number - lowest) / (highest - lowest) : 0.5
      let colour = Self.colour(share)
      for channel in 0..<3 { image.pixels[index * 4 + channel] = colour[channel] }
      image.pixels[index * 4 + 3] = 255
    }
    return image
  }

  /// Blue, green, yellow, red: the colours of heatmaps.
  private static func colour(_ share: Double) -> SIMD3<UInt8> {
    func level(_ centre: Double) -> UInt8 {
      UInt8(max(0, min(1, 1.5 - abs(4 * share - centre))) * 255)
    }
    return SIMD3(level(3), level(2), level(1))
  }
}
