import Foundation

/// Logistic regression over the features of texts: D. R. Cox, "The Regression Analysis of Binary
/// Sequences", 1958. Either exactly one outcome holds, and their probabilities sum up to 1, or any
/// number of them, each with a probability of its own.
struct LinearClassifier: Codable, Sendable {
  let outcomes: [String]
  let isExclusive: Bool
  private var features: TextFeatures
  /// For each outcome the weights of all features.
  private var weights: FloatBlock
  private var biases: FloatBlock

  /// A text to learn from.
  struct Sample: Sendable {
    var subject: TextFeatures.Subject
    /// The outcomes that hold.
    var targets: Set<Int>
  }

  /// How likely each outcome is.
  func probabilities(for subject: TextFeatures.Subject) -> [Float] {
    let vector = features.vector(of: subject)
    let sums = weights.values.withUnsafeBufferPointer { weights in
      biases.values.indices.map { outcome in
        let start = outcome * TextFeatures.count
        return vector.indices.indices.reduce(biases.values[outcome]) { sum, index in
          sum + weights[start + Int(vector.indices[index])] * vector.weights[index]
        }
      }
    }
    return Self.probabilities(of: sums, isExclusive)
  }

  /// Whether there is a weight, and a usable one, of each feature for each outcome.
  var isSound: Bool {
    !outcomes.isEmpty && outcomes.count <= 1000 && features.isSound
      && weights.values.count == outcomes.count * TextFeatures.count
      && biases.values.count == outcomes.count
      && [weights.values, biases.values].allSatisfy { $0.allSatisfy { $0.isFinite } }
  }

  static func probabilities(of sums: [Float], _ isExclusive: Bool) -> [Float] {
    guard isExclusive else { return sums.map { 1 / (1 + exp(-$0)) } }
    let highest = sums.max() ?? 0
    let powers = sums.map { exp($0 - highest) }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
  }
}

extension LinearClassifier {
  /// Learns from samples. The same samples give the same classifier.
  ///
  /// - Parameter base: an earlier classifier, whose weights are where those of outcomes of the same
  ///   names begin.
  init(
    _ samples: [Sample], outcomes: [String], isExclusive: Bool, startingFrom base: Self? = nil
  ) {
    self.outcomes = outcomes
    self.isExclusive = isExclusive
    features = TextFeatures(of: samples.map(\.subject))
    weights = FloatBlock([Float](repeating: 0, count: outcomes.count * TextFeatures.count))
    biases = FloatBlock([Float](repeating: 0, count: outcomes.count))
    if let base { take(from: base) }
    let examples = samples.map { (features.vector(of: $0.subject), $0.targets) }
    var descent = GradientDescent(
      weights: weights.values, biases: biases.values, isExclusive: isExclusive,
      importance: Self.importance(of: samples, outcomes.count, isExclusive))
    descent.run(examples)
    weights.values = descent.weights
    biases.values = descent.biases
  }

  private mutating func take(from base: Self) {
    for (index, name) in outcomes.enumerated() {
      guard let old = base.outcomes.firstIndex(of: name) else { continue }
      let (start, oldStart) = (index * TextFeatures.count, old * TextFeatures.count)
      for feature in 0..<TextFeatures.count {
        weights.values[start + feature] = base.weights.values[oldStart + feature]
      }
      biases.values[index] = base.biases.values[old]
    }
  }

  /// How much a sample of each outcome counts: rare ones more, so that they are not drowned out
  /// (G. King and L. Zeng, "Logistic Regression in Rare Events Data", 2001), but not without bounds.
  private static func importance(
    of samples: [Sample], _ outcomes: Int, _ isExclusive: Bool
  ) -> [Float] {
    var counts = [Int](repeating: 0, count: outcomes)
    for sample in samples { for target in sample.targets { counts[target] += 1 } }
    return counts.map { count in
      let others = isExclusive ? samples.count / max(1, outcomes) : samples.count - count
      return min(5, max(0.5, Float(others) / Float(max(1, count))))
    }
  }
}
