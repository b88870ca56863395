import Foundation
import Testing

@testable import ImgFlowSandbox

/// Predictions for real pictures: what an eye goes to gets more than its share of the surface.
struct SaliencyOnPicturesTests {
  /// How many times an area's score exceeds its size.
  func density(
    _ name: String, _ left: Double, _ top: Double, _ width: Double, _ height: Double
  ) throws -> Double {
    let image = try TestImages.image(name)
    let score = try AreaScore(
      of: [.rectangle(left: left, top: top, width: width, height: height)],
      on: SaliencyModel.predict(image), imageSize: (image.width, image.height))
    return score.score / score.size
  }

  @Test func catsEyesAndNose() throws {
    #expect(try density("cat.jpg", 130, 80, 80, 75) > 2)
    #expect(try density("cat.jpg", 290, 105, 60, 65) > 2)
    #expect(try density("cat.jpg", 230, 220, 60, 50) > 1.8)
  }

  @Test func catsBackground() throws {
    #expect(try density("cat.jpg", 380, 0, 71, 100) < 0.6)
    #expect(try density("cat.jpg", 0, 0, 40, 120) < 0.6)
  }

  @Test func rocketAgainstTheSky() throws {
    #expect(try density("rocket.jpg", 228, 130, 26, 180) > 1)
    #expect(try density("rocket.jpg", 100, 0, 280, 80) < 0.4)
  }

  @Test func bannersHeadlineAndButton() throws {
    #expect(try density("banner.jpg", 318, 73, 241, 68) > 1.3)
    #expect(try density("banner.jpg", 318, 178, 113, 32) > 2)
    #expect(try density("banner.jpg", 60, 10, 180, 140) > 1.3)
  }

  @Test func bannersEmptyPanel() throws {
    #expect(try density("banner.jpg", 300, 230, 300, 84) < 0.2)
  }
}
