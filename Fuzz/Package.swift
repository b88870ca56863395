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
  dependencies: [.package(url: "https://github.com/attaswift/BigInt", from: "6.0.1")],
  targets: [
    .target(name: "ImgFlowSyntax", swiftSettings: instrumented),
    .target(
      name: "ImgFlowValues", dependencies: [.product(name: "BigInt", package: "BigInt")],
      swiftSettings: instrumented),
    .target(name: "FuzzDriver", swiftSettings: instrumented),
    .executableTarget(
      name: "FuzzScript", dependencies: ["FuzzDriver", "ImgFlowSyntax"], swiftSettings: fuzzer,
      linkerSettings: linked),
    .executableTarget(
      name: "FuzzJSON", dependencies: ["FuzzDriver", "ImgFlowValues"], swiftSettings: fuzzer,
      linkerSettings: linked),
  ]
)
