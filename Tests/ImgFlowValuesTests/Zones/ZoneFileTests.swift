import TestSupport
import Testing

@testable import ImgFlowValues

/// The files of zones, whole and damaged.
@Suite struct ZoneFileTests {
  /// A file with two offsets that change at two instants, written by hand after RFC 9636.
  private static func file(
    version: String = "2", changes: [Int] = [100, 200], indices: [UInt8] = [1, 0],
    leapSeconds: Int = 0, footer: String = "\nAAA-1\n"
  ) -> [UInt8] {
    func number(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    func block(_ width: Int) -> [UInt8] {
      let versionByte = version.utf8.first ?? 0
      var bytes = Array("TZif".utf8) + [versionByte] + [UInt8](repeating: 0, count: 15)
      for count in [0, 0, leapSeconds, changes.count, 2, 8] { bytes += number(count, 4) }
      bytes += changes.flatMap { number($0, width) } + indices
      bytes += number(3600, 4) + [0, 0] + number(7200, 4) + [1, 4] + Array("AAA\0BBB\0".utf8)
      for _ in 0..<leapSeconds { bytes += number(78_796_800, width) + number(1, 4) }
      return bytes
    }
    return version.isEmpty ? block(4) : block(4) + block(8) + Array(footer.utf8)
  }

  @Test(arguments: ["", "2", "3", "4"])
  func everyVersion(_ version: String) throws {
    let zone = Zone("test", try ZoneFile.rules(Self.file(version: version)))
    let expected = [
      (-5, "AAA"), (99, "AAA"), (100, "BBB"), (199, "BBB"), (200, "AAA"), (1 << 40, "AAA"),
    ]
    for (second, name) in expected {
      #expect(zone.offset(at: second * 1000).abbreviation == name, "\(second)")
    }
  }

  /// Without a rule, the last offset stays.
  @Test func withoutARule() throws {
    let bytes = Self.file(changes: [100], indices: [1], footer: "\n\n")
    let zone = Zone("test", try ZoneFile.rules(bytes))
    #expect(zone.offset(at: 1 << 50).abbreviation == "BBB")
  }

  /// An instant long before the world, as some files have for their first.
  @Test func theFirstInstantOfAll() throws {
    let bytes = Self.file(changes: [-1 << 59, 200], indices: [1, 0])
    let zone = Zone("test", try ZoneFile.rules(bytes))
    for instant in [Zone.instants.lowerBound, Zone.instants.upperBound, 0, 150_000] {
      #expect(zone.instant(ofLocal: zone.local(instant)) == instant)
    }
  }

  @Test func leapSecondsAreRefused() {
    #expect(throws: ZoneFile.Problem.leapSeconds) { try ZoneFile.rules(Self.file(leapSeconds: 1)) }
  }

  @Test func whatIsWrongIsRefused() {
    let files: [[UInt8]] = [
      [], Array("TZif".utf8),
      Array("hello, this is not the file of a time zone, but long enough".utf8),
      Self.file(version: "1"), Self.file(changes: [200, 100]), Self.file(changes: [100, 100]),
      Self.file(indices: [2, 0]), Self.file(footer: ""), Self.file(footer: "\nAAA-1"),
      Self.file(footer: "\nAAA\n"), Self.file(footer: "AAA-1\n"),
    ]
    for file in files {
      #expect(throws: ZoneFile.Problem.notAZone) { try ZoneFile.rules(file) }
    }
  }

  /// A file that is cut or changed anywhere is refused, or read as something else; it is never a trap.
  @Test func damagedFiles() throws {
    let whole = try #require(try MachineFile.bytes("\(ZoneDatabase.system.folder)/Europe/Berlin"))
    for file in [whole, Self.file()] {
      for count in 0..<file.count {
        #expect(throws: ZoneFile.Problem.self) { try ZoneFile.rules(Array(file.prefix(count))) }
      }
    }
    var random = TestSeed.numbers(for: "damaged zones")
    for _ in 0..<3000 {
      var file = Bool.random(using: &random) ? whole : Self.file()
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        file[Int.random(in: 0..<file.count, using: &random)] = .random(in: 0...255, using: &random)
      }
      guard let rules = try? ZoneFile.rules(file) else { continue }
      let zone = Zone("damaged", rules)
      for instant in [Zone.instants.lowerBound, 0, 1_795_428_000_000, Zone.instants.upperBound] {
        _ = zone.instant(ofLocal: zone.local(instant))
      }
    }
  }
}
