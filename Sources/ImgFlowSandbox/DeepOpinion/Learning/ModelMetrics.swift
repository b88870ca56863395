/// How well a model does on documents that it did not learn from.
struct ModelMetrics: Codable, Sendable {
  /// The mean of the tags' F1: each tag counts the same, however rare. It is the model's score.
  var macroF1: Double
  /// The F1 of all tags together: each occurrence counts the same.
  var microF1: Double
  var trainingDocuments: Int
  var testDocuments: Int
  var tags: [TagMetrics]
  var confusion: [Confusion]

  struct TagMetrics: Codable, Sendable {
    var tag: TagName
    var precision, recall, f1: Double
    /// How often it is in the test documents.
    var support: Int
  }

  /// How often one tag was found where another should have been; nil for none.
  struct Confusion: Codable, Hashable, Sendable {
    var expected: TagName?
    var predicted: TagName?
    var count: Int
  }

  private struct Counts {
    var hits = 0
    var expected = 0
    var predicted = 0

    var precision: Double { predicted == 0 ? 0 : Double(hits) / Double(predicted) }
    var recall: Double { expected == 0 ? 0 : Double(hits) / Double(expected) }
    /// 2 PR / (P + R), from the counts.
    var f1: Double {
      expected + predicted == 0 ? 0 : 2 * Double(hits) / Double(expected + predicted)
    }
  }

  /// Has the model read the test documents, and counts.
  init(of model: TextModel, on split: TrainingSplit) {
    self.init(
      comparing: split.test.joined().map { text in
        (text.tags, Set(model.predict(text.text).map(\.tag)))
      }, isExclusive: model.type != .absa)
    trainingDocuments = split.training.count
    testDocuments = split.test.count
  }

  /// Compares, segment by segment, the tags that should be there with those that were found.
  ///
  /// - Parameter isExclusive: whether a wrong tag replaces the right one, rather than accompanying it.
  init(comparing pairs: [(expected: Set<TagName>, predicted: Set<TagName>)], isExclusive: Bool) {
    var counts: [TagName: Counts] = [:]
    var confusion: [Pair: Int] = [:]
    for (expected, predicted) in pairs {
      for tag in expected { counts[tag, default: Counts()].expected += 1 }
      for tag in predicted { counts[tag, default: Counts()].predicted += 1 }
      for tag in expected.intersection(predicted) { counts[tag, default: Counts()].hits += 1 }
      for pair in Self.aligned(expected, predicted, isExclusive) {
        confusion[pair, default: 0] += 1
      }
    }
    let total = counts.values.reduce(into: Counts()) { sum, counts in
      sum.hits += counts.hits
      sum.expected += counts.expected
      sum.predicted += counts.predicted
    }
    macroF1 = counts.isEmpty ? 0 : counts.values.map(\.f1).reduce(0, +) / Double(counts.count)
    microF1 = total.f1
    trainingDocuments = 0
    testDocuments = 0
    tags = counts.sorted { $0.key.text < $1.key.text }.map { tag, counts in
      TagMetrics(
        tag: tag, precision: counts.precision, recall: counts.recall, f1: counts.f1,
        support: counts.expected)
    }
    self.confusion = confusion.sorted { $0.key.text < $1.key.text }.map {
      Confusion(expected: $0.key.expected, predicted: $0.key.predicted, count: $0.value)
    }
  }

  private struct Pair: Hashable {
    var expected: TagName?
    var predicted: TagName?

    var text: String { "\(expected?.text ?? "")\t\(predicted?.text ?? "")" }
  }

  /// What was taken for what: the same tags, then those that stand for each other, then the rest.
  private static func aligned(
    _ expected: Set<TagName>, _ predicted: Set<TagName>, _ isExclusive: Bool
  ) -> [Pair] {
    var pairs = expected.intersection(predicted).map { Pair(expected: $0, predicted: $0) }
    var found = predicted.subtracting(expected).sorted { $0.text < $1.text }
    for tag in expected.subtracting(predicted).sorted(by: { $0.text < $1.text }) {
      let index = found.firstIndex { isExclusive || $0.class == tag.class }
      pairs.append(Pair(expected: tag, predicted: index.map { found.remove(at: $0) }))
    }
    return pairs + found.map { Pair(expected: nil, predicted: $0) }
  }
}
