/// The images of a new library: each scene by several lights.
enum AssetZenScenes {
  struct Subject: Sendable {
    var name: String
    var words: String
    var tags: [String]
    var album: String
    var scene: Scene
  }

  enum Light: String, CaseIterable, Sendable {
    case morning, evening, night

    /// How a colour looks in it.
    func on(_ colour: Scene.Colour) -> Scene.Colour {
      switch self {
      case .morning: colour
      case .evening: (min(255, colour.red * 1.1 + 15), colour.green * 0.82, colour.blue * 0.72)
      case .night: (colour.red * 0.3, colour.green * 0.32, colour.blue * 0.45 + 12)
      }
    }
  }

  static let subjects: [Subject] = [
    Subject(
      name: "Harbour", words: "Boats at anchor in a quiet harbour",
      tags: ["water", "boat", "summer"], album: "Coast",
      scene: Scene(
        top: (150, 200, 235), bottom: (215, 235, 245),
        shapes: [
          .box(x: 0, y: 0.6, width: 1, height: 0.3, (40, 105, 150)),
          .box(x: 0.2, y: 0.55, width: 0.22, height: 0.05, (170, 40, 35)),
          .box(x: 0.3, y: 0.25, width: 0.012, height: 0.2, (235, 235, 230)),
          .box(x: 0.62, y: 0.58, width: 0.14, height: 0.035, (245, 240, 230)),
        ])),
    Subject(
      name: "Lighthouse", words: "A white lighthouse above the sea",
      tags: ["water", "architecture"], album: "Coast",
      scene: Scene(
        top: (120, 180, 230), bottom: (230, 240, 240),
        shapes: [
          .box(x: 0, y: 0.7, width: 1, height: 0.2, (60, 90, 70)),
          .box(x: 0.46, y: 0.2, width: 0.09, height: 0.35, (245, 245, 245)),
          .box(x: 0.46, y: 0.34, width: 0.09, height: 0.06, (200, 40, 40)),
          .disc(x: 0.505, y: 0.18, radius: 0.04, (250, 225, 120)),
        ])),
    Subject(
      name: "Beach ball", words: "A red ball on an empty beach",
      tags: ["water", "summer", "play"], album: "Coast",
      scene: Scene(
        top: (95, 175, 225), bottom: (130, 200, 230),
        shapes: [
          .box(x: 0, y: 0.55, width: 1, height: 0.35, (228, 205, 160)),
          .disc(x: 0.68, y: 0.72, radius: 0.07, (215, 45, 40)),
          .disc(x: 0.66, y: 0.69, radius: 0.018, (250, 245, 240)),
        ])),
    Subject(
      name: "Mountain lake", words: "A still lake below a grey ridge",
      tags: ["water", "mountain"], album: "Mountains",
      scene: Scene(
        top: (175, 205, 225), bottom: (225, 230, 230),
        shapes: [
          .disc(x: 0.3, y: 0.95, radius: 0.38, (110, 115, 120)),
          .disc(x: 0.75, y: 1.0, radius: 0.36, (90, 98, 105)),
          .box(x: 0, y: 0.72, width: 1, height: 0.2, (50, 110, 120)),
        ])),
    Subject(
      name: "Snow hut", words: "A wooden hut in deep snow",
      tags: ["mountain", "winter", "architecture"], album: "Mountains",
      scene: Scene(
        top: (160, 190, 220), bottom: (235, 240, 245),
        shapes: [
          .box(x: 0, y: 0.62, width: 1, height: 0.3, (245, 248, 250)),
          .box(x: 0.38, y: 0.46, width: 0.26, height: 0.14, (110, 70, 45)),
          .box(x: 0.48, y: 0.5, width: 0.05, height: 0.05, (250, 210, 110)),
        ])),
    Subject(
      name: "Balloon", words: "A hot-air balloon over green hills",
      tags: ["sky", "summer"], album: "Mountains",
      scene: Scene(
        top: (110, 170, 225), bottom: (220, 235, 240),
        shapes: [
          .disc(x: 0.25, y: 1.2, radius: 0.45, (90, 140, 70)),
          .disc(x: 0.7, y: 1.25, radius: 0.5, (75, 125, 65)),
          .disc(x: 0.55, y: 0.34, radius: 0.12, (225, 120, 40)),
          .box(x: 0.535, y: 0.56, width: 0.03, height: 0.025, (100, 70, 45)),
        ])),
    Subject(
      name: "Skyline", words: "Office towers next to a park",
      tags: ["city", "architecture"], album: "City",
      scene: Scene(
        top: (140, 175, 210), bottom: (225, 225, 225),
        shapes: [
          .box(x: 0.08, y: 0.3, width: 0.14, height: 0.4, (105, 115, 130)),
          .box(x: 0.3, y: 0.15, width: 0.16, height: 0.5, (80, 90, 110)),
          .box(x: 0.55, y: 0.35, width: 0.2, height: 0.35, (130, 130, 135)),
          .box(x: 0, y: 0.85, width: 1, height: 0.15, (70, 120, 65)),
        ])),
    Subject(
      name: "Tram", words: "A yellow tram on its way through the old town",
      tags: ["city", "transport"], album: "City",
      scene: Scene(
        top: (190, 180, 170), bottom: (160, 150, 145),
        shapes: [
          .box(x: 0, y: 0.78, width: 1, height: 0.2, (85, 82, 80)),
          .box(x: 0.22, y: 0.42, width: 0.5, height: 0.24, (240, 190, 40)),
          .box(x: 0.27, y: 0.47, width: 0.4, height: 0.07, (60, 80, 95)),
        ])),
    Subject(
      name: "Market", words: "Apples and oranges on a market stall",
      tags: ["food", "city"], album: "Food",
      scene: Scene(
        top: (130, 95, 65), bottom: (95, 65, 45),
        shapes: [
          .disc(x: 0.25, y: 0.5, radius: 0.12, (200, 40, 35)),
          .disc(x: 0.48, y: 0.52, radius: 0.12, (90, 150, 50)),
          .disc(x: 0.72, y: 0.5, radius: 0.12, (235, 140, 30)),
        ])),
    Subject(
      name: "Coffee", words: "A cup of coffee from above", tags: ["food"], album: "Food",
      scene: Scene(
        top: (205, 190, 170), bottom: (185, 165, 145),
        shapes: [
          .disc(x: 0.5, y: 0.5, radius: 0.2, (245, 245, 242)),
          .disc(x: 0.5, y: 0.5, radius: 0.16, (90, 55, 35)),
          .disc(x: 0.47, y: 0.47, radius: 0.05, (205, 170, 130)),
        ])),
    Subject(
      name: "Tulips", words: "Rows of tulips in flower", tags: ["flower", "spring"],
      album: "Gardens",
      scene: Scene(
        top: (150, 195, 230), bottom: (215, 230, 235),
        shapes: [
          .box(x: 0, y: 0.45, width: 1, height: 0.12, (215, 60, 90)),
          .box(x: 0, y: 0.63, width: 1, height: 0.12, (245, 200, 60)),
          .box(x: 0, y: 0.81, width: 1, height: 0.12, (205, 45, 50)),
        ])),
    Subject(
      name: "Pond", words: "A water lily on a dark pond", tags: ["flower", "water"],
      album: "Gardens",
      scene: Scene(
        top: (30, 60, 55), bottom: (20, 45, 50),
        shapes: [
          .disc(x: 0.35, y: 0.6, radius: 0.14, (65, 120, 70)),
          .disc(x: 0.6, y: 0.45, radius: 0.1, (75, 130, 80)),
          .disc(x: 0.6, y: 0.43, radius: 0.045, (245, 215, 230)),
        ])),
  ]
}

extension Scene {
  /// The same by another light.
  func lit(by light: AssetZenScenes.Light) -> Scene {
    Scene(
      top: light.on(top), bottom: light.on(bottom),
      shapes: shapes.map { shape in
        switch shape {
        case .disc(let x, let y, let radius, let colour):
          .disc(x: x, y: y, radius: radius, light.on(colour))
        case .box(let x, let y, let width, let height, let colour):
          .box(x: x, y: y, width: width, height: height, light.on(colour))
        }
      })
  }
}
