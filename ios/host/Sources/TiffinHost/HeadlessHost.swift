import Foundation
import TiffinFFI

/// A shell without a screen: the real library, a tree for each view. The same rooms as android/host.
public final class HeadlessHost {
    public struct Scene {
        public let program: String
        public let instance: InstanceId
        public let view: ViewId
        public let page: ViewMirror
        public let chrome: ChromeState?
    }

    public struct TimedOut: Error { public let what: String }

    public let host: Host
    private var pump: EventPump!
    private let changed = NSCondition()
    private var views: [ViewId: ViewMirror] = [:]
    private var screen: Screen?

    public init(dataDir: String, settings: String, environment: Environment = defaultEnvironment()) throws {
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
            views[view] = ViewMirror()
            answers.append((view, #"{"t":"ready"}"#))
        case let .viewScript(view, script):
            for message in messages(of: script) {
                for text in views[view]?.receive(message) ?? [] { answers.append((view, text)) }
            }
        case let .viewDestroy(view): views[view] = nil
        case let .draw(now): screen = now
        case let .portCall(call, _, _, _): host.portFailed(call: call, reason: "not supported")
        case let .hostLog(level, target, text): print("\(level) \(target): \(text)")
        default: break
        }
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
    public func await<T>(_ what: String, seconds: Double = 20, look: (Scene) -> T?) throws -> T {
        let deadline = Date(timeIntervalSinceNow: seconds)
        changed.lock()
        defer { changed.unlock() }
        while true {
            if let scene = scene(), let found = look(scene) { return found }
            if !changed.wait(until: deadline) { throw TimedOut(what: what) }
        }
    }

    public func tap(_ id: String) throws {
        let (view, text) = try await("a node \(id)") { scene in scene.page.byId(id).map { (scene.view, scene.page.tap($0)) } }
        host.viewMessage(view: view, text: text)
    }

    public func close() {
        host.shutdown()
        pump.join(seconds: 5)
        pump.stop()
    }
}
