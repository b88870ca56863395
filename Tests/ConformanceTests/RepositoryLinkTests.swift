import Foundation
import TestSupport
import Testing

/// The fuzzers are a package of their own, whose sources are links to those of this one.
@Suite(.blocking) struct RepositoryLinkTests {
  @Test func allLinksLeadToFiles() throws {
    let folder = Repository.root.appending(path: "Fuzz")
    let files = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: [.isSymbolicLinkKey],
      options: [.skipsHiddenFiles])
    var links = 0
    for case let file as URL in try #require(files) {
      guard try file.resourceValues(forKeys: [.isSymbolicLinkKey]).isSymbolicLink == true else {
        continue
      }
      links += 1
      #expect(FileManager.default.fileExists(atPath: file.path), "\(file.path) leads nowhere")
    }
    #expect(links > 5)
  }
}
