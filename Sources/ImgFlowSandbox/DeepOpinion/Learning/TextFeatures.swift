import Foundation

/// A text as numbers: for each of its features, by index, how much it weighs. The weights' squares sum
/// up to 1.
struct FeatureVector: Sendable {
  var indices: [Int32]
  var weights: [Float]
}

/// What a classifier sees of a text: its words, its pairs of words, and the pieces of 3 to 5 characters
/// of its words, which carry endings and misspellings, and languages that join words.
///
/// Words and pairs: S. Wang and C. Manning, "Baselines and Bigrams: Simple, Good Sentiment and Topic
/// Classification", ACL 2012. Features are numbered by a hash instead of a vocabulary: K. Weinberger
/// et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009. Rare features weigh more
/// than common ones: K. Spärck Jones, Journal of Documentation 28, 1972.
struct TextFeatures: Codable, Sendable {
  /// Features are numbered up to here.
  static let count = 1 << 16

  private static let pieceLengths = 3...5

  /// How rare each feature is; 0 for those that were never seen.
  private var rarity: FloatBlock

  /// What is looked at: a text, perhaps with something that is known of it.
  struct Subject: Hashable, Sendable {
    var text: String
    /// The class that a label is asked for.
    var given: String?
  }

  /// Counts how rare features are in what is learned from.
  init(of subjects: [Subject]) {
    var documents = [Int32](repeating: 0, count: Self.count)
    for subject in subjects {
      for index in Self.counts(of: subject).keys { documents[Int(index)] += 1 }
    }
    let total = Float(subjects.count)
    rarity = FloatBlock(documents.map { $0 == 0 ? 0 : log((1 + total) / (1 + Float($0))) + 1 })
  }

  /// Whether it says of each feature how rare it is.
  var isSound: Bool {
    rarity.values.count == Self.count && rarity.values.allSatisfy { $0.isFinite && $0 >= 0 }
  }

  /// The features that are known, in the order of their numbers.
  func vector(of subject: Subject) -> FeatureVector {
    let counts = Self.counts(of: subject).filter { rarity.values[Int($0.key)] > 0 }
      .sorted { $0.key < $1.key }
    var weights = counts.map { (1 + log(Float($0.value))) * rarity.values[Int($0.key)] }
    let length = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
    if length > 0 { for index in weights.indices { weights[index] /= length } }
    return FeatureVector(indices: counts.map(\.key), weights: weights)
  }

  private static func counts(of subject: Subject) -> [Int32: Int] {
    var counts: [Int32: Int] = [:]
    func add(_ bytes: some Sequence<UInt8>, seed: UInt64) {
      counts[Int32(truncatingIfNeeded: hash(bytes, seed) & UInt64(count - 1)), default: 0] += 1
    }
    let words = Self.words(of: subject.text)
    for word in words {
      add(word.utf8, seed: 1)
      addPieces(of: word) { add($0, seed: 3) }
      if let given = subject.given { add("\(given) \(word)".utf8, seed: 5) }
    }
    for (first, second) in zip(words, words.dropFirst()) {
      add("\(first) \(second)".utf8, seed: 2)
    }
    if let given = subject.given { add(given.utf8, seed: 4) }
    return counts
  }

  private static func addPieces(of word: String, _ add: (String.UTF8View) -> Void) {
    let scalars = Array(" \(word) ".unicodeScalars)
    for length in pieceLengths where length <= scalars.count {
      for start in 0...(scalars.count - length) {
        var piece = String.UnicodeScalarView()
        piece.append(contentsOf: scalars[start..<start + length])
        add(String(piece).utf8)
      }
    }
  }

  /// The words, in small letters; an exclamation or question mark is a word too.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .nonspacingMark || scalar == "'"
      {
        word.append(scalar)
        continue
      }
      if !word.isEmpty { words.append(String(word)) }
      word = .init()
      if scalar == "!" || scalar == "?" { words.append(String(scalar)) }
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }

  /// FNV-1a (Fowler, Noll and Vo), whose low bits a last step mixes with the high ones.
  static func hash(_ bytes: some Sequence<UInt8>, _ seed: UInt64 = 0) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 &+ seed
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return hash ^ hash >> 32
  }
}

/// Numbers that are stored as bytes: as a list of numbers they would take ten times the room.
struct FloatBlock: Codable, Sendable {
  var values: [Float]

  init(_ values: [Float]) { self.values = values }

  init(from decoder: any Decoder) throws {
    let data = try decoder.singleValueContainer().decode(Data.self)
    values = [Float](repeating: 0, count: data.count / MemoryLayout<Float>.size)
    _ = values.withUnsafeMutableBytes { data.copyBytes(to: $0) }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values.withUnsafeBytes { Data($0) })
  }
}
