import TestSupport
import Testing

@testable import ImgFlowValues

/// Zones are read and applied as Python's zoneinfo does it.
@Suite("Time zones as Python's zoneinfo has them", .blocking)
struct ZonePythonTests {
  /// 50,000 instants of 130 zones, and local times around them.
  @Test func instantsAndLocalTimes() throws {
    let seed = String(TestSeed.current)
    let lines = try Python.run(fixture: "zones.py", ["50000", seed]).split(separator: "\n")
    #expect(lines.count == 50_000)
    var kinds: [Substring: Int] = [:]
    for line in lines {
      let words = line.split(separator: " ")
      let numbers = words.map { (Int($0) ?? 0) * 1000 }
      let zone = try ZoneDatabase.system.zone(String(words[0]))
      let offset = zone.offset(at: numbers[1])
      guard offset.seconds * 1000 == numbers[2], offset.abbreviation == words[3],
        zone.showing(of: numbers[4]) == showing(words[5], numbers, zone),
        zone.instant(ofLocal: numbers[4]) == numbers[6]
      else {
        Issue.record("\(line): \(offset), \(zone.showing(of: numbers[4])); \(TestSeed.advice)")
        continue
      }
      kinds[words[5], default: 0] += 1
    }
    // Otherwise it shows little.
    for kind in ["once", "twice", "never"] {
      #expect(kinds[kind[...], default: 0] > 1000, "\(kind)")
    }
  }

  /// What Python says of a local time.
  private func showing(_ kind: Substring, _ numbers: [Int], _ zone: Zone) -> Zone.Showing {
    switch kind {
    case "once": return .at([numbers[6]])
    case "twice": return .at([numbers[6], numbers[7]])
    default:
      // With fold=1, the later offset counts, and so the instant is as much before the change.
      let before = numbers[4] - numbers[6]
      let change = (numbers[7]...numbers[6]).first(of: 1000) {
        zone.offset(at: $0).seconds * 1000 != before
      }
      return .skipped(change: change ?? 0, offset: before)
    }
  }

  /// The C library is the judge of rules, which it reads from the variable `TZ`.
  @Test(arguments: [
    "UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "EST5EDT,M3.2.0,M11.1.0", "IST-1GMT0,M10.5.0,M3.5.0/1",
    "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
    "EST5EDT,J60/2:30,J300/-1:15:30", "EST5EDT,59/2,299/23", "IST-2IDT,M3.4.4/26,M10.5.0",
    "NZST-12NZDT,M9.5.0,M4.1.0/3", "EET-2EEST,M3.5.0/0,M10.5.0/0", "<+0545>-5:45",
    "EET-2EEST,M3.4.4/50,M10.4.4/50", "LMT0:53:28",
  ])
  func rules(_ text: String) throws {
    let rule = try #require(YearlyRule(text))
    let script = """
      import os, random, sys, time
      os.environ["TZ"] = sys.argv[1]
      time.tzset()
      random.seed(int(sys.argv[2]))
      for _ in range(3000):
          instant = random.randint(0, 4_000_000_000)
          shown = time.localtime(instant)
          print(instant, shown.tm_gmtoff, shown.tm_zone)
      """
    let lines = try Python.run(script, [text, String(TestSeed.current)]).split(separator: "\n")
    #expect(lines.count == 3000)
    for line in lines {
      let words = line.split(separator: " ")
      let offset = rule.offset(at: Int(words[0]) ?? 0)
      #expect("\(offset.seconds) \(offset.abbreviation)" == "\(words[1]) \(words[2])", "\(line)")
    }
  }

  /// Summer time that lasts all year: RFC 9636, section 3.3.1.
  @Test func summerThatNeverEnds() throws {
    let rule = try #require(YearlyRule("EST5EDT,0/0,J365/25"))
    for instant in stride(from: 0, through: 4_000_000_000, by: 1_234_567) {
      #expect(rule.offset(at: instant).abbreviation == "EDT")
    }
    #expect(
      rule.changes(after: 0, through: 400_000_000).allSatisfy { $0.offset.abbreviation == "EDT" })
  }

  @Test(arguments: [
    "", "C-1", "CET", "CET-25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
    "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J365", "CET-1CEST,1,366",
    "CET-1CEST,M3.5.0/168,M10.5.0", "<CET-1", "CET-1x", "CET-1:60", "CET-1CEST,M3.5.0,M10.5.0 ",
    "Europe/Berlin", "<+05 45>-5:45", "CET-1CEST,M3.5.0,M10.5.0,M3.5.0",
  ])
  func noRules(_ text: String) { #expect(YearlyRule(text) == nil) }
}

extension ClosedRange<Int> {
  /// The first of every `step` numbers for which `isWanted` is true, if it is so from there on.
  fileprivate func first(of step: Int, where isWanted: (Int) -> Bool) -> Int? {
    var (low, high) = (lowerBound / step, upperBound / step)
    while low < high {
      let middle = (low + high).floored(by: 2)
      if isWanted(middle * step) { high = middle } else { low = middle + 1 }
    }
    return low * step
  }
}
