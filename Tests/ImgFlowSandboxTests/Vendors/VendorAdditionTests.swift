import Foundation
import ImgFlowStdlib
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// What a new vendor needs besides its declaration.
@Suite struct VendorAdditionTests {
  @Test(arguments: Stdlib.vendorNames)
  func `a vendor has an emulator, and fixtures of each kind`(_ name: String) throws {
    let isEmulated = EmulatorTable.kinds.contains { $0.name == name }
    #expect(isEmulated, "EmulatorTable lacks it")
    for folder in ["operations", "effects"] {
      let path = Repository.fixture("\(folder)/\(name).imgflow").path
      #expect(FileManager.default.fileExists(atPath: path), "\(path)")
    }
    let wire = Repository.fixture("wire/\(name)").path
    let exchanges = (try? FileManager.default.contentsOfDirectory(atPath: wire)) ?? []
    #expect(exchanges.contains { $0.hasSuffix(".wire") }, "\(wire) has no exchanges")
  }

  @Test func `every emulator belongs to a vendor`() {
    #expect(EmulatorTable.kinds.map { $0.name }.sorted() == Stdlib.vendorNames)
  }
}
