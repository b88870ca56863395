/// How strictly values are held against types: that depends on where they come from and where they go.
package struct TypeRules: Sendable {
  /// Whether an int may stand for a float and a string for a secret, which crossing a type converts.
  var converts = true
  /// Whether the value comes from JSON, where times, durations and secrets are strings.
  var isJSON = false
  /// Whether null says as little as a field that is left out, and a field may be left out that may be null.
  package var takesNullForAbsence = false
  /// Whether only the kinds of values count, and numbers and times may be strings.
  var isLenient = false
  /// Whether objects must have come from a resource, rather than look like one.
  package var asksForOrigin = false

  /// Whether no value stands for one of another kind.
  var countsValuesAsTheyAre: Bool { !converts && !isJSON && !isLenient }

  /// Of `is` and of patterns: the value as it is.
  package static let test = TypeRules(converts: false, asksForOrigin: true)
  /// Of annotations.
  package static let annotation = TypeRules(asksForOrigin: true)
  /// Of the arguments of operations. Requests are not answers: what an answer may show as null a request
  /// may leave out, and what it may leave out may be null, so that all that a service shows can be sent back.
  package static let argument = TypeRules(takesNullForAbsence: true)
  /// Of the bodies of requests.
  package static let request = TypeRules(isJSON: true, takesNullForAbsence: true)
  /// Of what a script reads from a service that keeps to its declaration: all promised fields are there.
  package static let result = TypeRules()
  /// Of the answers of such a service.
  package static let answer = TypeRules(isJSON: true)
  /// Of the answers of any service. Services add fields, leave some out and extend enums; none of that
  /// gives a script a value of a wrong type.
  package static let received = TypeRules(isJSON: true, isLenient: true)
}
