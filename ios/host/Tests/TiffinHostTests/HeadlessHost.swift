import Foundation
import TiffinFFI
import TiffinHost

/// A shell without a screen: the real library, a view of its own for each that the host wants. The same as android/host's.
final class HeadlessHost {
    struct Scene {
        let program: String
        let instance: InstanceId
        let view: ViewId
        let page: HeadlessView
        let chrome: ChromeState?

        /// The text of the element with this id; nil if there is none.
        func text(_ id: String) -> String? { (try? page.text(selector: "#\(id)")) ?? nil }
    }

    struct TimedOut: Error { public let what: String }

    let host: Host
    private var pump: EventPump!
    private let changed = NSCondition()
    private var views: [ViewId: HeadlessView] = [:]
    private var screen: Screen?

    init(dataDir: String, settings: String, environment: Environment = defaultEnvironment()) throws {
        host = try Host.start(options: HostOptions(dataDir: dataDir, settings: settings, viewOrigin: .scheme("mp"), ports: [], log: .warn), environment: environment)
        pump = EventPump(host: host) { [unowned self] in take($0) }
        pump.start()
    }

    private func take(_ batch: [HostEvent]) {
        var answers: [(ViewId, String)] = []
        changed.lock()
        for event in batch { follow(event, &answers) }
        changed.broadcast()
        changed.unlock()
        for (view, text) in answers { host.viewMessage(view: view, text: text) }
    }

    private func follow(_ event: HostEvent, _ answers: inout [(ViewId, String)]) {
        switch event {
        case let .viewCreate(view, _):
            let made = HeadlessView()
            views[view] = made
            answers += said(view) { try made.loaded() }
        case let .viewScript(view, script):
            if let known = views[view] { answers += said(view) { try known.run(script: script) } }
        case let .viewDestroy(view): views[view] = nil
        case let .draw(now): screen = now
        case let .portCall(call, _, _, _): host.portFailed(call: call, reason: "not supported")
        case let .hostLog(level, target, text): print("\(level) \(target): \(text)")
        default: break
        }
    }

    /// What a view says, or why the host and it do not understand each other, which no test survives.
    private func said(_ view: ViewId, _ say: () throws -> [String]) -> [(ViewId, String)] {
        do { return try say().map { (view, $0) } } catch { fatalError("\(view): \(error)") }
    }

    private func scene() -> Scene? {
        guard let screen, let front = screen.front else { return nil }
        for case let .page(view, _, _, _) in screen.layers {
            guard let page = views[view] else { return nil }
            return Scene(program: screen.chrome?.program ?? "", instance: front, view: view, page: page, chrome: screen.chrome)
        }
        return nil
    }

    /// Waits until `look` finds what it looks for in what is in front.
    func await<T>(_ what: String, seconds: Double = 20, look: (Scene) -> T?) throws -> T {
        let deadline = Date(timeIntervalSinceNow: seconds)
        changed.lock()
        defer { changed.unlock() }
        while true {
            if let scene = scene(), let found = look(scene) { return found }
            if !changed.wait(until: deadline) { throw TimedOut(what: what) }
        }
    }

    func tap(_ id: String) throws {
        let (view, text) = try await("a node \(id)") { scene in (try? scene.page.tap(selector: "#\(id)")).map { (scene.view, $0) } }
        host.viewMessage(view: view, text: text)
    }

    func close() {
        host.shutdown()
        pump.join(seconds: 5)
        pump.stop()
    }
}
