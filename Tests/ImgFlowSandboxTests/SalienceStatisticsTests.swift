import Foundation
import Testing

@testable import ImgFlowSandbox

/// The figures of a job's `salience`, and maps in storage.
struct SalienceStatisticsTests {
  @Test func knownNumbers() throws {
    let statistics = SalienceStatistics(of: try TestImages.map([[0, 0.5], [0.5, 1]]))
    #expect(statistics.sum == 2)
    #expect(statistics.min == 0)
    #expect(statistics.max == 1)
    #expect(statistics.mean == 0.5)
    #expect(statistics.median == 0.5)
    #expect(statistics.variance == 0.125)
    #expect(abs(statistics.stddev - 0.125.squareRoot()) < 1e-12)
    // The 8-bit level nearest to one half.
    #expect(statistics.mode == 128.0 / 255)
  }

  @Test func medianOfAnEvenCountLiesBetween() throws {
    let statistics = SalienceStatistics(of: try TestImages.map([[0.25, 0.75, 0, 1]]))
    #expect(statistics.median == 0.5)
  }

  @Test func lowestOfSeveralModes() throws {
    #expect(SalienceStatistics(of: try TestImages.map([[1, 0, 1, 0]])).mode == 0)
  }

  @Test func uniformMapHasNoSpread() {
    let statistics = SalienceStatistics(of: .uniform(width: 8, height: 8))
    #expect(statistics.sum == 64)
    #expect(statistics.stddev == 0)
    #expect(statistics.mode == 1)
  }

  @Test func mapSurvivesStorage() throws {
    let map = try TestImages.map([[0, 0.1, 0.2], [1, 0.5, 0.25]])
    #expect(map.data.count == 24)
    #expect(Array(map.data.suffix(4)) == [0, 0, 0x80, 0x3E])
    #expect(SaliencyMap(width: 3, height: 2, data: map.data) == map)
  }

  @Test func storedBytesThatAreNoMapAreRefused() throws {
    let data = try TestImages.map([[0, 1]]).data
    #expect(SaliencyMap(width: 3, height: 1, data: data) == nil)
    #expect(SaliencyMap(width: 2, height: 1, data: data.dropLast()) == nil)
    #expect(SaliencyMap(width: 0, height: 0, data: Data()) == nil)
    let infinite = Data([0, 0, 0x80, 0x7F])
    #expect(SaliencyMap(width: 1, height: 1, data: infinite) == nil)
  }
}
