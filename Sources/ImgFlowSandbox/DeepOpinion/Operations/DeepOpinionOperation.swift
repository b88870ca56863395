import Hummingbird
import ImgFlowValues

/// An operation, by its name in the declaration. Each section of the documents has an enumeration of its own,
/// next to what its operations do.
struct DeepOpinionOperation: RawRepresentable, CaseIterable, Sendable {
  let rawValue: String
  let work: DeepOpinionWork

  private init(_ operation: some DeepOpinionSection) {
    rawValue = operation.rawValue
    work = operation.work
  }

  init?(rawValue: String) {
    guard let known = Self.byName[rawValue] else { return nil }
    self = known
  }

  static let allCases = sections.flatMap { cases(of: $0) }

  private static let sections: [any DeepOpinionSection.Type] = [
    Accounts.self, Workspaces.self, Projects.self, Classes.self, Documents.self, Groups.self,
    Labelling.self, Tags.self, Corrections.self, Models.self, Analyses.self, Notifications.self,
    Reviews.self, Downloads.self,
  ]

  private static let byName = Dictionary(
    allCases.map { ($0.rawValue, $0) }, uniquingKeysWith: { first, _ in first })

  private static func cases<Section: DeepOpinionSection>(of section: Section.Type) -> [Self] {
    section.allCases.map { Self($0) }
  }
}

/// The operations of a section of the documents.
protocol DeepOpinionSection: CaseIterable, RawRepresentable<String>, Sendable {
  var work: DeepOpinionWork { get }
}

/// How an operation is carried out.
enum DeepOpinionWork: Sendable {
  typealias Body = @Sendable (DeepOpinionTransaction) throws -> Value

  /// It looks into the database.
  case read(Body)
  /// It changes the database completely or, if it throws, not at all.
  case write(Body)
  /// It does more than that.
  case direct(@Sendable (DeepOpinionEmulator, DeepOpinionCall) async throws -> Response)
}
