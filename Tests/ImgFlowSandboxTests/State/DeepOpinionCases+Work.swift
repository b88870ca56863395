import Foundation
import Testing

@testable import ImgFlowSandbox

extension DeepOpinionCases {
  /// Marks and tags of different segments of one session.
  var labelling: [ParallelCase] {
    [
      ParallelCase(
        "createLabelingSession", "createSegmentTag", "markSegmentAnnotated", "markPageAnnotated",
        "markDocumentAnnotated"
      ) {
        let documents = (0..<30).map { #"{"text": "Room \#($0) was clean."}"# }
        let made = try await studio.post(
          "\(project)/annotations", #"{"documents": [\#(documents.joined(separator: ","))]}"#)
        let path = "\(project)/annotations/\(try #require(made["id"].asInt, "\(made.text)"))"
        try await studio.step()
        let listed = try await studio.get("\(path)/documents?details=segments&limit=100")
        let places = (0..<30).compactMap { number -> (document: Int, segment: Int)? in
          guard let document = listed["documents.\(number).id"].asInt,
            let segment = listed["documents.\(number).segments.0.id"].asInt
          else { return nil }
          return (document, segment)
        }
        #expect(places.count == 30, "\(listed.text.prefix(400))")
        let mark = #"{"name": "ANNOTATED"}"#
        let requests = places.enumerated().flatMap { number, place -> [ParallelCase.Request] in
          let document = "\(path)/documents/\(place.document)"
          let segment = "\(document)/segments/\(place.segment)"
          let marked =
            number % 3 == 0 ? segment : number % 3 == 1 ? document : "\(document)/pages/0"
          return [
            { try await studio.post("\(segment)/tags", #"{"class": "Room", "label": "POS"}"#) },
            { try await studio.post("\(marked)/statuses", mark) },
          ]
        }
        for answer in try await ParallelCase.answers(to: requests) {
          #expect((200...299).contains(answer.status), "\(answer.text)")
        }
        let session = try await studio.get(path)
        #expect(session["status"].asString == "FINISHED", "\(session.text)")
        #expect(session["progress"].asDouble == 100, "\(session.text)")
        for place in places {
          let tags = try await studio.get(
            "\(path)/documents/\(place.document)/segments/\(place.segment)/tags")
          #expect(tags.text.contains(#""class":"Room""#), "\(tags.text)")
        }
      },
      ParallelCase(
        "createCorrectionTag", "updateCorrectionTag", "markCorrectionTag", "markSegmentCorrected"
      ) {
        let segment =
          "\(correction)/documents/\(world.correctedDocument)/segments/\(world.correctedSegment)"
        try await ParallelCase.always("createCorrectionTag", times: 10) { _ in
          try await studio.post("\(segment)/tags", #"{"class": "Room", "label": "NEG"}"#)
        }
        let tag = "\(segment)/tags/\(world.correctedTag)"
        let requests = (0..<30).map { number -> ParallelCase.Request in
          switch number % 3 {
          case 0: { try await studio.put(tag, #"{"class": "Room"}"#) }
          case 1: { try await studio.put(tag, #"{"label": "NEG"}"#) }
          default:
            {
              try await studio.post(
                "\(tag)/statuses", #"{"name": "CORRECTING", "status": "CORRECTING"}"#)
            }
          }
        }
        for answer in try await ParallelCase.answers(to: requests) {
          #expect((200...299).contains(answer.status), "\(answer.text)")
        }
        try await ParallelCase.always("markSegmentCorrected", times: 10) { _ in
          try await studio.post("\(segment)/statuses", #"{"name": "ANNOTATED"}"#)
        }
        let found = try await studio.get(
          "\(project)/annotations/\(world.correction)/documents/\(world.correctedDocument)/segments/"
            + "\(world.correctedSegment)/tags/\(world.correctedTag)")
        #expect(
          found["class"].asString == "Room" && found["label"].asString == "NEG", "\(found.text)")
      },
    ]
  }

  /// New things; where a name is to be had once, half of those who want it are refused.
  var making: [ParallelCase] {
    let text = #"[{"text": "soft bed"}]"#
    let csv = Array("name\nPool\n".utf8)
    return [
      creates("createProject", in: "/projects", "/projects") {
        #"{"name": "project \#($0)", "type": "ABSA"}"#
      },
      creates("createClass", in: "\(project)/classes", "\(project)/classes") {
        #"{"name": "twice \#($0 / 2)"}"#
      },
      creates("createClasses", in: "\(project)/classes", "\(project)/upload-classes") {
        #"[{"name": "listed \#($0 / 2)"}]"#
      },
      creates("createDocument", in: "\(project)/documents", "\(project)/documents") {
        #"{"text": "new \#($0)"}"#
      },
      creates("createGroup", in: "\(project)/groups", "\(project)/groups") {
        #"{"name": "new \#($0)", "documents": \#(text)}"#
      },
      creates("createHitl", in: "\(project)/hitls", "\(project)/hitls") {
        #"{"name": "new \#($0)"}"#
      },
      creates("createAnalysis", in: "/models/\(world.model)/analyses", times: 10, "/analyses") {
        #"{"documents": \#(text), "name": "new \#($0)", "model_id": \#(world.model)}"#
      },
      creates("createCorrection", in: "\(project)/corrections", times: 10, "\(project)/corrections")
      {
        #"{"model_id": \#(world.model), "name": "new \#($0)", "sample_size": 2}"#
      },
      creates("train", in: "\(project)/models", times: 6, "\(project)/models") {
        #"{"annotation_ids": [\#(world.session)], "name": "model \#($0 / 2)"}"#
      },
      creates("cloneProject", in: "/projects", times: 5, "\(project)/clone") { _ in
        #"{"organization_id": 1}"#
      },
      ParallelCase("transferProject") {
        let project = try await studio.made("/projects", #"{"name": "t", "type": "CLASS"}"#)
        try await ParallelCase.always("transferProject") { _ in
          try await studio.post("/projects/\(project)/transfer", #"{"organization_id": 1}"#)
        }
      },
      always("analyze") { _ in
        try await studio.post("/analyze", #"{"documents": \#(text), "model_id": \#(world.model)}"#)
      },
      ParallelCase("uploadDocuments") {
        let before = try await count("\(project)/documents")
        try await ParallelCase.always("uploadDocuments") { _ in
          try await studio.post("\(project)/upload-documents", text)
        }
        try await studio.step()
        #expect(try await count("\(project)/documents") == before + ParallelCase.writers / 4)
      },
      ParallelCase("uploadGroupFile", "uploadAnalysisFile", "uploadLabelingFile") {
        for path in ["\(project)/groups", "/analyses", "\(project)/annotations"] {
          try await ParallelCase.always(path, times: 10) { _ in
            try await studio.upload("\(path)/upload", Studio.csv.utf8, named: "a.csv")
          }
        }
      },
      ParallelCase("uploadClassesFile", "uploadLabelsFile") {
        for path in ["\(project)/classes", "\(project)/labels"] {
          try await ParallelCase.once(path) {
            try await studio.upload("\(path)/upload", csv, named: "a.csv")
          }
        }
      },
      ParallelCase("uploadModel") {
        try await ParallelCase.once("uploadModel") {
          try await studio.upload(
            "/models/upload", world.modelContent, named: "m.bin",
            ["display_name": "Up", "name": "up"])
        }
      },
      ParallelCase("connectGroupSource", "connectLabelingSource") {
        let fields = ["credential_id": "3", "source": "zendesk"]
        let vendor = try DeepOpinionEmulator.declaration()
        for name in ["connectGroupSource", "connectLabelingSource"] {
          let operation = try #require(vendor.operation(name))
          let call = StudioCall(
            name, ["project_id": "\(world.project)"],
            fields: ["credential_id": fields["credential_id"] ?? "", "source": "zendesk"])
          try await ParallelCase.always(name, times: 5) { _ in
            try await studio.send(call, operation)
          }
        }
      },
      ParallelCase("extract") {
        try await ParallelCase.always("extract", times: 5) { _ in
          try await studio.upload(
            "\(project)/models/\(world.model)/extract".inWorkspace, StudioWorld.pdf, named: "a.pdf")
        }
      },
    ]
  }
}
