import Foundation
import Testing

@testable import ImgFlowSandbox

/// Predictions for drawn pictures, where it is known what stands out.
struct SaliencyModelTests {
  func predict(_ lab: [Float], width: Int = 120, height: Int = 90) -> SaliencyMap {
    SaliencyModel.predict(lab: lab, width: width, height: height)
  }

  @Test(arguments: [(30, 30), (60, 45), (95, 60), (20, 75)])
  func peakIsOnTheOddDisc(x: Int, y: Int) {
    let peak = predict(TestImages.disc(at: (x, y))).peak
    #expect(abs(peak.x - x) <= 4)
    #expect(abs(peak.y - y) <= 4)
  }

  @Test func oddDiscAmongOthersWins() {
    var lab = TestImages.disc(at: nil)
    for (index, x) in [20, 40, 60, 80, 100].enumerated() {
      let color: [Float] = index == 3 ? [55, 70, 50] : [55, -50, 40]
      let disc = TestImages.disc(at: (x, 45), radius: 5, color: color)
      for cell in 0..<120 * 90 where disc[cell * 3 + 1] != 0 {
        lab.replaceSubrange(cell * 3..<cell * 3 + 3, with: disc[cell * 3..<cell * 3 + 3])
      }
    }
    let peak = predict(lab).peak
    #expect(abs(peak.x - 80) <= 5)
    #expect(abs(peak.y - 45) <= 5)
  }

  @Test func flatPictureIsUniform() {
    let map = predict(TestImages.disc(at: nil))
    #expect(map == .uniform(width: 120, height: 90))
  }

  @Test func invisibleNoiseIsUniform() {
    var lab = TestImages.disc(at: nil)
    for index in lab.indices { lab[index] += Float(index % 7) * 0.01 }
    #expect(predict(lab) == .uniform(width: 120, height: 90))
  }

  @Test func seamBetweenTwoFlatHalvesStaysBelowADisc() {
    var lab = TestImages.disc(at: (30, 45))
    for cell in 0..<120 * 90 where cell % 120 >= 60 { lab[cell * 3] = 95 }
    let map = predict(lab)
    let seam = (10..<80).map { map[60, $0] }.max() ?? 1
    #expect(abs(map.peak.x - 30) <= 4)
    #expect(seam < 0.4)
  }

  @Test(arguments: [(8, 8), (512, 8), (8, 512), (33, 47)])
  func anySizeGivesFiniteValuesUpToOne(width: Int, height: Int) {
    let lab = TestImages.disc(
      width: width, height: height, at: (width / 2, height / 2), radius: 2)
    let map = predict(lab, width: width, height: height)
    #expect(map.values.allSatisfy { $0.isFinite && $0 >= 0 && $0 <= 1 })
    #expect(map.values.max() == 1)
  }

  @Test func workingSizeKeepsTheShapeAndBoundsTheWork() {
    #expect(SaliencyModel.workingSize(width: 4000, height: 3000) == (128, 96))
    #expect(SaliencyModel.workingSize(width: 64, height: 48) == (64, 48))
    #expect(SaliencyModel.workingSize(width: 12_000, height: 1) == (512, 8))
    #expect(SaliencyModel.workingSize(width: 1, height: 1) == (8, 8))
  }

  @Test func cosineTransformInverts() {
    let field = Field(width: 13, height: 9, values: (0..<117).map { Float($0 * $0 % 31) })
    let transform = CosineTransform(width: 13, height: 9)
    let back = transform.inverse(transform.forward(field))
    #expect(zip(field.values, back.values).allSatisfy { abs($0 - $1) < 1e-3 })
  }

  @Test func blurKeepsTheTotalAndFlatFields() {
    var field = Field(width: 20, height: 10)
    field.values[0] = 1
    field.values[105] = 2
    #expect(abs(field.blurred(sigma: 3).values.reduce(0, +) - 3) < 1e-4)
    let flat = Field(width: 4, height: 3, repeating: 2).blurred(sigma: 5)
    #expect(flat.values.allSatisfy { abs($0 - 2) < 1e-5 })
  }
}
