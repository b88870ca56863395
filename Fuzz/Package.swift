// swift-tools-version: 6.2
import PackageDescription

// A package of its own: instrumented code needs flags that a package with users must not have.
let instrumented: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .unsafeFlags(["-sanitize=fuzzer,address"]),
]
let fuzzer: [SwiftSetting] = instrumented + [.unsafeFlags(["-parse-as-library"])]
let linked: [LinkerSetting] = [
  .unsafeFlags(["-sanitize=fuzzer,address"]),
  // The default linker of Linux fails at this.
  .unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux])),
]

let package = Package(
  name: "Fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/attaswift/BigInt", exact: "6.0.1"),
  ],
  targets: [
    .target(name: "ImgFlowSyntax", swiftSettings: instrumented),
    .target(
      name: "ImgFlowValues",
      dependencies: ["ImgFlowSyntax", .product(name: "BigInt", package: "BigInt")],
      swiftSettings: instrumented),
    .target(
      name: "ImgFlowAnalysis", dependencies: ["ImgFlowSyntax", "ImgFlowValues"],
      swiftSettings: instrumented),
    .target(
      name: "ImgFlowJournal", dependencies: ["ImgFlowValues"], swiftSettings: instrumented),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "ImgFlowArchives", dependencies: ["CZlib"], swiftSettings: instrumented),
    .target(
      name: "ImgFlowRuntime",
      dependencies: [
        "ImgFlowArchives", "ImgFlowSyntax", "ImgFlowValues", "ImgFlowAnalysis", "ImgFlowJournal",
        .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: instrumented),
    .systemLibrary(
      name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
    .systemLibrary(
      name: "CPoppler", pkgConfig: "poppler-glib",
      providers: [.apt(["libpoppler-glib-dev"]), .brew(["poppler"])]),
    .target(name: "FuzzDriver", swiftSettings: instrumented),
    .executableTarget(
      name: "FuzzScript", dependencies: ["FuzzDriver", "ImgFlowSyntax"], swiftSettings: fuzzer,
      linkerSettings: linked),
    .executableTarget(
      name: "FuzzJSON", dependencies: ["FuzzDriver", "ImgFlowValues"], swiftSettings: fuzzer,
      linkerSettings: linked),
    .executableTarget(
      name: "FuzzDocument",
      dependencies: [
        "CExpat", "CPoppler", "FuzzDriver", "ImgFlowArchives", "ImgFlowSyntax", "ImgFlowValues",
      ],
      swiftSettings: fuzzer, linkerSettings: linked),
    .executableTarget(
      name: "FuzzHTTP",
      dependencies: [
        "FuzzDriver", "ImgFlowArchives", "ImgFlowRuntime", "ImgFlowValues",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: fuzzer, linkerSettings: linked),
  ]
)
