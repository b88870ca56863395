import ImgFlowValues

/// What has been read of a time so far, and the rest of the string.
struct TimeReading {
  var rest: Substring
  var year = 1970
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
  var millisecond = 0
  /// 1 before noon and 2 after it, 0 if the string does not say.
  var halfDay = 0
  /// From 1 for Monday; 0 if the string does not say.
  var weekday = 0
  private var zone = ""

  init(rest: Substring) { self.rest = rest }

  /// The time, or nil if the date or the time of day does not exist, or the day of the week does not match.
  var time: TimeText.Reading? {
    guard halfDay == 0 || hour < 12 else { return nil }
    let hour = halfDay == 2 ? self.hour + 12 : self.hour
    let date = [(year, 4), (month, 2), (day, 2)].map(TimePattern.padded).joined(separator: "-")
    if weekday > 0 {
      guard let midnight = TimeText.parse(date), Clock(midnight).date.weekday == weekday else {
        return nil
      }
    }
    let clock = [hour, minute, second].map { TimePattern.padded($0, 2) }.joined(separator: ":")
    return TimeText.read("\(date)T\(clock).\(TimePattern.padded(millisecond, 3))\(zone)")
  }

  /// 12 is the hour before 1.
  static func hourOfTwelve(_ hour: Int) -> Int? { (1...12).contains(hour) ? hour % 12 : nil }

  mutating func skip(_ text: String) -> Bool {
    guard rest.hasPrefix(text) else { return false }
    rest.removeFirst(text.count)
    return true
  }

  /// Stores a part that was read; false if it was not there.
  mutating func set(_ field: WritableKeyPath<TimeReading, Int>, _ value: Int?) -> Bool {
    guard let value else { return false }
    self[keyPath: field] = value
    return true
  }

  mutating func number(_ digits: ClosedRange<Int>) -> Int? {
    let text = rest.prefix(digits.upperBound).prefix { ("0"..."9").contains($0) }
    guard text.count >= digits.lowerBound else { return nil }
    rest.removeFirst(text.count)
    return Int(text)
  }

  /// Reads one of `names`, in any case, and returns its position from 1.
  mutating func name(_ names: [String], _ width: Int) -> Int? {
    for (index, name) in names.enumerated() {
      let wanted = width == 3 ? String(name.prefix(3)) : name
      guard rest.prefix(wanted.count).lowercased() == wanted.lowercased() else { continue }
      rest.removeFirst(wanted.count)
      return index + 1
    }
    return nil
  }

  /// Reads `Z`, `+02:00` or `+0200`.
  mutating func offset() -> Bool {
    let text = rest.prefix { "Z+-:".contains($0) || ("0"..."9").contains($0) }
    guard !text.isEmpty else { return false }
    let isCompact = text.count == 5 && !text.contains(":")
    zone = isCompact ? "\(text.prefix(3)):\(text.suffix(2))" : String(text)
    rest.removeFirst(text.count)
    return true
  }
}
