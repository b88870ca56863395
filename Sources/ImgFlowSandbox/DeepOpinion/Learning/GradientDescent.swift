import Foundation

/// Finds the weights of a logistic regression, sample by sample, with steps that shrink for features
/// that were seen often: J. Duchi, E. Hazan and Y. Singer, "Adaptive Subgradient Methods for Online
/// Learning and Stochastic Optimization", JMLR 12, 2011. Nothing is left to chance: the order of
/// samples is drawn from fixed numbers.
struct GradientDescent {
  private(set) var weights: [Float]
  private(set) var biases: [Float]
  private var steps: [Float]
  private var biasSteps: [Float]
  private let isExclusive: Bool
  /// How much a sample of each outcome counts.
  private let importance: [Float]

  private static let rate: Float = 0.5
  /// How strongly weights are drawn to 0, so that what is seen once does not decide.
  private static let decay: Float = 1e-4

  init(weights: [Float], biases: [Float], isExclusive: Bool, importance: [Float]) {
    self.weights = weights
    self.biases = biases
    self.isExclusive = isExclusive
    self.importance = importance
    steps = [Float](repeating: 1e-6, count: weights.count)
    biasSteps = [Float](repeating: 1e-6, count: biases.count)
  }

  /// Passes over the samples, more often when they are few.
  mutating func run(_ samples: [(FeatureVector, Set<Int>)]) {
    let passes = min(30, max(5, 12_000 / max(1, samples.count)))
    var random = SeededGenerator(seed: 1)
    for _ in 0..<passes {
      for index in samples.indices.shuffled(using: &random) {
        learn(samples[index].0, samples[index].1)
      }
    }
  }

  private mutating func learn(_ vector: FeatureVector, _ targets: Set<Int>) {
    let sums = biases.indices.map { sum(of: vector, outcome: $0) }
    let probabilities = LinearClassifier.probabilities(of: sums, isExclusive)
    let weight = isExclusive ? targets.map { importance[$0] }.max() ?? 1 : 1
    for outcome in biases.indices {
      let isTarget = targets.contains(outcome)
      let error = probabilities[outcome] - (isTarget ? 1 : 0)
      let scaled = error * (!isExclusive && isTarget ? importance[outcome] : weight)
      step(outcome, vector, scaled)
    }
  }

  private func sum(of vector: FeatureVector, outcome: Int) -> Float {
    let start = outcome * TextFeatures.count
    return weights.withUnsafeBufferPointer { weights in
      var sum = biases[outcome]
      for index in 0..<vector.indices.count {
        sum += weights[start + Int(vector.indices[index])] * vector.weights[index]
      }
      return sum
    }
  }

  private mutating func step(_ outcome: Int, _ vector: FeatureVector, _ error: Float) {
    let start = outcome * TextFeatures.count
    weights.withUnsafeMutableBufferPointer { weights in
      steps.withUnsafeMutableBufferPointer { steps in
        for index in 0..<vector.indices.count {
          let place = start + Int(vector.indices[index])
          let gradient = error * vector.weights[index] + Self.decay * weights[place]
          steps[place] += gradient * gradient
          weights[place] -= Self.rate * gradient / steps[place].squareRoot()
        }
      }
    }
    biasSteps[outcome] += error * error
    biases[outcome] -= Self.rate * error / biasSteps[outcome].squareRoot()
  }
}
