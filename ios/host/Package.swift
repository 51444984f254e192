// swift-tools-version:5.9
// The Swift host. `TiffinFFI` is the folder of generated bindings, with its module map and the library beside it.
import PackageDescription

let package = Package(
    name: "TiffinHost",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [.library(name: "TiffinHost", targets: ["TiffinHost"])],
    targets: [
        .systemLibrary(name: "TiffinFFIFFI", path: "../bindings/module"),
        .target(name: "TiffinFFI", dependencies: ["TiffinFFIFFI"], path: "../bindings/swift", linkerSettings: [.linkedLibrary("tiffin_uniffi")]),
        .target(name: "TiffinHost", dependencies: ["TiffinFFI"]),
        .testTarget(name: "TiffinHostTests", dependencies: ["TiffinHost", "TiffinFFI"]),
    ]
)
