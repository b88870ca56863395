// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
]

let bigInt = Package.Dependency.package(url: "https://github.com/attaswift/BigInt", exact: "6.0.1")

let package = Package(
  name: "ImgFlow",
  platforms: [.macOS(.v15)],
  products: [
    .library(
      name: "ImgFlow", targets: ["ImgFlow", "ImgFlowRuntime", "ImgFlowSyntax", "ImgFlowValues"]),
    .executable(name: "imgflow", targets: ["imgflow-cli"]),
    .executable(name: "imgflow-sandbox", targets: ["imgflow-sandbox"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    bigInt,
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
  ],
  targets: [
    // The life of a script, in order.
    .target(name: "ImgFlowSyntax", swiftSettings: strict),
    .target(
      name: "ImgFlowValues",
      dependencies: ["ImgFlowSyntax", .product(name: "BigInt", package: "BigInt")],
      swiftSettings: strict),
    .target(
      name: "ImgFlowAnalysis", dependencies: ["ImgFlowSyntax", "ImgFlowValues"],
      swiftSettings: strict),
    // What is packed: gzip and zip.
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "ImgFlowArchives", dependencies: ["CZlib"], swiftSettings: strict),
    // What a run has done, so that another process can finish it.
    .target(name: "ImgFlowJournal", dependencies: ["ImgFlowValues"], swiftSettings: strict),
    .target(
      name: "ImgFlowRuntime",
      dependencies: [
        "ImgFlowArchives", "ImgFlowSyntax", "ImgFlowValues", "ImgFlowAnalysis", "ImgFlowJournal",
        .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: strict),
    .target(
      name: "ImgFlowStdlib",
      path: "stdlib",
      resources: [
        .embedInCode("batch.imgflow"), .embedInCode("csv.imgflow"),
        .embedInCode("geometry.imgflow"), .embedInCode("labels.imgflow"),
        .embedInCode("math.imgflow"), .embedInCode("plot.imgflow"),
        .embedInCode("report.imgflow"), .embedInCode("style.imgflow"),
        .embedInCode("text.imgflow"), .embedInCode("vendors"),
      ],
      swiftSettings: strict),
    .target(
      name: "ImgFlowCatalogue",
      dependencies: ["ImgFlowStdlib", "ImgFlowSyntax", "ImgFlowValues"], swiftSettings: strict),
    .target(
      name: "ImgFlowNetwork",
      dependencies: [
        "ImgFlowValues",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .target(
      name: "ImgFlowVendors",
      dependencies: [
        "ImgFlowAnalysis", "ImgFlowArchives", "ImgFlowCatalogue", "ImgFlowJournal",
        "ImgFlowNetwork", "ImgFlowRuntime", "ImgFlowSyntax", "ImgFlowValues",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: strict),
    // Where the journals of runs are kept.
    .target(
      name: "ImgFlowRuns",
      dependencies: [
        "ImgFlowJournal", "ImgFlowValues", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      resources: [.embedInCode("SQLite/schema.sql")],
      swiftSettings: strict),
    .target(
      name: "ImgFlowReports", dependencies: ["ImgFlowSyntax", "ImgFlowValues"],
      swiftSettings: strict),
    // How other programs are started.
    .target(name: "CSpawn"),
    .target(name: "ImgFlowProcesses", dependencies: ["CSpawn"], swiftSettings: strict),
    .target(
      name: "ImgFlow",
      dependencies: [
        "ImgFlowAnalysis", "ImgFlowCatalogue", "ImgFlowJournal", "ImgFlowProcesses",
        "ImgFlowReports", "ImgFlowRuntime", "ImgFlowStdlib", "ImgFlowSyntax", "ImgFlowValues",
        "ImgFlowVendors",
      ],
      swiftSettings: strict),

    // What is explained of names, at the prompt and by `imgflow doc`.
    .target(
      name: "ImgFlowHelp",
      dependencies: [
        "ImgFlow", "ImgFlowAnalysis", "ImgFlowCatalogue", "ImgFlowRuntime", "ImgFlowStdlib",
        "ImgFlowSyntax", "ImgFlowValues",
      ],
      swiftSettings: strict),

    // The prompt.
    .target(name: "CReadline", linkerSettings: [.linkedLibrary("readline")]),
    .target(
      name: "ImgFlowREPL",
      dependencies: [
        "CReadline", "ImgFlow", "ImgFlowAnalysis", "ImgFlowCatalogue", "ImgFlowHelp",
        "ImgFlowRuntime", "ImgFlowSyntax", "ImgFlowValues", "ImgFlowVendors",
      ],
      swiftSettings: strict),

    // The vendors' emulator, a process of its own.
    .systemLibrary(
      name: "CVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"]), .brew(["vips"])]),
    .systemLibrary(
      name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
    .systemLibrary(
      name: "CPoppler", pkgConfig: "poppler-glib",
      providers: [.apt(["libpoppler-glib-dev"]), .brew(["poppler"])]),
    .target(
      name: "ImgFlowSandbox",
      dependencies: [
        "CExpat", "CPoppler", "CVips", "ImgFlowArchives", "ImgFlowCatalogue", "ImgFlowNetwork",
        "ImgFlowProcesses", "ImgFlowSyntax", "ImgFlowValues",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "JWTKit", package: "jwt-kit"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      resources: [.embedInCode("Store/schema.sql")],
      swiftSettings: strict),

    // The programs.
    .target(name: "ImgFlowCommandLine", dependencies: ["ImgFlowSyntax"], swiftSettings: strict),
    .target(name: "CHeap"),
    .executableTarget(
      name: "imgflow-cli",
      dependencies: [
        "CHeap", "ImgFlow", "ImgFlowAnalysis", "ImgFlowCatalogue", "ImgFlowCommandLine",
        "ImgFlowHelp", "ImgFlowJournal", "ImgFlowProcesses", "ImgFlowREPL", "ImgFlowReports",
        "ImgFlowRuns", "ImgFlowRuntime", "ImgFlowSyntax", "ImgFlowValues", "ImgFlowVendors",
      ],
      resources: [
        .embedInCode("Resources/dependencies.tsv"), .embedInCode("Resources/errors.md"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "imgflow-sandbox",
      dependencies: [
        "ImgFlowCommandLine", "ImgFlowSandbox", "ImgFlowSyntax",
      ],
      swiftSettings: strict),

    // The tests, and what they share.
    .target(
      name: "TestSupport", dependencies: ["ImgFlowProcesses"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(name: "ManifestTests", dependencies: ["TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ImgFlowSyntaxTests", dependencies: ["ImgFlowSyntax", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ImgFlowValuesTests", dependencies: ["ImgFlowSyntax", "ImgFlowValues", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ImgFlowAnalysisTests",
      dependencies: ["ImgFlowAnalysis", "ImgFlowSyntax", "ImgFlowValues", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ImgFlowRuntimeTests",
      dependencies: [
        "ImgFlowAnalysis", "ImgFlowRuntime", "ImgFlowSyntax", "ImgFlowValues", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "ImgFlowAnalysis", "ImgFlowRuntime", "ImgFlowSyntax", "ImgFlowValues", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ImgFlowVendorsTests",
      dependencies: [
        "ImgFlowCatalogue", "ImgFlowNetwork", "ImgFlowRuntime", "ImgFlowSyntax", "ImgFlowValues",
        "ImgFlowVendors", "TestSupport", "imgflow-cli",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ImgFlowJournalTests",
      dependencies: ["ImgFlowJournal", "ImgFlowValues", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ImgFlowRunsTests",
      dependencies: [
        "ImgFlowJournal", "ImgFlowRuns", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ImgFlowSandboxTests",
      dependencies: [
        "ImgFlow", "ImgFlowArchives", "ImgFlowCatalogue", "ImgFlowNetwork", "ImgFlowRuntime",
        "ImgFlowSandbox", "ImgFlowStdlib",
        "ImgFlowSyntax", "ImgFlowValues", "ImgFlowVendors", "TestSupport", "imgflow-sandbox",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CLITests",
      dependencies: [
        "ImgFlow", "ImgFlowCatalogue", "ImgFlowCommandLine", "ImgFlowHelp", "ImgFlowReports",
        "ImgFlowRuntime",
        "ImgFlowStdlib", "ImgFlowSyntax", "ImgFlowValues", "ImgFlowVendors", "TestSupport",
        "imgflow-cli", "imgflow-sandbox",
      ],
      swiftSettings: strict),
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
    .testTarget(
      name: "REPLTests",
      dependencies: [
        "CPseudoTerminal", "ImgFlow", "ImgFlowAnalysis", "ImgFlowCatalogue", "ImgFlowHelp",
        "ImgFlowREPL", "ImgFlowRuntime", "ImgFlowSyntax", "ImgFlowValues", "ImgFlowVendors",
        "TestSupport", "imgflow-cli", "imgflow-sandbox",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ReportTests", dependencies: ["TestSupport", "imgflow-cli", "imgflow-sandbox"],
      swiftSettings: strict),
  ]
)

// `scripts/test --fast` builds and tests the language alone: no vendors, no sandbox, no prompt, and none of
// the packages that only they need.
if Context.environment["IMGFLOW_LANGUAGE_ONLY"] != nil {
  let language: Set = [
    "ImgFlowSyntax", "ImgFlowValues", "ImgFlowAnalysis", "ImgFlowJournal", "ImgFlowRuntime",
    "CZlib", "ImgFlowArchives", "CSpawn", "ImgFlowProcesses", "TestSupport", "ImgFlowSyntaxTests",
    "ImgFlowValuesTests",
    "ImgFlowAnalysisTests",
    "ImgFlowJournalTests", "ImgFlowRuntimeTests", "ConformanceTests", "ManifestTests",
  ]
  package.products = []
  package.targets.removeAll { !language.contains($0.name) }
  package.dependencies = [bigInt]
}
