import Foundation
import TiffinHost
import XCTest

/// The canteen on a third host. Wants a running store and settings that trust it: TIFFIN_SETTINGS names host.toml.
final class CanteenTests: XCTestCase {
    func testATapChangesTheStateOfTheProgram() throws {
        guard let settings = ProcessInfo.processInfo.environment["TIFFIN_SETTINGS"] else { throw XCTSkip("TIFFIN_SETTINGS is not set") }
        let data = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let shell = try HeadlessHost(dataDir: data.path, settings: settings)
        defer { shell.close() }
        try shell.host.openProgram(program: "canteen", scene: 1001)
        _ = try shell.await("the menu") { $0.text("plus-xiaolongbao") }
        try shell.tap("plus-xiaolongbao")
        _ = try shell.await("one in the cart") { scene in scene.text("cart-count") == "1" ? scene : nil }
    }
}
