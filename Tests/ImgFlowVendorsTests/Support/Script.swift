import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors
import TestSupport
import Testing

/// The language with some vendors and nothing else.
private struct TestLibrary: Library {
  let registry: VendorRegistry
  let vendorNames: [String]

  var functions: [Builtin] { [WaitFor.builtin] }
  func standardModule(_ path: String) -> SourceFile? {
    path == "std/batch" ? Declarations.batch : nil
  }
  var standardModuleNames: [String] { ["std/batch"] }
  func vendor(_ name: String, for interpreter: Interpreter) throws -> Namespace? {
    try registry.namespace(name, for: interpreter)
  }
  func vendor(
    _ declaration: VendorDeclaration, documentation: String?, for interpreter: Interpreter
  ) throws -> Namespace? {
    try registry.namespace(of: declaration, documentation: documentation, for: interpreter)
  }
}

/// Runs scripts against a host.
struct Script {
  let host: TestHost
  var settings = VendorSettings()
  var sources = ["expoze": Declarations.expoze]
  var options = Interpreter.Options()

  struct Result: Sendable {
    /// What was printed, without the last line end.
    let output: String
    let error: (any Error)?

    /// What a script could have caught.
    var caught: RuntimeError? { error as? RuntimeError }
    var kind: String? { caught?.value.kind }
    var message: String { caught?.value.message ?? error.map { "\($0)" } ?? "" }
    subscript(field: String) -> String? { caught?.value.fields[field]?.displayText }
  }

  /// Runs a script to its end.
  func run(_ source: String) -> Result {
    let registry = VendorRegistry { [sources] name in
      try sources[name].map { try Vendor.load(name, from: $0) }
    } settings: { [settings] in
      settings
    }
    let library = TestLibrary(registry: registry, vendorNames: sources.keys.sorted())
    let interpreter = Interpreter(host: host, library: library, options: options)
    let error = EvaluatorThread.run { floor -> (any Error)? in
      do {
        let parsed = Parser.parse(SourceFile(name: "test.imgflow", text: source))
        let program = try interpreter.prepare(parsed)
        try interpreter.run(program, cancellation: Cancellation(), stackFloor: floor)
        return nil
      } catch { return error }
    }
    let output = host.output
    return Result(
      output: output.hasSuffix("\n") ? String(output.dropLast()) : output, error: error ?? nil)
  }
}

/// Declarations of vendors for tests.
enum Declarations {
  /// The built-in expoze.
  static let expoze = builtIn("expoze")

  /// The names of the built-in vendors.
  static let names = ["assetzen", "deepopinion", "expoze", "hautai", "pixoneye"]

  /// The module `std/batch`.
  static let batch = SourceFile(
    name: "std/batch", text: text("batch.imgflow"), isLibrary: true)

  /// The declaration of a built-in vendor.
  static func builtIn(_ name: String) -> SourceFile {
    SourceFile(name: "\(name).imgflow", text: text("vendors/\(name).imgflow"))
  }

  private static func text(_ path: String) -> String {
    TextFile.read(Repository.root.appending(path: "stdlib/\(path)").path)
  }

  /// A vendor around some clauses.
  static func vendor(_ clauses: String, named name: String = "shop") -> SourceFile {
    SourceFile(
      name: "\(name).imgflow",
      text: "vendor \(name) {\n  base \"https://shop.example\"\n\(clauses)\n}\n")
  }
}
