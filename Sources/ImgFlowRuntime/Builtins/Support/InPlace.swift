import ImgFlowValues

/// Changing the list or object in a place, in time that does not depend on its size: an unshared list is changed
/// where it is, and a shared one copied first.
enum InPlace {
  static func changeList<Result>(
    _ place: inout Value, _ change: (ListObject) throws -> Result
  ) throws -> Result {
    guard let result = try place.withUniqueList(change) else { throw unsuitable(place, "a list") }
    return result
  }

  static func changeRecord<Result>(
    _ place: inout Value, _ change: (RecordObject) throws -> Result
  ) throws -> Result {
    guard let result = try place.withUniqueRecord(change) else {
      throw unsuitable(place, "an object")
    }
    return result
  }

  private static func unsuitable(_ value: Value, _ expected: String) -> ValueError {
    ValueError(
      .type, "only \(expected) can be changed like this, not \(value.type.nameWithArticle)")
  }
}
