import Foundation

/// What a project's models say about a text: its topics and the sentiment towards each (ABSA), its class, its
/// label, or both.
enum ProjectType: String, Codable, CaseIterable, Sendable {
  case absa = "ABSA"
  case classes = "CLASS"
  case labels = "LABEL"
  case classesAndLabels = "CLASSLABEL"

  var hasClasses: Bool { self != .labels }
  var hasLabels: Bool { self != .classes }
}

/// What a segment is marked with; which of the two there is, the project's type says.
struct TagName: Hashable, Codable, Sendable {
  var `class`: String?
  var label: String?

  var text: String { [`class`, label].compactMap(\.self).joined(separator: ": ") }
}

/// A segment of a document with its tags.
struct LabelledText: Hashable, Codable, Sendable {
  var text: String
  var tags: Set<TagName>
}

/// Why nothing can be learned; the vendor's 400.
struct TrainingFault: Error {
  let message: String
}

/// A model that was trained: one classifier for the classes, one for the labels, as the type needs.
struct TextModel: Codable, Sendable {
  let type: ProjectType
  private let classes: LinearClassifier?
  private let labels: LinearClassifier?
  /// Whether every text that it learned from has a tag: then the likeliest is better than none.
  private let isAlwaysTagged: Bool

  /// The names of the classes it knows.
  var classNames: [String] { classes?.outcomes ?? [] }
  var labelNames: [String] { labels?.outcomes ?? [] }

  /// Learns from segments.
  ///
  /// - Throws: `TrainingFault` if there is nothing to tell apart.
  init(_ type: ProjectType, from texts: [LabelledText], startingFrom base: TextModel? = nil) throws
  {
    try Self.check(type, texts)
    self.type = type
    isAlwaysTagged = texts.allSatisfy { !$0.tags.isEmpty }
    classes =
      type.hasClasses
      ? Self.learn(texts, by: \.class, isExclusive: type != .absa, startingFrom: base?.classes)
      : nil
    labels =
      type.hasLabels
      ? Self.learn(
        texts, by: \.label, isExclusive: true, givenClass: type == .absa,
        startingFrom: base?.labels) : nil
  }

  /// Classes, or labels, of a model; each takes a quarter of a megabyte.
  private static let nameLimit = 200

  /// - Throws: `TrainingFault`, with what is missing.
  static func check(_ type: ProjectType, _ texts: [LabelledText]) throws {
    let tags = texts.flatMap(\.tags)
    for (isNeeded, what, names) in [
      (type.hasClasses, "classes", Set(tags.compactMap(\.class))),
      (type.hasLabels, "labels", Set(tags.compactMap(\.label))),
    ] where isNeeded {
      guard names.count >= 2 else {
        let found = names.first.map { "only \"\($0)\"" } ?? "none"
        throw TrainingFault(
          message: "Training needs at least two \(what), and the labeling sessions have \(found).")
      }
      guard names.count <= nameLimit else {
        throw TrainingFault(
          message: "Training takes at most \(nameLimit) \(what), and the labeling sessions have "
            + "\(names.count): is that the right column?")
      }
    }
  }

  private static func learn(
    _ texts: [LabelledText], by part: KeyPath<TagName, String?>, isExclusive: Bool,
    givenClass: Bool = false, startingFrom base: LinearClassifier?
  ) -> LinearClassifier {
    let names = Set(texts.flatMap { $0.tags.compactMap { $0[keyPath: part] } }).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    let samples = texts.flatMap { text -> [LinearClassifier.Sample] in
      let tags = text.tags.sorted { $0.text < $1.text }
      let plain = TextFeatures.Subject(text: text.text)
      guard isExclusive else {
        let targets = tags.compactMap { $0[keyPath: part].flatMap { numbers[$0] } }
        return [LinearClassifier.Sample(subject: plain, targets: Set(targets))]
      }
      return tags.compactMap { tag in
        guard let target = tag[keyPath: part].flatMap({ numbers[$0] }) else { return nil }
        let given = TextFeatures.Subject(text: text.text, given: tag.class)
        return LinearClassifier.Sample(subject: givenClass ? given : plain, targets: [target])
      }
    }
    return LinearClassifier(
      samples, outcomes: names, isExclusive: isExclusive, startingFrom: base)
  }
}

extension TextModel {
  /// A tag with the probability that it holds.
  struct Prediction: Sendable {
    var tag: TagName
    var confidence: Double
  }

  /// The tags of a segment; of topics none, one or several.
  func predict(_ text: String) -> [Prediction] {
    guard type == .absa else {
      let parts = (best(of: classes, text), best(of: labels, text))
      let confidence = min(parts.0?.confidence ?? 1, parts.1?.confidence ?? 1)
      let tag = TagName(class: parts.0?.name, label: parts.1?.name)
      return [Prediction(tag: tag, confidence: confidence)]
    }
    guard let classes else { return [] }
    let shares = classes.probabilities(for: TextFeatures.Subject(text: text))
    let highest = isAlwaysTagged ? shares.max() ?? 1 : 1
    return zip(classes.outcomes, shares).compactMap { name, share in
      guard share >= min(0.5, highest), let label = best(of: labels, text, given: name) else {
        return nil
      }
      let tag = TagName(class: name, label: label.name)
      return Prediction(tag: tag, confidence: Double(share) * label.confidence)
    }
  }

  private func best(
    of classifier: LinearClassifier?, _ text: String, given: String? = nil
  ) -> (name: String, confidence: Double)? {
    guard let classifier else { return nil }
    let subject = TextFeatures.Subject(text: text, given: given)
    let shares = classifier.probabilities(for: subject)
    guard let index = shares.indices.max(by: { shares[$0] < shares[$1] }) else { return nil }
    return (classifier.outcomes[index], Double(shares[index]))
  }
}

extension TextModel {
  /// The form in which models are stored and downloaded.
  var data: Data {
    get throws {
      let encoder = PropertyListEncoder()
      encoder.outputFormat = .binary
      return try encoder.encode(self)
    }
  }

  /// Reads a stored model.
  ///
  /// - Throws: `DecodingError` for anything else.
  init(data: Data) throws { self = try PropertyListDecoder().decode(Self.self, from: data) }

  /// Whether its parts fit each other, which those of an uploaded model need not.
  var isSound: Bool {
    (classes != nil) == type.hasClasses && (labels != nil) == type.hasLabels
      && [classes, labels].compactMap(\.self).allSatisfy(\.isSound)
  }
}
