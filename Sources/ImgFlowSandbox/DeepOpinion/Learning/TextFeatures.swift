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
      for feature in Self.features(of: subject) { documents[Int(feature.number)] += 1 }
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
    let known = Self.features(of: subject).filter { rarity.values[Int($0.number)] > 0 }
    var weights = known.map { (1 + log(Float($0.count))) * rarity.values[Int($0.number)] }
    let length = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
    if length > 0 { for index in weights.indices { weights[index] /= length } }
    return FeatureVector(indices: known.map(\.number), weights: weights)
  }

  /// The features of a subject in the order of their numbers, and how often each occurs.
  static func features(of subject: Subject) -> [(number: Int32, count: Int)] {
    var features: [(number: Int32, count: Int)] = []
    for number in numbers(of: subject).sorted() {
      if features.last?.number == number {
        features[features.count - 1].count += 1
      } else {
        features.append((number, 1))
      }
    }
    return features
  }

  /// The number of each occurrence of a feature.
  private static func numbers(of subject: Subject) -> [Int32] {
    var numbers: [Int32] = []
    let words = words(of: subject.text).map { Array($0.utf8) }
    let given = subject.given.map { FeatureHash(seed: 5).with($0.utf8).with(space) }
    for word in words {
      numbers.append(FeatureHash(seed: 1).with(word).number)
      addPieces(of: word, to: &numbers)
      if let given { numbers.append(given.with(word).number) }
    }
    for (first, second) in zip(words, words.dropFirst()) {
      numbers.append(FeatureHash(seed: 2).with(first).with(space).with(second).number)
    }
    if let given = subject.given { numbers.append(FeatureHash(seed: 4).with(given.utf8).number) }
    return numbers
  }

  private static let space = CollectionOfOne(UInt8(ascii: " "))

  /// Adds the pieces of a word, with the spaces around it.
  private static func addPieces(of word: [UInt8], to numbers: inout [Int32]) {
    let bytes = space + word + space
    let starts = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 } + [bytes.count]
    for first in starts.indices {
      var hash = FeatureHash(seed: 3)
      var start = starts[first]
      for (length, end) in zip(1...pieceLengths.upperBound, starts[first...].dropFirst()) {
        hash = hash.with(bytes[start..<end])
        if pieceLengths.contains(length) { numbers.append(hash.number) }
        start = end
      }
    }
  }

  /// The words, in small letters; an exclamation or question mark is a word too.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      if isInWord(scalar) {
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

  private static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "0"..."9", "'": true
    case "\0"..."\u{7F}": false
    default:
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .nonspacingMark
    }
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
