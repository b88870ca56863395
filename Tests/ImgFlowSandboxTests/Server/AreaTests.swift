import Foundation
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

@Suite struct AreaTests {
  @Test func anAreaNeedsAHeatmap() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let media = try await sandbox.uploadedMedia(token: token)
      let body = #"{"type": "rectangle", "media": \#(media)}"#
      let early = try await sandbox.post("/expoze/a_o_is.json", body, token: token)
      #expect(early.status == 422)
      #expect(early["violations.0.propertyPath"].asString == "media")

      _ = try await sandbox.finishedJob(on: media, token: token)
      let area = try await sandbox.post("/expoze/a_o_is.json", body, token: token)
      #expect(area.status == 200)
      #expect(
        area.text == """
          {"id":21473,"position":0,"type":"rectangle","media":"/images/\(media)","mediaId":\(media),\
          "points":[],"name":null,"score":null,"visible":true,"colors":[]}
          """)
    }
  }

  @Test(arguments: ["/a_o_is.json/", "/a_o_is/"])
  func theDocumentsSampleIsScored(path: String) async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let (media, area) = try await Self.area(sandbox, token)
      let answer = try await sandbox.put(
        "/expoze\(path)\(area)", Self.sample(area: area, media: media), token: token)
      #expect(answer.status == 200, "\(answer.text)")
      let score = try #require(answer["score"].asDouble)
      #expect((0...100).contains(score) && score > 0)
      #expect(answer["name"].asString == "test")
      // As sent, with the keys that only the vendor's editor knows; without the editor's own state.
      let sent = try JSON.parse(Self.sample(area: area, media: media)).asRecord?["points"]
      #expect(Value.equals(answer["points"], sent ?? .null))
      #expect(answer["$id"].isNull && answer.json.asRecord?["loading"] == nil)
    }
  }

  @Test func theWholePictureHasAllTheAttention() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let (_, area) = try await Self.area(sandbox, token)
      let all = #"{"type": "rect", "left": 0, "top": 0, "width": 9999, "height": 9999}"#
      let answer = try await sandbox.put(
        "/expoze/a_o_is.json/\(area)", #"{"type": "rectangle", "points": [\#(all)]}"#, token: token)
      #expect(answer["score"].asDouble == 100)
    }
  }

  @Test func anUpdateLeavesAloneWhatItDoesNotName() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let (media, area) = try await Self.area(sandbox, token)
      let path = "/expoze/a_o_is.json/\(area)"
      _ = try await sandbox.put(path, Self.sample(area: area, media: media), token: token)
      let answer = try await sandbox.put(
        path, #"{"type": "circle", "points": [], "visible": false}"#, token: token)
      #expect(answer["name"].asString == "test")
      #expect(answer["type"].asString == "circle" && answer["visible"].asBool == false)
      #expect(answer["score"].isNull)
    }
  }

  @Test func badShapesAreViolations() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let (_, area) = try await Self.area(sandbox, token)
      for point in [
        #"{"type": "star", "left": 0, "top": 0}"#, #"{"type": "rect", "left": "a", "top": 0}"#,
        #"{"type": "rect", "left": 0, "top": 0, "width": 0, "height": 5}"#,
        #"{"type": "rect", "left": -500, "top": 0, "width": 5, "height": 5}"#,
        #"{"type": "rect", "left": 1e308, "top": 0, "width": 1e308, "height": 5, "scaleX": 1e308}"#,
        #"{"type": "circle", "left": 0, "top": 0, "radius": "big"}"#, "7", "null", "{}",
      ] {
        let answer = try await sandbox.put(
          "/expoze/a_o_is.json/\(area)", #"{"type": "rectangle", "points": [\#(point)]}"#,
          token: token)
        #expect(answer.status == 422, "\(point): \(answer.text)")
        let field = answer["violations.0.propertyPath"].asString ?? ""
        #expect(field.hasPrefix("points"), "\(point): \(answer.text)")
      }
      let type = try await sandbox.put(
        "/expoze/a_o_is.json/\(area)", #"{"type": "star", "points": []}"#, token: token)
      #expect(type["violations.0.propertyPath"].asString == "type")
    }
  }

  @Test func contradictingIdsAreRefused() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let (_, area) = try await Self.area(sandbox, token)
      for field in [#""id": 1"#, #""mediaId": 1"#, #""media": "/images/1""#] {
        let answer = try await sandbox.put(
          "/expoze/a_o_is.json/\(area)", #"{"type": "rectangle", "points": [], \#(field)}"#,
          token: token)
        #expect(answer.status == 422, "\(answer.text)")
      }
    }
  }

  static func area(_ sandbox: TestSandbox, _ token: String) async throws -> (Int, Int) {
    let media = try await sandbox.uploadedMedia(token: token)
    _ = try await sandbox.finishedJob(on: media, token: token)
    let area = try await sandbox.post(
      "/expoze/a_o_is.json",
      #"{"type": "rectangle", "media": \#(media), "mediaId": \#(media), "media_id": \#(media)}"#,
      token: token)
    return (media, try #require(area["id"].asInt, "\(area.text)"))
  }

  /// The request of the vendor's documents, with its ids exchanged.
  private static func sample(area: Int, media: Int) -> String {
    """
    {"$id": "\(area)", "id": \(area), "type": "rectangle", "loading": false, "editing": false,
     "name": "test", "editName": false, "visible": true, "selected": true,
     "media": "/images/\(media)", "mediaId": \(media), "position": 0, "points": [{
     "type": "rect", "version": "3.6.3", "originX": "left", "originY": "top", "left": 12.55,
     "top": 55.55, "width": 120, "height": 100, "fill": "rgba(18, 109, 88, 0.40)",
     "stroke": "#005094", "strokeWidth": 1, "strokeDashArray": null, "strokeLineCap": "butt",
     "strokeDashOffset": 0, "strokeLineJoin": "miter", "strokeMiterLimit": 4, "scaleX": 4.03,
     "scaleY": 4.03, "angle": 0, "flipX": false, "flipY": false, "opacity": 1, "shadow": null,
     "visible": true, "clipTo": null, "backgroundColor": "", "fillRule": "nonzero",
     "paintFirst": "fill", "globalCompositeOperation": "source-over", "transformMatrix": null,
     "skewX": 0, "skewY": 0, "rx": 0, "ry": 0}]}
    """
  }
}
