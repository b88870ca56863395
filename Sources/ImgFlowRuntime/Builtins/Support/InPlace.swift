import ImgFlowValues

/// Changing the list or object in a place, in time that does not depend on its size: the place gives
/// up its reference, so that an unshared list is changed where it is and a shared one copied first.
enum InPlace {
  static func changeList<Result>(
    _ place: inout Value, _ change: (ListObject) throws -> Result
  ) throws -> Result {
    guard var list = place.asList else { throw unsuitable(place, "a list") }
    place = .null
    if !isKnownUniquelyReferenced(&list) { list = try list.copy() }
    defer { place = .heap(list) }
    return try change(list)
  }

  static func changeRecord<Result>(
    _ place: inout Value, _ change: (RecordObject) throws -> Result
  ) throws -> Result {
    guard var record = place.asRecord else { throw unsuitable(place, "an object") }
    place = .null
    if !isKnownUniquelyReferenced(&record) { record = try record.copy() }
    defer { place = .heap(record) }
    return try change(record)
  }

  private static func unsuitable(_ value: Value, _ expected: String) -> ValueError {
    ValueError(
      .type, "only \(expected) can be changed like this, not \(value.type.nameWithArticle)")
  }
}
