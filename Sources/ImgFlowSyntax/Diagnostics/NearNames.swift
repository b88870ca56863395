/// Finds the name that someone probably meant.
package enum NearNames {
  /// Returns the candidate that is close enough to `name` to be suggested, or nil.
  ///
  /// The same letters in another case, or with other underscores, always are. Else the candidate
  /// must be at most a third of the letters away (one for short names; swapped neighbours count as
  /// one) and nearer than every other: no hint beats a wrong hint.
  package static func nearest(
    to name: String, in candidates: some Sequence<String>
  ) -> String? {
    let folded = fold(name)
    let letters = Array(name.lowercased())
    let limit = max(1, letters.count / 3)
    var best: (name: String, distance: Int)?
    var isTied = false
    for candidate in candidates where candidate != name && candidate != best?.name {
      if fold(candidate) == folded { return candidate }
      let bound = min(limit, letters.count - 1)
      guard let distance = distance(letters, Array(candidate.lowercased()), atMost: bound) else {
        continue
      }
      if let nearest = best, nearest.distance <= distance {
        isTied = isTied || nearest.distance == distance
      } else {
        best = (candidate, distance)
        isTied = false
      }
    }
    return isTied ? nil : best?.name
  }

  /// Returns the help that suggests the nearest candidate, or nil: ``did you mean `name`?``
  package static func hint(for name: String, in candidates: some Sequence<String>) -> String? {
    nearest(to: name, in: candidates).map { "did you mean `\($0)`?" }
  }

  private static func fold(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }

  /// The number of letters to insert, remove, replace or swap with their neighbour to turn one word into the
  /// other; nil if it is more than `limit`.
  private static func distance(
    _ from: [Character], _ to: [Character], atMost limit: Int
  ) -> Int? {
    guard abs(from.count - to.count) <= limit, limit > 0 else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...to.count)
    for (row, letter) in from.enumerated() {
      var current = [row + 1]
      for (column, other) in to.enumerated() {
        var cost = min(
          last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == to[column - 1], from[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[to.count] <= limit ? last[to.count] : nil
  }
}
