/// Labelled documents, divided into those to learn from and those to measure with.
struct TrainingSplit: Sendable {
  var training: [[LabelledText]]
  var test: [[LabelledText]]

  /// One document in five is held out, of each tag its share. Which one depends on the texts alone, so
  /// that the same data gives the same score; documents of the same text stay on one side.
  ///
  /// - Throws: `TrainingFault` if there are too few to hold any out.
  init(_ documents: [[LabelledText]]) throws {
    training = []
    test = []
    let sameTexts = Dictionary(grouping: documents) { document in
      FeatureHash().with(document.map(\.text).joined(separator: "\n").utf8).value
    }
    let strata = Dictionary(grouping: sameTexts.sorted { $0.key < $1.key }) { _, documents in
      documents.first?.flatMap(\.tags).map(\.text).min() ?? ""
    }
    for (_, stratum) in strata.sorted(by: { $0.key < $1.key }) {
      for (index, (_, documents)) in stratum.enumerated() {
        if index % 5 == 1 { test += documents } else { training += documents }
      }
    }
    guard !test.isEmpty else {
      throw TrainingFault(
        message: "Training needs at least two different documents with the same tag: one is held "
          + "out to measure the score.")
    }
  }

  /// What is given to learn from and to measure with.
  init(training: [[LabelledText]], test: [[LabelledText]]) {
    self.training = training
    self.test = test
  }
}
