/// Reads a file of a zone database: the format TZif of RFC 9636, versions 1 to 4.
struct ZoneFile {
  /// Why a file is not used.
  enum Problem: Error, Equatable {
    case notAZone
    /// It counts leap seconds, which times do not have.
    case leapSeconds
  }

  /// How many records of each kind a block has.
  private struct Counts {
    let standardMarks, universalMarks, leapSeconds, changes, offsets, letters: Int

    /// The size of the block in bytes, when an instant takes `width`.
    func size(width: Int) -> Int {
      changes * (width + 1) + offsets * 6 + letters + leapSeconds * (width + 4) + standardMarks
        + universalMarks
    }
  }

  private let bytes: [UInt8]
  private var place = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Returns the rules that the bytes of a file hold.
  static func rules(_ bytes: [UInt8]) throws(Problem) -> ZoneRules {
    var file = ZoneFile(bytes)
    return try file.read()
  }

  private mutating func read() throws(Problem) -> ZoneRules {
    let (version, counts) = try header()
    guard version > 0 else { return try block(counts, width: 4, hasFooter: false) }
    // The first block is for readers that know 32 bits only.
    place += counts.size(width: 4)
    return try block(try header().counts, width: 8, hasFooter: true)
  }

  /// Reads a header: `TZif`, a digit for versions from 2 on, 15 bytes without meaning, the counts.
  private mutating func header() throws(Problem) -> (version: Int, counts: Counts) {
    guard place + 44 <= bytes.count, bytes[place..<place + 4].elementsEqual("TZif".utf8) else {
      throw .notAZone
    }
    let version = bytes[place + 4]
    guard version == 0 || version >= UInt8(ascii: "2") else { throw .notAZone }
    place += 20
    var counts: [Int] = []
    for _ in 0..<6 { counts.append(Int(UInt32(truncatingIfNeeded: number(width: 4)))) }
    return (
      Int(version),
      Counts(
        standardMarks: counts[1], universalMarks: counts[0], leapSeconds: counts[2],
        changes: counts[3], offsets: counts[4], letters: counts[5])
    )
  }

  private mutating func block(
    _ counts: Counts, width: Int, hasFooter: Bool
  ) throws(Problem) -> ZoneRules {
    guard place + counts.size(width: width) <= bytes.count, counts.offsets > 0 else {
      throw .notAZone
    }
    guard counts.leapSeconds == 0 else { throw .leapSeconds }
    let end = place + counts.size(width: width)
    var instants: [Int] = []
    for _ in 0..<counts.changes { instants.append(number(width: width)) }
    let indices = bytes[place..<place + counts.changes]
    place += counts.changes
    let offsets = try offsets(counts)
    var changes: [ZoneChange] = []
    for (instant, index) in zip(instants, indices) {
      guard Int(index) < offsets.count, instant > changes.last?.at ?? .min else { throw .notAZone }
      changes.append(ZoneChange(at: instant, offset: offsets[Int(index)]))
    }
    place = end
    let future = hasFooter ? try footer() : nil
    return ZoneRules(first: offsets[0], changes: changes, future: future)
  }

  /// Reads the records of local time, and the abbreviations after them.
  private mutating func offsets(_ counts: Counts) throws(Problem) -> [ZoneOffset] {
    let letters = bytes[place + counts.offsets * 6..<place + counts.offsets * 6 + counts.letters]
    var offsets: [ZoneOffset] = []
    for _ in 0..<counts.offsets {
      let seconds = number(width: 4)
      let name = letters.dropFirst(Int(bytes[place + 1])).prefix { $0 != 0 }
      guard abs(seconds) <= ZoneOffset.limit, Int(bytes[place + 1]) < letters.count else {
        throw .notAZone
      }
      place += 2
      offsets.append(
        ZoneOffset(seconds: seconds, abbreviation: String(decoding: name, as: UTF8.self)))
    }
    return offsets
  }

  /// Reads the rule between two line ends; nil if there is nothing between them.
  private mutating func footer() throws(Problem) -> YearlyRule? {
    let lineEnd = UInt8(ascii: "\n")
    guard place < bytes.count, bytes[place] == lineEnd,
      let end = bytes[(place + 1)...].firstIndex(of: lineEnd)
    else { throw .notAZone }
    if end == place + 1 { return nil }
    guard let rule = YearlyRule(String(decoding: bytes[place + 1..<end], as: UTF8.self)) else {
      throw .notAZone
    }
    return rule
  }

  /// Reads a signed number, the most significant byte first.
  ///
  /// - Precondition: so many bytes are left.
  private mutating func number(width: Int) -> Int {
    var number = Int(Int8(bitPattern: bytes[place]))
    for byte in bytes[place + 1..<place + width] { number = number << 8 | Int(byte) }
    place += width
    return number
  }
}
