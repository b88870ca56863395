import ImgFlowSyntax
import ImgFlowValues

/// The keys of an object, or of a list of objects, with their values.
package struct KeysView {
  private let keys: [Key]
  private let objects: Int

  private struct Key {
    let name: String
    var count = 0
    var types: [String] = []
    var example: Value?
  }

  /// How many objects of a list are looked at.
  private static let sample = 1000

  /// Looks at the keys of a value; nil if it has none.
  package init?(_ value: Value) {
    let one = value.asRecord ?? value.asError?.fields
    let records = one.map { [$0] } ?? value.asList?.items.prefix(Self.sample).compactMap(\.asRecord)
    guard let records, !records.isEmpty else { return nil }
    var keys: [Key] = []
    var places: [String: Int] = [:]
    for record in records {
      for (name, field) in zip(record.keys.map(\.text), record.values) {
        let place = places[name] ?? keys.count
        if place == keys.count {
          places[name] = place
          keys.append(Key(name: name))
        }
        keys[place].count += 1
        let type = one == nil ? TypeText.plain(field) : TypeText.short(field)
        if !keys[place].types.contains(type) { keys[place].types.append(type) }
        if keys[place].example?.isNull ?? true { keys[place].example = field }
      }
    }
    self.keys = keys
    objects = records.count
  }

  /// A line for each key: its name, its types and an example.
  package func lines(width: Int, masked: @escaping (String) -> String) -> [StyledLine] {
    let scalars = ScalarView(masked: masked)
    let nameWidth = min(keys.map { $0.name.count }.max() ?? 0, width / 3)
    let types = keys.map { type(of: $0) }
    let typeWidth = min(types.map(\.count).max() ?? 0, width / 3)
    return zip(keys, types).map { key, type in
      var line = StyledLine(Columns.cut(key.name, to: nameWidth), .key)
      line.pad(to: nameWidth + 2)
      line.append(Columns.cut(type, to: typeWidth), .type)
      line.pad(to: nameWidth + typeWidth + 4)
      let room = width - line.width
      if room > 8, let example = key.example, example.depth == 0, !example.isNull {
        line.append(scalars.line(example, width: room))
      }
      return line
    }
  }

  private func type(of key: Key) -> String {
    let types = key.types.count > 3 ? Array(key.types.prefix(3)) + ["…"] : key.types
    return types.joined(separator: " | ")
      + (key.count < objects
        ? ", in \(Quantity.grouped(key.count)) of \(Quantity.grouped(objects))" : "")
  }
}
