import Foundation
import TestSupport
import Testing

/// A disk that is full at any write of the journal: before an effect it keeps the effect from happening, after it the
/// step stays open, and with more room the run is finished. A limit of the size of files stands in for the disk.
@Suite(.blocking) struct FullDiskTests {
  /// In units of 1,024 bytes: from a file in which not even the journal can be created to one that holds all of it.
  @Test(arguments: Array(stride(from: 4, through: 400, by: 12)))
  func nothingIsDoneThatIsNotNoted(_ limit: Int) throws {
    let night = try Night()
    let run = try night.start(largestFile: limit)
    if run.status == 0 { return #expect(run.output == Night.expected) }
    #expect(run.status == 7 || limit < 60 && run.status != 128 + SIGXFSZ, "\(run.errors)")
    #expect(run.errors.contains("cannot be kept"), "\(run.errors)")
    try night.finish("with files of \(limit) KB")
    #expect(try night.created() == [1, 2])
  }
}
