import Foundation
import Testing

@testable import ImgFlowSandbox

/// A hundred at once in one workspace of the Studio.
struct DeepOpinionCases: Sendable {
  let studio: Studio
  let world: StudioWorld

  typealias Answer = TestSandbox.Answer
  typealias Field = ParallelCase.Field

  init(_ studio: Studio) async throws {
    self.studio = studio
    world = try await StudioWorld.make(studio)
  }

  var project: String { "/projects/\(world.project)" }
  var session: String { "\(project)/annotations/\(world.session)" }
  var correction: String { "\(project)/corrections/\(world.correction)" }

  var all: [ParallelCase] { updating + labelling + making + accounts + once }

  func count(_ path: String) async throws -> Int {
    let answer = try await studio.get(path)
    return answer["count"].asInt ?? answer.json.asItems?.count ?? -1
  }

  /// Writers of different fields of one kind of object, a hundred in all.
  func fields(
    _ operation: String, _ objects: [String], _ fields: [Field]
  ) -> ParallelCase {
    ParallelCase(operation) {
      try await ParallelCase.fields(
        operation, of: objects, fields, write: studio.put, read: studio.get)
    }
  }

  /// Makes things, and gives where they are.
  func made(_ count: Int, _ path: String, _ json: (Int) -> String) async throws -> [String] {
    var paths: [String] = []
    for number in 0..<count { paths.append("\(path)/\(try await studio.made(path, json(number)))") }
    return paths
  }

  /// Calls of an operation, each of which makes one more.
  func creates(
    _ operation: String, in list: String, times: Int = ParallelCase.writers / 4,
    _ path: String, _ json: @escaping @Sendable (Int) -> String
  ) -> ParallelCase {
    ParallelCase(operation) {
      try await ParallelCase.creates(operation, times: times) {
        try await count(list)
      } _: {
        try await studio.post(path, json($0))
      }
    }
  }

  /// Calls that may be repeated.
  func always(
    _ operation: String, _ request: @escaping @Sendable (Int) async throws -> Answer
  ) -> ParallelCase {
    ParallelCase(operation) { try await ParallelCase.always(operation, request) }
  }

  // MARK: - Changing fields

  private var updating: [ParallelCase] {
    [
      ParallelCase("updateAnalysis", "updateGroup", "updateProject", "updateClass", "updateHitl") {
        let number = 10
        let classes = try await made(number, "\(project)/classes") { #"{"name": "class \#($0)"}"# }
        let groups = try await made(number, "\(project)/groups") {
          #"{"name": "g \#($0)", "documents": [{"text": "a"}]}"#
        }
        let hitls = try await made(number, "\(project)/hitls") { #"{"name": "h \#($0)"}"# }
        let projects = try await made(number, "/projects") {
          #"{"name": "p \#($0)", "type": "CLASS"}"#
        }
        for item in [
          fields(
            "updateClass", classes, [.text("name"), .text("example"), .text("description")]),
          fields("updateGroup", groups, [.text("name")]),
          fields(
            "updateHitl", hitls,
            [
              .text("name"), .text("description"), .init("is_live") { _ in "true" },
              .init("webhook_url") { #""http://127.0.0.1:9/\#($0)""# },
              .init("assigned_user_id") { _ in "241602" },
              .init("model_id") { _ in "\(world.model)" },
            ]),
          fields(
            "updateProject", projects, [.text("name"), .init("type") { _ in #""CLASSLABEL""# }]),
          fields("updateAnalysis", ["/analyses/\(world.analysis)"], [.text("name")]),
        ] { try await item.run() }
      },
      fields(
        "updateNotification", ["/notifications/\(world.notification)"],
        [
          .text("title"), .text("text"), .init("type") { _ in #""WARNING""# },
        ]),
      fields(
        "updateLabelingSession", [session],
        [.text("name")]),
      models, documents, labels,
    ]
  }

  private var models: ParallelCase {
    ParallelCase("updateModel", "updateProjectModel") {
      let model = "/models/\(world.model)"
      let texts = ["display_name", "base", "short_description", "long_description"]
      let requests = (0..<ParallelCase.writers).map { number -> ParallelCase.Request in
        let name = texts[number % texts.count]
        let path = number.isMultiple(of: 2) ? model : project + model
        return { try await studio.put(path, #"{"\#(name)": "new \#(name)"}"#) }
      }
      for answer in try await ParallelCase.answers(to: requests) {
        #expect(answer.status == 200, "\(answer.text)")
      }
      let found = try await studio.get(model)
      for name in texts {
        #expect(found["models.0.\(name)"].asString == "new \(name)", "\(found.text)")
      }
    }
  }

  /// Edits of documents, and of the tags of their segments.
  private var documents: ParallelCase {
    ParallelCase("updateDocument", "updateSegmentTag", "updateTag") {
      let texts = try await made(20, "\(project)/documents") { #"{"text": "Text \#($0)."}"# }
      try await ParallelCase.fields(
        "updateDocument", of: texts, [.text("text")], write: studio.put, read: studio.get)
      let segment = "\(session)/documents/\(world.document)/segments/\(world.segment)/tags"
      let requests = (0..<ParallelCase.writers / 2).map { number -> ParallelCase.Request in
        let path = number.isMultiple(of: 2) ? segment : "\(project)/tags"
        let field = number % 3 == 0 ? #""class": "Staff""# : #""label": "NEG""#
        return { try await studio.put("\(path)/\(world.tag)", "{\(field)}") }
      }
      for answer in try await ParallelCase.answers(to: requests) {
        #expect(answer.status == 200, "\(answer.text)")
      }
      let tag = try await studio.get("\(segment)/\(world.tag)")
      #expect(tag["class"].asString == "Staff" && tag["label"].asString == "NEG", "\(tag.text)")
    }
  }

  /// A label is renamed in all sessions and tags; two that want one name do not both get it.
  private var labels: ParallelCase {
    ParallelCase("updateLabel", "updateLabelByName", "createLabel") {
      try await ParallelCase.creates("createLabel") {
        try await count("\(project)/labels")
      } _: {
        // Each name is wanted twice.
        try await studio.post("\(project)/labels", #"{"name": "L \#($0 / 2)"}"#)
      }
      let found = try await studio.get("\(project)/labels").json.asItems ?? []
      let known = found.compactMap { $0.asRecord?["id"]?.asInt }.suffix(8)
      try await ParallelCase.fields(
        "updateLabel", of: known.map { "\(project)/labels/\($0)" },
        [.text("name")], write: studio.put, read: studio.get)
      try await ParallelCase.once("updateLabelByName") {
        try await studio.put("\(project)/labels/name%200", #"{"name": "renamed"}"#)
      }
    }
  }
}
