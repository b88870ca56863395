import Foundation
import ImgFlowStdlib
import TestSupport
import Testing

@Suite(.blocking) struct StdlibTests {
  @Test func `holds every file of the folder, as it is`() throws {
    let folder = Repository.root.appendingPathComponent("stdlib")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    var modules: [String] = []
    var vendors: [String] = []
    for case let path as String in files where path.hasSuffix(".imgflow") {
      let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
      let name = String(path.dropLast(".imgflow".count))
      if name.hasPrefix("vendors/") {
        let vendor = String(name.dropFirst("vendors/".count))
        vendors.append(vendor)
        let isKnown = Stdlib.vendor(vendor) == text
        #expect(isKnown, "\(path) is not in the table of vendors")
      } else {
        modules.append("std/\(name)")
        let isKnown = Stdlib.module("std/\(name)") == text
        #expect(isKnown, "\(path) is not in the table of modules")
      }
    }
    #expect(Stdlib.moduleNames == modules.sorted())
    #expect(Stdlib.vendorNames == vendors.sorted())
  }

  @Test func `knows nothing else`() {
    #expect(Stdlib.module("std/nothing") == nil)
    #expect(Stdlib.vendor("nobody") == nil)
  }
}
