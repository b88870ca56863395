import Synchronization

/// Where characters begin in a string in which some have several bytes: every so many of them is noted, so
/// that any is found in constant time.
final class Breadcrumbs: Sendable {
  /// The number of characters.
  let count: Int
  /// The places of the characters 0, `stride`, 2 · `stride` …
  private let places: [Int]
  private let stride: Int
  /// Whether every scalar is a character.
  private let hasLoneScalars: Bool

  /// - Parameter hasLoneScalars: whether the string is made up of scalars that are characters each.
  init(of text: StringObject, hasLoneScalars: Bool) {
    self.hasLoneScalars = hasLoneScalars
    // Stepping over scalars is quick; finding where clusters end is not.
    // Longer strings get wider strides, so that the places never need more than half a megabyte.
    let stride = (hasLoneScalars ? 64 : 16) * (1 + (text.byteCount >> 20))
    var places: [Int] = []
    var count = 0
    if hasLoneScalars {
      text.withUTF8 { bytes in
        var place = 0
        while place < bytes.count {
          if count % stride == 0 { places.append(place) }
          count += 1
          place += UTF8Length.of(bytes[place])
        }
      }
    } else {
      let text = text.text
      var index = text.startIndex
      while index < text.endIndex {
        if count % stride == 0 {
          places.append(text.utf8.distance(from: text.startIndex, to: index))
        }
        count += 1
        text.formIndex(after: &index)
      }
    }
    (self.count, self.places, self.stride) = (count, places, stride)
  }

  /// The place of the byte at which a character begins; that of the end for the number of characters.
  ///
  /// - Precondition: `0 <= index <= count`.
  func place(of index: Int, in text: StringObject) -> Int {
    guard index < count else { return text.byteCount }
    let crumb = index / stride
    let (place, distance) = (places[crumb], index % stride)
    return text.withUTF8 { bytes in
      if hasLoneScalars { return Self.place(after: distance, from: place, in: bytes) }
      // What is between two places where characters begin is divided like the whole.
      let end = crumb + 1 < places.count ? places[crumb + 1] : bytes.count
      let part = String(decoding: bytes[place..<end], as: UTF8.self)
      return place + part.prefix(distance).utf8.count
    }
  }

  /// The place of the scalar that comes `distance` after the one at `start`, at most the end.
  static func place(
    after distance: Int, from start: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var place = start
    for _ in 0..<distance { place += UTF8Length.of(bytes[place]) }
    return place
  }

}

/// The breadcrumbs of all strings that have some. Strings say when they change or end.
///
/// They are not in the strings, which a document has more of than of anything else, and of which hardly any is
/// long, has accents and is read by index.
enum BreadcrumbTable {
  private static let shards = (0..<64).map { _ in Shard() }

  private final class Shard: Sendable {
    let entries = Mutex<[ObjectIdentifier: Breadcrumbs]>([:])
  }

  static subscript(text: StringObject) -> Breadcrumbs? {
    get { shard(of: text).entries.withLock { $0[ObjectIdentifier(text)] } }
    set { shard(of: text).entries.withLock { $0[ObjectIdentifier(text)] = newValue } }
  }

  private static func shard(of text: StringObject) -> Shard {
    // Objects begin at multiples of 16, and strings have some 64 bytes.
    shards[Int(UInt(bitPattern: ObjectIdentifier(text)) >> 6 & 63)]
  }
}
