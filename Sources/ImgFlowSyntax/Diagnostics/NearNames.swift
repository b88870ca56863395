/// Finds the name that a misspelt one was probably meant to be.
///
/// The same letters in another case win; otherwise the one at the smallest edit distance, when it is
/// at most a third of the length (at least 1) and strictly better than the runner-up: no hint beats
/// a wrong hint.
public enum NearNames {
  /// Returns the candidate that `name` was probably meant to be; nil when none is close enough.
  public static func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
    let wanted = name.lowercased()
    let limit = max(1, name.count / 3)
    var best: (name: String, distance: Int)?
    var isTied = false
    for candidate in candidates {
      if candidate.lowercased() == wanted { return candidate }
      let distance = distance(Array(wanted), Array(candidate.lowercased()))
      if distance < best?.distance ?? .max {
        best = (candidate, distance)
        isTied = false
      } else if distance == best?.distance {
        isTied = true
      }
    }
    guard let best, best.distance <= limit, !isTied else { return nil }
    return best.name
  }

  /// The optimal string alignment distance: insertions, deletions, substitutions and swaps.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var older: [Int] = []
    var previous = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var row = [i + 1]
      for (j, other) in b.enumerated() {
        var cost = min(row[j] + 1, previous[j + 1] + 1, previous[j] + (letter == other ? 0 : 1))
        if i > 0, j > 0, letter == b[j - 1], a[i - 1] == other { cost = min(cost, older[j - 1] + 1) }
        row.append(cost)
      }
      (older, previous) = (previous, row)
    }
    return previous[b.count]
  }
}
