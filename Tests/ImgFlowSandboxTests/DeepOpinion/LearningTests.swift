import Foundation
import TestSupport
import Testing

@testable import ImgFlowSandbox

@Suite struct LearningTests {
  // MARK: - Sentences

  @Test(arguments: [
    ("One. Two! Three? \"Four.\" Five", ["One.", "Two!", "Three?", "\"Four.\"", "Five"]),
    (
      "Mr. Smith paid 3.50 at 10 a.m. sharp. Ok?", ["Mr. Smith paid 3.50 at 10 a.m. sharp.", "Ok?"]
    ),
    ("Would I return? No. Never", ["Would I return?", "No.", "Never"]),
    (
      "Im 3. Stock war es laut, z.B. nachts. Schade!",
      ["Im 3. Stock war es laut, z.B. nachts.", "Schade!"]
    ),
    ("We had room 12. It was fine...", ["We had room 12.", "It was fine..."]),
    ("so… and so\nNew line", ["so… and so", "New line"]),
    ("كانت الغرفة نظيفة. هل الفطور جيد؟ نعم", ["كانت الغرفة نظيفة.", "هل الفطور جيد؟", "نعم"]),
    ("  ", []), ("...", ["..."]),
    ("J. R. R. Tolkien wrote. I did. You", ["J. R. R. Tolkien wrote.", "I did.", "You"]),
  ])
  func textsAreCutIntoSentences(text: String, sentences: [String]) throws {
    let spans = try SentenceSplitter.split(text)
    #expect(spans.map(\.text) == sentences)
    let scalars = Array(text.unicodeScalars)
    for span in spans {
      #expect(Array(scalars[span.start..<span.end]) == Array(span.text.unicodeScalars))
    }
  }

  @Test func spansCountCodePoints() {
    #expect(TextSpan(whole: "Document 1").map { [$0.start, $0.end] } == [0, 10])
    #expect(TextSpan(whole: " 👩‍👩‍👧 ü ").map { [$0.start, $0.end] } == [1, 8])
  }

  // MARK: - Features

  /// Words, pairs of them, and pieces of 3 to 5 characters, as strings.
  private static func features(of subject: TextFeatures.Subject) -> [Int32: Int] {
    let words = TextFeatures.words(of: subject.text)
    let pieces = words.flatMap { word in
      let scalars = Array(" \(word) ".unicodeScalars)
      return (3...5).filter { $0 <= scalars.count }.flatMap { length in
        (0...scalars.count - length).map { start in
          String(String.UnicodeScalarView(scalars[start..<start + length]))
        }
      }
    }
    let given = subject.given.map { name in words.map { "\(name) \($0)" } } ?? []
    let kinds: [(UInt64, [String])] = [
      (1, words), (2, zip(words, words.dropFirst()).map { "\($0) \($1)" }), (3, pieces),
      (4, subject.given.map { [$0] } ?? []), (5, given),
    ]
    let numbers = kinds.flatMap { seed, texts in
      texts.map { FeatureHash(seed: seed).with($0.utf8).number }
    }
    return Dictionary(numbers.map { ($0, 1) }, uniquingKeysWith: +)
  }

