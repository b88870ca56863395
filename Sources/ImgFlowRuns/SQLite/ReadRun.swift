import ImgFlowJournal
import ImgFlowValues

/// Equal reads with small values, such as those of a clock in a loop: one row has all that are stored at once.
struct ReadRun {
  /// The letter that the column `kind` has for it.
  static let kind = "r"
  /// The longest value of a read in a run, in bytes.
  private static let longest = 200

  /// An entry, or the run that it is the first of.
  enum Part {
    case entry(JournalEntry)
    case run(ReadRun)
  }

  private struct Read {
    let effect: Effect
    let value: String
    let ended: Int
  }

  /// What reads have in common.
  private struct Call: Hashable {
    let task: String
    let site: String
    let digest: String
    let content: String
  }

  private var reads: [Read]

  var first: Effect { reads[0].effect }
  var ended: Int { reads.last?.ended ?? 0 }

  /// The entries in their order, but with equal reads together.
  static func parts(of entries: [JournalEntry]) -> [Part] {
    var (parts, places): ([Part], [Call: Int]) = ([], [:])
    for entry in entries {
      guard case .read(let effect, .value(let value), let ended) = entry,
        value.utf8.count <= longest
      else {
        parts.append(.entry(entry))
        continue
      }
      let key = effect.key
      let call = Call(
        task: key.task, site: key.site, digest: key.digest, content: effect.content)
      let read = Read(effect: effect, value: value, ended: ended)
      if let place = places[call], case .run(var run) = parts[place], run.isNext(effect) {
        run.reads.append(read)
        parts[place] = .run(run)
      } else {
        places[call] = parts.count
        parts.append(.run(ReadRun(reads: [read])))
      }
    }
    return parts
  }

  private func isNext(_ effect: Effect) -> Bool {
    reads.last.map { $0.effect.key.occurrence + 1 == effect.key.occurrence } ?? true
  }

  /// A run of one is an ordinary read.
  var outcome: (kind: String, text: String) {
    get throws {
      guard reads.count > 1 else { return (RecordedOutcome.value("").kind, reads[0].value) }
      let parts = reads.flatMap { read -> [Value] in
        let began = read.effect.began - first.began
        return [.string(read.value), .int(began), .int(read.ended - read.effect.began)]
      }
      return (Self.kind, try JSON.text(of: .list(parts)))
    }
  }

  /// The effects of a row.
  ///
  /// - Parameter first: the first of them, without its outcome.
  /// - Returns: nil if the text is damaged.
  static func effects(_ first: RecordedEffect, _ text: String) -> [RecordedEffect]? {
    guard let parts = (try? JSON.parse(text))?.asItems, parts.count % 3 == 0 else { return nil }
    var effects: [RecordedEffect] = []
    for index in stride(from: 0, to: parts.count, by: 3) {
      guard let value = parts[index].asString, let began = parts[index + 1].asInt,
        let took = parts[index + 2].asInt
      else { return nil }
      let effect = first.effect.following(index / 3, began: first.effect.began + began)
      effects.append(
        RecordedEffect(
          number: first.number, effect: effect, outcome: .value(value),
          ended: effect.began + took, attempts: first.attempts))
    }
    return effects
  }
}

extension Effect {
  /// The same call, `count` occurrences later.
  fileprivate func following(_ count: Int, began: Int) -> Effect {
    Effect(
      key: EffectKey(
        task: key.task, site: key.site, digest: key.digest, occurrence: key.occurrence + count),
      name: name, place: place, arguments: arguments, content: content, repetition: repetition,
      note: note, began: began)
  }
}
