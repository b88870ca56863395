import Synchronization

/// Where characters begin in a string in which some have several bytes: every so many of them is noted, so
/// that any is found in constant time.
final class Breadcrumbs: Sendable {
  /// The number of characters.
  let count: Int
  /// The places of the characters 0, 2^`shift`, 2 · 2^`shift` …
  private let places: [Int]
  private let shift: Int
  /// Whether every scalar is a character.
  private let hasLoneScalars: Bool

  /// - Parameter hasLoneScalars: whether the string is made up of scalars that are characters each.
  init(of text: StringObject, hasLoneScalars: Bool) {
    self.hasLoneScalars = hasLoneScalars
    // Stepping over scalars is quick; finding where clusters end is not.
    // Longer strings get wider strides, so that the places never need more than half a megabyte.
    let wider = Int.bitWidth - (text.byteCount >> 20).leadingZeroBitCount
    let shift = (hasLoneScalars ? 6 : 4) + wider
    let others = 1 << shift - 1
    var places: [Int] = []
    var count = 0
    if hasLoneScalars {
      text.withUTF8 { bytes in
        var place = 0
        while place < bytes.count {
          if count & others == 0 { places.append(place) }
          count += 1
          place += UTF8Length.of(bytes[place])
        }
      }
    } else {
      let text = text.text
      var index = text.startIndex
      while index < text.endIndex {
        if count & others == 0 {
          places.append(text.utf8.distance(from: text.startIndex, to: index))
        }
        count += 1
        text.formIndex(after: &index)
      }
    }
    (self.count, self.places, self.shift) = (count, places, shift)
  }

  /// The place of the byte at which a character begins; that of the end for the number of characters.
  ///
  /// - Precondition: `0 <= index <= count`.
  func place(of index: Int, in text: StringObject) -> Int {
    guard index < count else { return text.byteCount }
    let crumb = index >> shift
    let (place, distance) = (places[crumb], index - crumb << shift)
    return text.withUTF8 { bytes in
      if hasLoneScalars { return Self.place(after: distance, from: place, in: bytes) }
      // What is between two places where characters begin is divided like the whole.
      let end = crumb + 1 < places.count ? places[crumb + 1] : bytes.count
      let part = String(decoding: bytes[place..<end], as: UTF8.self)
      return place + part.prefix(distance).utf8.count
    }
  }

  /// The place of the scalar that comes `distance` after the one at `start`, at most the end.
  @inline(__always)
  static func place(
    after distance: Int, from start: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var (place, left) = (start, distance)
    // Eight bytes begin at most eight scalars.
    while left >= 8, place + 8 <= bytes.count {
      left -= UTF8Scalars.startCount(in: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    while place < bytes.count, !UTF8Length.isStart(bytes[place]) { place += 1 }
    for _ in 0..<left where place < bytes.count { place += UTF8Length.of(bytes[place]) }
    return place
  }
}

/// The fourth word of a long string is where its characters begin, once that is noted.
extension StringBody {
  /// Where the characters begin, as it has been noted.
  ///
  /// - Precondition: the bytes are not in place.
  var noted: Unmanaged<Breadcrumbs>? {
    mutating get {
      let address = withNote { UInt($0.load(ordering: .acquiring)) }
      return UnsafeRawPointer(bitPattern: address).map(Unmanaged.fromOpaque)
    }
  }

  /// Notes where the characters begin, unless another thread has.
  ///
  /// - Precondition: the bytes are not in place.
  mutating func note(_ breadcrumbs: Breadcrumbs) {
    let made = Unmanaged.passRetained(breadcrumbs)
    let address = UInt64(UInt(bitPattern: made.toOpaque()))
    let isNoted = withNote { note in
      note.compareExchange(expected: 0, desired: address, ordering: .acquiringAndReleasing)
        .exchanged
    }
    if !isNoted { made.release() }
  }

  /// - Precondition: the caller holds the only reference to the string.
  mutating func forgetBreadcrumbs() {
    guard !isInPlace, fourth != 0 else { return }
    UnsafeRawPointer(bitPattern: UInt(fourth))
      .map { Unmanaged<Breadcrumbs>.fromOpaque($0).release() }
    fourth = 0
  }

  private mutating func withNote<Result>(_ body: (borrowing Atomic<UInt64>) -> Result) -> Result {
    withUnsafeMutablePointer(to: &fourth) { place in
      place.withMemoryRebound(to: Atomic<UInt64>.self, capacity: 1) { body($0.pointee) }
    }
  }
}
