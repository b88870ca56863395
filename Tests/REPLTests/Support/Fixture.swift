import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import Synchronization

@testable import ImgFlow
@testable import ImgFlowHelp
@testable import ImgFlowREPL

/// A session as it may look after some work: values that have been computed, `use expoze`.
enum Fixture {
  static let source = """
    //! Set up for tests.
    use expoze

    /// Twice a number.
    fn double(
      number: int, times: int = 2, mode: "plain" | "loud" = "plain"
    ) -> int => number * times

    let job = {
      id: 12, status: "done", outputPath: "1/1/heat.jpg", progress: 100.0, media: null, alpha: 0.85,
    }
    let rows = [
      {image: "a.png", score: 0.5, tags: ["x", "y"]},
      {image: "b.png", score: 0.25, tags: []},
    ]
    let odd = {"a b": 1, plain: {deep: [{leaf: true}]}}
    let wide = [
      {id: 1, title: "日本語のタイトル", done: true},
      {id: 22, title: "short", done: false},
    ]
    let many = (1...500).map(n => {id: n, name: "item \\(n)", square: n * n})
    let numbers = (1...2000).toList()
    let text = "one\\ntwo\\nthree"
    let long = "abc ".repeat(2000)
    let token = "s3cr3t-token"
    let started = time("2026-11-23T10:00:00Z")
    let pause = 90s
    {
      job: job, rows: rows, odd: odd, wide: wide, many: many, numbers: numbers, text: text, long: long,
      token: token, started: started, pause: pause, double: double, login: login,
      jobs: [job, job, job], empty: [], nothing: null,
      mixed: [1, "two", [3], {four: 4}],
      large: {
        name: "heatmap", list: (1...30).map(n => "item \\(n)"), salience: {
          mode: 0.0, sum: 12.5, min: 0.0, max: 1.0, mean: 0.25, median: 0.2, deviation: 0.5, share: 0.75,
        },
        url: "https://example.com/" + "a".repeat(100), status: "done", points: [{left: 1, top: 2}],
        more: (1...4).map(n => {index: n, title: "The title of number \\(n)", description: "long"}),
      },
      failure: try { throw error("http", "Not Found", {status: 404, body: {title: "no"}}) } catch e { e },
      stream: file.lines("/dev/null"), picture: base64.decode("iVBORw0KGgo="), vendor: expoze,
      nested: {a: {b: {c: {d: {e: {f: {g: 1}}}}}}},
    }
    """

  static func bindings() throws -> [Session.Binding] {
    let host = SystemHost()
    let interpreter = Interpreter(host: host, library: ImgFlowLibrary())
    let parsed = Parser.parse(SourceFile(name: "fixture.imgflow", text: source))
    let program = try interpreter.prepare(parsed)
    let outcome = Mutex<Result<Value, any Error>?>(nil)
    _ = EvaluatorThread.run { floor in
      let result = Result {
        try interpreter.run(program, cancellation: Cancellation(), stackFloor: floor)
      }
      outcome.withLock { $0 = result }
    }
    guard let record = try outcome.withLock({ $0 })?.get().asRecord else { return [] }
    return zip(record.keys, record.values).map { key, value in
      if let object = value.asRecord, key.text == "job" { object.resource = resource }
      for item in value.asItems ?? [] where key.text == "jobs" {
        item.asRecord?.resource = resource
      }
      return Session.Binding(
        name: key.text, kind: .constant, value: value,
        documentation: key.text == "rows" ? "What was measured. And more." : nil)
    }
  }

  private static let resource = ResourceType(
    name: "expoze.Job", fields: ["id", "status"], optionalFields: [])

  static func scope() throws -> NameScope {
    let library = ImgFlowLibrary()
    return NameScope(
      bindings: try bindings(),
      usedVendors: ["expoze"].compactMap { BuiltInVendors[$0] }.map(Known.vendor),
      functions: library.functions, vendorNames: library.vendorNames,
      moduleNames: library.standardModuleNames, files: FixedFiles())
  }

  /// As the session's redactor would, after `s3cr3t-token` has become a secret.
  static func masked(_ text: String) -> String {
    text.replacing("s3cr3t-token", with: SecretObject.mask)
  }
}

/// Files that are always the same.
struct FixedFiles: FileAccess {
  static let sizes = [
    "poster.jpg": 48_213, "report.imgflow": 812, ".hidden": 1, "creatives/a.png": 1_250_000,
    "creatives/b \"c\".png": 999, "creatives/deep/x.json": 2, "lib/common.imgflow": 20,
  ]

  var currentDirectory: String { "/work" }

  func list(_ path: String) throws -> [String] {
    let folder = path == "." ? "" : path.hasSuffix("/") ? path : path + "/"
    let names = Self.sizes.keys.filter { $0.hasPrefix(folder) }.map { name in
      String(name.dropFirst(folder.count).prefix { $0 != "/" })
    }
    guard !names.isEmpty else { throw ValueError(.io, "no folder \(path)") }
    return Set(names).sorted()
  }

  func look(at path: String) throws -> FileStatus? {
    let isFolder = Self.sizes.keys.contains { $0.hasPrefix(path + "/") }
    guard isFolder || Self.sizes[path] != nil else { return nil }
    return FileStatus(
      kind: isFolder ? .folder : .file, size: Self.sizes[path] ?? 0,
      identity: .init(device: 0, number: UInt64(path.hashValue.magnitude)))
  }

  func read(_ path: String) throws -> [UInt8] { throw ValueError(.io, "no file \(path)") }
  func write(_ bytes: [UInt8], to path: String) throws {}
  func append(_ bytes: [UInt8], to path: String) throws {}
  func createDirectory(_ path: String) throws {}
  func copy(_ path: String, to target: String) throws {}
  func move(_ path: String, to target: String) throws {}
  func remove(_ path: String) throws {}
}
