import TiffinFFI
import TiffinHost
import UIKit

/// Makes the host, tells it about the device, and hands each batch of events to the screen.
@main
final class AppDelegate: UIResponder, UIApplicationDelegate {
    var window: UIWindow?
    private var host: Host!
    private var pump: EventPump!
    private var screen: ScreenController!
    private static let state = "tiffin.state"
    /// What was open when the system took the app.
    private var before: String?

    func application(_ application: UIApplication, didFinishLaunchingWithOptions options: [UIApplication.LaunchOptionsKey: Any]?) -> Bool {
        let window = UIWindow(frame: UIScreen.main.bounds)
        self.window = window
        let data = FileManager.default.urls(for: .applicationSupportDirectory, in: .userDomainMask)[0].appendingPathComponent("tiffin")
        // host.toml, the stores' roots and the home program are resources of the app.
        let settings = Bundle.main.path(forResource: "host", ofType: "toml", inDirectory: "host") ?? ""
        do {
            host = try Host.start(options: HostOptions(dataDir: data.path, settings: settings, viewOrigin: .scheme("mp"), ports: ScreenController.ports, log: .info), environment: environment())
        } catch {
            fatalError("the host cannot start: \(error)")
        }
        screen = ScreenController(host: host)
        screen.environmentChanged = { [unowned self] in host.setEnvironment(environment: environment()) }
        window.rootViewController = screen
        window.makeKeyAndVisible()
        pump = EventPump(host: host) { [screen] batch in
            DispatchQueue.main.async { batch.forEach { screen?.show($0) } }
        }
        pump.start()
        if let before { host.restore(state: before) } else { host.openHome() }
        return true
    }

    // The system asks before it takes the app, and hands the text back before the launch ends. No view is restored by UIKit:
    // the host opens the pages again.
    func application(_: UIApplication, shouldSaveSecureApplicationState _: NSCoder) -> Bool { true }

    func application(_: UIApplication, willEncodeRestorableStateWith coder: NSCoder) {
        coder.encode(host.saveState() as NSString, forKey: AppDelegate.state)
    }

    func application(_: UIApplication, shouldRestoreSecureApplicationState coder: NSCoder) -> Bool {
        before = coder.decodeObject(of: NSString.self, forKey: AppDelegate.state) as String?
        return false
    }

    func application(_ app: UIApplication, open url: URL, options: [UIApplication.OpenURLOptionsKey: Any] = [:]) -> Bool {
        host.act(action: .openLink(text: url.absoluteString, source: .external))
        return true
    }

    func applicationDidReceiveMemoryWarning(_: UIApplication) { host.trimMemory(level: .critical) }

    func applicationDidBecomeActive(_: UIApplication) { host.visibility(foreground: true) }
    func applicationDidEnterBackground(_: UIApplication) { host.visibility(foreground: false) }

    private func environment() -> Environment {
        var device = defaultEnvironment()
        let bounds = UIScreen.main.bounds, safe = window?.safeAreaInsets ?? .zero
        device.windowWidth = bounds.width
        device.windowHeight = bounds.height
        device.screenWidth = bounds.width
        device.screenHeight = bounds.height
        device.pixelRatio = UIScreen.main.scale
        device.statusBarHeight = safe.top
        device.safeArea = Insets(top: safe.top, right: safe.right, bottom: safe.bottom, left: safe.left)
        device.theme = UITraitCollection.current.userInterfaceStyle == .dark ? .dark : .light
        device.language = Locale.preferredLanguages.first.map { $0.hasPrefix("zh") ? "zh_CN" : String($0.prefix(2)) } ?? "en"
        device.platform = "ios"
        device.system = "iOS \(UIDevice.current.systemVersion)"
        device.brand = "Apple"
        device.model = UIDevice.current.model
        return device
    }
}

extension Failure {
    /// What every case carries: the stable code, and what to tell a person.
    var what: HostError {
        switch self {
        case let .Offline(error), let .NotFound(error), let .Untrusted(error), let .Incompatible(error), let .Denied(error), let .Invalid(error), let .Internal(error): error
        }
    }
}
