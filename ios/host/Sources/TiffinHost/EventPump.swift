import Foundation
import TiffinFFI

/// The one thread that pulls what the host has to say, in batches; the library never calls up into the shell.
/// `deliver` runs on the pump's thread: an app hops to the main queue once per batch.
public final class EventPump {
    /// How long one pull waits; only `stop` without `Host.shutdown` ever notices.
    private static let waitMs: UInt32 = 500
    /// As many events as a screen can draw between two frames.
    private static let batch: UInt32 = 256

    private let host: Host
    private let deliver: ([HostEvent]) -> Void
    private let lock = NSLock()
    private var running = true
    private let ended = DispatchSemaphore(value: 0)

    public init(host: Host, deliver: @escaping ([HostEvent]) -> Void) {
        self.host = host
        self.deliver = deliver
    }

    @discardableResult
    public func start() -> EventPump {
        let thread = Thread { [self] in run() }
        thread.name = "tiffin-events"
        thread.start()
        return self
    }

    public func stop() {
        lock.withLock { running = false }
    }

    /// Waits until the pump has ended, by `stop` or by the host's last event.
    public func join(seconds: Double) {
        _ = ended.wait(timeout: .now() + seconds)
    }

    private func run() {
        defer { ended.signal() }
        while lock.withLock({ running }) {
            let events = host.nextEvents(waitMs: Self.waitMs, max: Self.batch)
            if events.isEmpty { continue }
            deliver(events)
            if events.contains(where: { if case .exit = $0 { true } else { false } }) { return }
        }
    }
}