  @Test(arguments: [
    "", "!", "a", "The bed, the bed was soft!", "Zürich's Straße İstanbul?",
    "كانت الغرفة نظيفة جدا",
    "房间很干净 ２０ m²", "👩‍👩‍👧 n\u{303}o\u{303}o e\0f A1b2",
  ])
  func featuresAreWordsPairsAndPieces(text: String) {
    for given in [nil, "Room", ""] {
      let subject = TextFeatures.Subject(text: text, given: given)
      let found = TextFeatures.features(of: subject)
      #expect(found.map(\.number) == found.map(\.number).sorted())
      #expect(
        Dictionary(uniqueKeysWithValues: found.map { ($0.number, $0.count) })
          == Self.features(of: subject))
    }
  }

  // MARK: - Classifiers

  @Test func aModelLearnsAndIsMeasuredOnWhatItHasNotSeen() throws {
    let documents = try Self.reviews("labelled.csv")
    let split = try TrainingSplit(documents)
    #expect(
      Set(split.test.joined().map(\.text)).isDisjoint(with: split.training.joined().map(\.text)))
    #expect(split.test.count + split.training.count == documents.count)
    #expect(split.test.count >= documents.count / 6)
    let model = try TextModel(.absa, from: Array(split.training.joined()))
    let metrics = ModelMetrics(of: model, on: split)
    #expect(metrics.testDocuments == split.test.count)
    // The score is the mean of what the confusion itself says, not a figure of its own.
    #expect(abs(metrics.macroF1 - Self.macroF1(metrics.confusion)) < 1e-9)
    // Chance would be about a tenth.
    #expect(metrics.macroF1 > 0.3, "\(metrics.macroF1)")
  }

  @Test(arguments: [ProjectType.classes, .labels, .classesAndLabels, .absa])
  func newTextsAreReadRight(type: ProjectType) throws {
    let texts = try Self.reviews("labelled.csv").joined().map { text in
      LabelledText(
        text: text.text,
        tags: Set(
          text.tags.map {
            TagName(class: type.hasClasses ? $0.class : nil, label: type.hasLabels ? $0.label : nil)
          }))
    }
    let model = try TextModel(type, from: texts)
    let found = model.predict("The bathroom was dirty and the bed was broken.").map(\.tag)
    if type.hasClasses { #expect(found.contains { $0.class == "Room" }, "\(found)") }
    if type.hasLabels { #expect(found.contains { $0.label == "NEG" }, "\(found)") }
    for prediction in model.predict("Friendly staff") {
      #expect((0...1).contains(prediction.confidence))
      #expect((prediction.tag.class != nil) == type.hasClasses)
      #expect((prediction.tag.label != nil) == type.hasLabels)
    }
  }

  @Test func theSameTextsMakeTheSameModel() throws {
    let texts = try Array(Self.reviews("labelled.csv").joined().prefix(40))
    let first = try TextModel(.absa, from: texts)
    let second = try TextModel(.absa, from: texts)
    let stored = try TextModel(data: first.data)
    for text in texts {
      let tags = first.predict(text.text).map(\.tag)
      #expect(second.predict(text.text).map(\.tag) == tags)
      #expect(stored.predict(text.text).map(\.tag) == tags)
    }
    // Only which texts there are matters for what is held out, not their order.
    let documents = texts.map { [$0] }
    let split = try TrainingSplit(documents)
    let turned = try TrainingSplit(documents.reversed())
    #expect(Set(split.test) == Set(turned.test))
  }

  @Test func aBaseIsWhereLearningBegins() throws {
    let texts = try Array(Self.reviews("labelled.csv").joined())
    let base = try TextModel(.classes, from: texts.map(Self.withoutLabel))
    let few = [
      LabelledText(text: "zzz", tags: [TagName(class: "Room")]),
      LabelledText(text: "yyy", tags: [TagName(class: "Food")]),
    ]
    let model = try TextModel(.classes, from: few, startingFrom: base)
    #expect(model.classNames == ["Food", "Room"])
    #expect(model.predict("zzz").map(\.tag.class) == ["Room"])
  }

  @Test func oneClassIsNotEnough() throws {
    let same = (0..<9).map { LabelledText(text: "text \($0)", tags: [TagName(class: "A")]) }
    #expect(throws: TrainingFault.self) { try TextModel(.classes, from: same) }
    #expect(throws: TrainingFault.self) { try TextModel(.classes, from: []) }
    let labels = same.map { LabelledText(text: $0.text, tags: [TagName(label: "A")]) }
    #expect(throws: TrainingFault.self) { try TextModel(.labels, from: labels) }
    // Each tag only once leaves nothing to hold out.
    let single = ["A", "B"].map { [LabelledText(text: $0, tags: [TagName(class: $0)])] }
    #expect(throws: TrainingFault.self) { try TrainingSplit(single) }
  }

  @Test func hundredsOfClassesAreRefused() {
    let texts = (0..<500).map { LabelledText(text: "t", tags: [TagName(class: "c\($0)")]) }
    #expect(throws: TrainingFault.self) { try TextModel(.classes, from: texts) }
  }

  @Test func modelsWhosePartsDoNotFitAreToldApart() throws {
    let texts = ["A", "B"].map { LabelledText(text: $0, tags: [TagName(class: $0)]) }
    let model = try TextModel(.classes, from: texts)
    #expect(model.isSound)
    for (key, value) in [
      ("weights", Data(count: 4)), ("biases", Data()), ("outcomes", ["A"] as NSArray),
      ("weights", Data(repeating: 0xFF, count: 2 * 4 * TextFeatures.count)),
    ] as [(String, Any)] {
      let plist = try PropertyListSerialization.propertyList(from: model.data, format: nil)
      var whole = try #require(plist as? [String: Any])
      var classes = try #require(whole["classes"] as? [String: Any])
      classes[key] = value
      whole["classes"] = classes
      let bent = try PropertyListSerialization.data(
        fromPropertyList: whole, format: .binary, options: 0)
      #expect(try !TextModel(data: bent).isSound, "\(key)")
    }
  }

  @Test func documentsOfOneTextStayOnOneSide() throws {
    let documents = (0..<40).map { index in
      [LabelledText(text: "text \(index % 8)", tags: [TagName(class: index % 2 == 0 ? "A" : "B")])]
    }
    let split = try TrainingSplit(documents)
    #expect(Set(split.test).isDisjoint(with: split.training))
  }

  @Test func figuresAreThoseOfTheTextbook() {
    let (a, b) = (TagName(class: "A"), TagName(class: "B"))
    let metrics = ModelMetrics(
      comparing: [([a], [a]), ([a], [b]), ([b], [b]), ([b], [b])], isExclusive: true)
    // A: precision 1, recall 1/2; B: precision 2/3, recall 1.
    #expect(metrics.tags.map(\.precision) == [1, 2.0 / 3])
    #expect(metrics.tags.map(\.recall) == [0.5, 1])
    #expect(abs(metrics.macroF1 - (2.0 / 3 + 0.8) / 2) < 1e-12)
    #expect(metrics.microF1 == 0.75)
    #expect(
      Set(metrics.confusion) == [
        .init(expected: a, predicted: a, count: 1), .init(expected: a, predicted: b, count: 1),
        .init(expected: b, predicted: b, count: 2),
      ])
  }

  // MARK: - Helpers

  private static func withoutLabel(_ text: LabelledText) -> LabelledText {
    LabelledText(text: text.text, tags: Set(text.tags.map { TagName(class: $0.class) }))
  }

  /// The macro F1, computed from the table of confusions.
  private static func macroF1(_ confusion: [ModelMetrics.Confusion]) -> Double {
    let tags = Set(confusion.flatMap { [$0.expected, $0.predicted].compactMap(\.self) })
    func sum(_ isCounted: (ModelMetrics.Confusion) -> Bool) -> Double {
      Double(confusion.filter(isCounted).map(\.count).reduce(0, +))
    }
    let scores = tags.map { tag in
      let hits = sum { $0.expected == tag && $0.predicted == tag }
      return 2 * hits / (sum { $0.expected == tag } + sum { $0.predicted == tag })
    }
    return scores.reduce(0, +) / Double(scores.count)
  }

  /// The sample data of the scripts, a document a line.
  static func reviews(_ name: String) throws -> [[LabelledText]] {
    let bytes = try Array(Data(contentsOf: folder.appendingPathComponent(name)))
    return try DataFormat.csv.read(bytes).labelledDocuments(nil).map { draft in
      draft.segments.map { LabelledText(text: $0.text, tags: $0.tags ?? []) }
    }
  }

  static let folder = Repository.root.appending(path: "scripts/reviews")
}
