import ImgFlowCatalogue
import ImgFlowSyntax
import TestSupport
import Testing

/// The documented operations, as the vendors' facts list them.
struct DocumentedOperation: Sendable {
  let vendor: String
  let name: String
  let method: String
  /// With every placeholder as `{}`: their names are ours to choose.
  let path: String
  let source: String

  static let all: [DocumentedOperation] = {
    let table = TextFile.read(Repository.fixture("vendors/operations.tsv").path)
    return table.split(separator: "\n").dropFirst().map { line in
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return DocumentedOperation(
        vendor: columns[0], name: columns[2], method: columns[3], path: anonymous(columns[4]),
        source: columns[5])
    }
  }()

  static func anonymous(_ path: String) -> String {
    path.replacing(/\{[^}]*\}/, with: "{}")
  }
}

@Suite("The catalogue of all vendors")
struct CatalogueTests {
  private static func vendor(_ name: String) throws -> Vendor {
    do { return try Vendor.load(name, from: Declarations.builtIn(name)) } catch let error
      as VendorDeclarationError
    {
      for diagnostic in error.diagnostics { Issue.record("\(diagnostic)") }
      throw error
    }
  }

  @Test(arguments: [
    ("", ""), ("One. Two.", "One."), ("One\n  two. Three", "One two."), ("One\n\ntwo.", "One"),
    ("\n\n One.\tTwo", "One."), ("Version 1.2 is. New.", "Version 1.2 is."), ("日本. Two", "日本."),
    ("One ", "One"), ("One.", "One."),
  ])
  func aSummaryIsTheFirstSentence(_ text: String, _ sentence: String) {
    #expect(text.firstSentence == sentence)
  }

  @Test func theTableIsComplete() {
    #expect(DocumentedOperation.all.count == 131)
    #expect(Set(DocumentedOperation.all.map(\.vendor)) == Set(Declarations.names))
  }

  @Test(arguments: Declarations.names)
  func hasEveryDocumentedOperation(_ name: String) throws {
    let vendor = try Self.vendor(name)
    for documented in DocumentedOperation.all where documented.vendor == name {
      guard let operation = vendor.operation(documented.name) else {
        Issue.record("\(name).\(documented.name) is missing")
        continue
      }
      #expect(operation.method == documented.method, "\(operation.qualifiedName)")
      let path = DocumentedOperation.anonymous(operation.path.description)
      #expect(path == documented.path, "\(operation.qualifiedName)")
      #expect(operation.source.kind.rawValue == documented.source, "\(operation.qualifiedName)")
      #expect(!operation.isInternal, "\(operation.qualifiedName)")
    }
  }

  /// What is in no document says from where it is known.
  @Test(arguments: Declarations.names)
  func saysWhereFurtherOperationsAreFrom(_ name: String) throws {
    let documented = Set(DocumentedOperation.all.filter { $0.vendor == name }.map(\.name))
    for operation in try Self.vendor(name).operations
    where !operation.isInternal && !documented.contains(operation.name) {
      #expect(
        operation.source.kind == .public && operation.source.reason != nil,
        "\(operation.qualifiedName) is in no document")
    }
  }

  @Test(arguments: Declarations.names)
  func explainsEveryOperationWithAnExample(_ name: String) throws {
    let vendor = try Self.vendor(name)
    for operation in vendor.operations where !operation.isInternal {
      let documentation = operation.documentation ?? ""
      #expect(
        documentation.contains("\n    \(operation.name)(") || documentation.contains(/\n    .*\w/),
        "\(operation.qualifiedName) has no example")
      #expect(documentation.contains("\(operation.name)("), "\(operation.qualifiedName)")
      #expect(operation.section != nil, "\(operation.qualifiedName)")
    }
    for function in vendor.functions {
      #expect(function.documentation?.contains("\n    ") == true)
    }
  }

  /// What examples take for granted.
  private static let known = [
    "account", "analysis", "area", "batch", "correction", "document", "group", "hitl", "image",
    "job",
    "media", "model", "permission", "preview", "project", "session", "slot", "space", "subject",
    "token", "workspace",
  ]

  /// The examples call what there is, with arguments that there are.
  @Test(arguments: Declarations.names)
  func showsExamplesThatHold(_ name: String) throws {
    let vendor = try Self.vendor(name)
    let texts =
      vendor.operations.filter { !$0.isInternal }.map(\.documentation)
      + vendor.functions.map(\.documentation)
    let examples = texts.compactMap { text in
      text?.split(separator: "\n").filter { $0.hasPrefix("    ") }.joined(separator: "\n")
    }
    #expect(examples.count == texts.count)
    let functions = examples.enumerated().map { index, example in
      "fn example\(index)(\(Self.known.joined(separator: ", "))) {\n  if true {\n\(example)\n  }\n}"
    }
    let host = TestHost { _ in .json("{}") }
    let result = Script(host: host, sources: [name: Declarations.builtIn(name)]).run(
      "use \(name)\n" + functions.joined(separator: "\n"))
    #expect(result.error == nil, "\(result.message)")
  }

  /// The vendor in `docs/declarations.md` is one.
  @Test func readsTheExampleOfTheManual() throws {
    let page = TextFile.read(Repository.root.appending(path: "docs/declarations.md").path)
    let example = try #require(page.firstMatch(of: /```vendor\n((?s).*?)```/))
    let source = SourceFile(name: "prints.imgflow", text: String(example.1))
    let vendor = try Vendor.load("prints", from: source)
    #expect(
      vendor.operations.map(\.name) == ["createOrder", "getOrder", "cancelOrder", "listOrders"])
    #expect(try vendor.isAsynchronous(#require(vendor.operation("createOrder"))))
  }

  @Test func countsTheFurtherOperations() throws {
    let counts = try Declarations.names.map {
      try Self.vendor($0).operations.count { !$0.isInternal }
    }
    #expect(counts == [10, 145, 15, 31, 6])
  }
}
