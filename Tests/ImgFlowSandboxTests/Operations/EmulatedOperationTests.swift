import Testing

@testable import ImgFlowSandbox

/// The compiler sees that each operation of an emulator has code. Here they are compared with the declarations,
/// which it does not read.
@Suite struct EmulatedOperationTests {
  @Test(arguments: EmulatorTable.kinds.map { $0.name })
  func areThoseOfTheDeclaration(_ name: String) throws {
    let kind = try #require(EmulatorTable.kinds.first { $0.name == name })
    // A signed address leads past the vendor's paths.
    let declared = try kind.declaration().operations.filter { $0.signedAddress == nil }.map(\.name)
    let emulated = Self.names(of: kind)
    for operation in Set(declared).subtracting(emulated) {
      Issue.record("\(name).\(operation) is declared, and the emulator has no case for it")
    }
    for operation in Set(emulated).subtracting(declared) {
      Issue.record("The emulator has a case for \(name).\(operation), which is not declared")
    }
    #expect(emulated.count == Set(emulated).count, "A name has two cases")
  }

  private static func names<Kind: VendorEmulator>(of kind: Kind.Type) -> [String] {
    Kind.OperationName.allCases.map(\.rawValue)
  }
}
