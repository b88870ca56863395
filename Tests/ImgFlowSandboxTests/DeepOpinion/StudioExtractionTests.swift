import Foundation
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// What `extract` finds in a PDF is where it says, and framed on the images of the pages.
@Suite struct StudioExtractionTests {
  private static let lines = ["the bed was soft and clean", "the waiter was rude to us"]

  /// A document of two pages with those lines, and an empty one.
  private static func document(_ attributes: String) -> Data {
    let content = lines.enumerated().map { index, line in
      "BT /F1 20 Tf 60 \(700 - 400 * index) Td (\(line)) Tj ET"
    }
    return MinimalPDF.document(
      pages: [content.joined(separator: "\n"), content[1], ""], attributes: attributes)
  }

  @Test(arguments: [
    ("", [900, 1200]), ("/Rotate 90", [1200, 900]), ("/Rotate 180", [900, 1200]),
    ("/Rotate 270", [1200, 900]), ("/CropBox [30 30 570 780]", [864, 1200]),
  ])
  func pagesAreDrawnWithFramesAroundTheMatches(_ attributes: String, _ size: [Int]) async throws {
    try await Studio.with { studio in
      let (project, _, model) = try await studio.trained()
      let path = "/projects/\(project)/models/\(model)/extract".inWorkspace
      let document = Self.document(attributes)
      let answer = try await studio.upload(
        "\(path)?return_annotated_pages=true&return_bboxes=true", document, named: "a.pdf")
      #expect(answer.status == 200, "\(answer.text.prefix(500))")
      #expect(answer["total_credits_used"].asInt == 3)
      let matches = answer["documents.0.matches"].asItems?.compactMap(\.asRecord) ?? []
      // Of lines that stand on their heads, either may be the first.
      let values = matches.compactMap { $0["value"]?.asString }
      #expect(values.sorted() == Self.lines + [Self.lines[1]])
      #expect(matches.compactMap { $0["page"]?.asInt } == [0, 0, 1])
      let boxes = try #require(answer["documents.0.bboxes"].asItems?.map(Self.boxes))
      #expect(boxes.map(\.count) == [2, 1, 0])
      let images = try #require(answer["documents.0.annotated_pages"].asItems)
      #expect(images.count == 3)
      for (image, boxes) in zip(images, boxes) {
        try Self.check(image.asString ?? "", boxes, size)
      }
      try await Self.checkClient(studio, project, model, document, images)
    }
  }

  /// The places that are found on a page, in the order of left, top, right and bottom.
  private static func boxes(of page: Value) -> [[Double]] {
    page.asItems?.compactMap { field in
      let box = field.asItems?.first?.asRecord
      return ["TLx", "TLy", "BRx", "BRy"].map { box?[$0]?.asDouble ?? -1 }
    } ?? []
  }

  /// Checks that all text of a page is within the boxes, and a frame around each of these.
  private static func check(_ base64: String, _ boxes: [[Double]], _ size: [Int]) throws {
    let (image, format) = try RasterImage.decode(try #require(Data(base64Encoded: base64)))
    #expect(format == .png && [image.width, image.height] == size)
    let samples = try image.rgbSamples()
    var frames = [Int](repeating: 0, count: boxes.count)
    for y in 0..<image.height {
      for x in 0..<image.width {
        let offset = 3 * (y * image.width + x)
        let (red, blue) = (samples[offset], samples[offset + 2])
        guard blue < 80 else { continue }
        // Four pixels are for the frame.
        let around = boxes.indices.filter { index in
          let edges = zip(boxes[index], size + size).map { $0 * Double($1) }
          return (edges[0] - 4...edges[2] + 4).contains(Double(x))
            && (edges[1] - 4...edges[3] + 4).contains(Double(y))
        }
        if around.isEmpty {
          Issue.record("something at \(x), \(y) is outside of \(boxes)")
          return
        }
        if red > 200 { for index in around { frames[index] += 1 } }
      }
    }
    #expect(frames.allSatisfy { $0 > 200 }, "\(frames)")
  }

  /// Checks that a script has the same pages.
  private static func checkClient(
    _ studio: Studio, _ project: Int, _ model: Int, _ document: Data, _ images: [Value]
  ) async throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "document.pdf")
    try document.write(to: file)
    let script = """
      param file: path
      use deepopinion
      extract(\(project), \(model), file, return_annotated_pages: true).documents[0].annotated_pages
      """
    let pages = await OperationScript.run(
      script, .sandbox(at: studio.sandbox.url), parameters: ["file": .string(file.path)])
    #expect(pages.asItems?.map(\.asString) == images.map(\.asString))
  }
}
