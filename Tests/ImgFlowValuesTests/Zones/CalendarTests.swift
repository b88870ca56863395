import TestSupport
import Testing

@testable import ImgFlowValues

/// Months, weeks and days.
@Suite(.blocking) struct CalendarTests {
  /// Dates with their weeks, and months added to them, by Python's calendar.
  @Test func weeksAndMonthsAsInPython() throws {
    let script = """
      import calendar, datetime, random, sys
      random.seed(int(sys.argv[1]))
      for _ in range(5000):
          day = datetime.date.fromordinal(random.randint(400 * 366, 3000 * 365))
          if random.random() < 0.3: day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
          months = random.choice([1, -1, 12, -12, 0, random.randint(-4000, 4000)])
          count = day.year * 12 + day.month - 1 + months
          year, month = count // 12, count % 12 + 1
          later = datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
          print(day, *day.isocalendar(), months, later)
      """
    let lines = try Python.run(script, [String(TestSeed.current)]).split(separator: "\n")
    #expect(lines.count == 5000)
    for line in lines {
      let words = line.split(separator: " ")
      let instant = try #require(TimeText.parse(String(words[0])))
      let date = CivilDate(daysSince1970: instant / 86_400_000)
      let period = Value.period(months: try #require(Int(words[4])))
      let later = try Arithmetic.add(.time(milliseconds: instant), period)
      #expect(
        "\(date.week.year) \(date.week.number) \(date.weekday)"
          == words[1...3].joined(separator: " "))
      #expect(later.displayText == "\(words[5])T00:00:00Z", "\(line)")
    }
  }

  private static let zones = [
    "Europe/Berlin", "America/St_Johns", "America/Sao_Paulo", "Pacific/Apia", "Africa/Cairo",
    "Asia/Beirut", "Australia/Lord_Howe", "America/Toronto", "America/Havana", "Asia/Kathmandu",
  ]

  /// A unit starts at its first instant: just before, clocks show an earlier one.
  @Test(arguments: CalendarUnit.allCases)
  func unitsStartAtTheirFirstInstant(_ unit: CalendarUnit) throws {
    var random = TestSeed.numbers(for: "units \(unit)")
    for _ in 0..<1500 {
      let name = Self.zones.randomElement(using: &random) ?? ""
      let zone = try ZoneDatabase.system.zone(name)
      let instant = Int.random(in: -3_000_000_000_000...4_000_000_000_000, using: &random)
      let start = unit.start(of: instant, in: zone)
      let place = "\(name) \(instant) \(unit); \(TestSeed.advice)"
      #expect(start <= instant, "\(place)")
      #expect(unit.start(of: start, in: zone) == start, "\(place)")
      #expect(label(zone.local(start), unit) == label(zone.local(instant), unit), "\(place)")
      if unit.isOfDays {
        #expect(label(zone.local(start - 1), unit) < label(zone.local(instant), unit), "\(place)")
      }
    }
  }

  /// What orders the units, and is the same within one.
  private func label(_ local: Int, _ unit: CalendarUnit) -> Int {
    let date = CivilDate(daysSince1970: local.floored(by: 86_400_000))
    return switch unit {
    case .minute: local.floored(by: 60_000)
    case .hour: local.floored(by: 3_600_000)
    case .day: date.daysSince1970
    case .week: date.week.year * 100 + date.week.number
    case .month: date.year * 12 + date.month
    case .quarter: date.year * 4 + (date.month - 1) / 3
    case .year: date.year
    }
  }

  /// Going through units gives each start once, up to the end.
  @Test(arguments: CalendarUnit.allCases.filter(\.isOfDays))
  func goesThroughUnits(_ unit: CalendarUnit) throws {
    for name in Self.zones {
      let zone = try ZoneDatabase.system.zone(name)
      let (first, end) = (1_293_840_000_000 + 5, 1_388_534_400_000)
      var starts: [Int] = []
      unit.forEachStart(from: first, until: end, in: zone) {
        starts.append($0)
        return true
      }
      #expect(starts.first == unit.start(of: first, in: zone))
      for (start, next) in zip(starts, starts.dropFirst() + [end]) {
        #expect(unit.start(of: start, in: zone) == start)
        #expect(unit.start(of: next - 1, in: zone) == start, "\(name) \(start)")
      }
    }
  }
}
