import TiffinFFI
import UIKit
import UniformTypeIdentifiers

/// Draws what the host says: views of the program in front, its bars above them, dialogs above those. Main thread only.
final class ScreenController: UIViewController, UIImagePickerControllerDelegate, UINavigationControllerDelegate {
    var environmentChanged: () -> Void = {}
    private let host: Host
    private let chinese = Locale.preferredLanguages.first?.hasPrefix("zh") ?? false
    private var views: [ViewId: PageView] = [:]
    private var owners: [ViewId: InstanceId] = [:]
    private var states: [InstanceId: ChromeState] = [:]
    private var bars: [InstanceId: BarsView] = [:]
    private var front: InstanceId?
    private var scan: CallId?
    private var drawn = ""

    init(host: Host) {
        self.host = host
        super.init(nibName: nil, bundle: nil)
    }

    @available(*, unavailable)
    required init?(coder _: NSCoder) { nil }

    override func viewDidLayoutSubviews() {
        super.viewDidLayoutSubviews()
        environmentChanged()
        states.keys.forEach(lay)
    }

    override func traitCollectionDidChange(_ previous: UITraitCollection?) {
        super.traitCollectionDidChange(previous)
        environmentChanged()
    }

    func show(_ event: HostEvent) {
        switch event {
        case let .viewCreate(id, url):
            let page = PageView(host: host, id: id, url: url)
            page.web.isHidden = true
            views[id] = page
            view.insertSubview(page.web, at: 0)
        case let .viewMessage(id, json): views[id]?.receive(json)
        case let .viewShow(id, instance, _):
            owners[id] = instance
            if let web = views[id]?.web {
                web.isHidden = false
                view.bringSubviewToFront(web)
            }
            lay(instance)
        case let .viewHide(id): views[id]?.web.isHidden = true
        case let .viewDestroy(id): views.removeValue(forKey: id)?.web.removeFromSuperview()
        case let .chrome(instance, state):
            states[instance] = state
            lay(instance)
        case let .front(instance, _, _):
            front = instance
            bars.forEach { $1.isHidden = $0 != instance }
            lay(instance)
        case let .openFailed(_, error): tell(error)
        case let .closed(instance):
            bars.removeValue(forKey: instance)?.removeFromSuperview()
            states[instance] = nil
        case let .prompt(prompt, _, ask): question(prompt, ask)
        case let .portCall(call, _, "scanCode", _):
            scan = call
            let picker = UIImagePickerController()
            picker.delegate = self
            picker.mediaTypes = [UTType.image.identifier]
            present(picker, animated: true)
        case let .portCall(call, _, name, payload): platform(call, name, payload.json)
        case .opening, .promptGone, .portMethod, .portGone, .log, .exit: break
        }
    }

    private func lay(_ instance: InstanceId) {
        guard let state = states[instance] else { return }
        let inset = state.contentInsets
        let frame = view.bounds.inset(by: UIEdgeInsets(top: inset.top, left: inset.left, bottom: inset.bottom, right: inset.right))
        for (id, page) in views where owners[id] == instance { page.web.frame = frame }
        let bar = bars[instance] ?? BarsView(host: host, instance: instance)
        if bars[instance] == nil {
            bars[instance] = bar
            view.addSubview(bar)
        }
        bar.frame = view.bounds
        bar.draw(state)
        view.bringSubviewToFront(bar)
        if instance == front { overlay(instance, state) }
    }

    /// Modal and sheet: the newest state, drawn once. The toast is drawn by the bars.
    private func overlay(_ instance: InstanceId, _ state: ChromeState) {
        let wanted = state.modal.map { "modal \($0)" } ?? state.sheet.map { "sheet \($0)" } ?? ""
        guard wanted != drawn else { return }
        drawn = wanted
        if presentedViewController is UIAlertController { dismiss(animated: false) }
        func act(_ action: ChromeAction) { host.chromeAction(instance: instance, action: action) }
        if let modal = state.modal {
            let alert = UIAlertController(title: modal.title, message: modal.editable ? nil : modal.content, preferredStyle: .alert)
            if modal.editable { alert.addTextField { $0.placeholder = modal.placeholder; $0.text = modal.content } }
            if modal.showCancel { alert.addAction(UIAlertAction(title: modal.cancelText, style: .cancel) { _ in act(.modalCancel) }) }
            alert.addAction(UIAlertAction(title: modal.confirmText, style: .default) { [weak alert] _ in act(.modalConfirm(text: alert?.textFields?.first?.text ?? "")) })
            present(alert, animated: true)
        } else if let sheet = state.sheet {
            let alert = UIAlertController(title: sheet.alertText, message: nil, preferredStyle: .actionSheet)
            for (index, item) in sheet.items.enumerated() { alert.addAction(UIAlertAction(title: item, style: .default) { _ in act(.sheetPick(UInt32(index))) }) }
            alert.addAction(UIAlertAction(title: sheet.cancelText, style: .cancel) { _ in act(.sheetCancel) })
            present(alert, animated: true)
        }
    }

    private func question(_ prompt: PromptId, _ ask: Ask) {
        let text: String
        switch ask {
        case let .consent(_, name, _, reason, titleEn, titleZh): text = "\(name): \(chinese ? titleZh : titleEn)\n\(reason)"
        case let .openProgram(from, to): text = "\(from) → \(to)"
        }
        let alert = UIAlertController(title: nil, message: text, preferredStyle: .alert)
        alert.addAction(UIAlertAction(title: chinese ? "拒绝" : "No", style: .cancel) { [host] _ in host.answerPrompt(prompt: prompt, answer: .dismissed) })
        alert.addAction(UIAlertAction(title: chinese ? "允许" : "Allow", style: .default) { [host] _ in host.answerPrompt(prompt: prompt, answer: .grant(.once)) })
        present(alert, animated: true)
    }

    func tell(_ error: HostError) {
        let alert = UIAlertController(title: nil, message: chinese ? error.messageZh : error.messageEn, preferredStyle: .alert)
        alert.addAction(UIAlertAction(title: "OK", style: .default))
        present(alert, animated: true)
    }

    /// What this app can do for programs; the host asks for nothing else.
    static let ports = ["setClipboardData", "makePhoneCall", "scanCode"]

    private func platform(_ call: CallId, _ name: String, _ args: String) {
        let values = (try? JSONSerialization.jsonObject(with: Data(args.utf8)) as? [String: Any]) ?? [:]
        switch name {
        case "setClipboardData":
            UIPasteboard.general.string = values["data"] as? String
            host.portAnswer(call: call, payload: Payload(json: "{}", blobs: []))
        case "makePhoneCall":
            guard let number = values["phoneNumber"] as? String, let url = URL(string: "tel:\(number)") else { return host.portFailed(call: call, reason: "not supported") }
            UIApplication.shared.open(url)
            host.portAnswer(call: call, payload: Payload(json: "{}", blobs: []))
        default: host.portFailed(call: call, reason: "not supported")
        }
    }

    func imagePickerController(_ picker: UIImagePickerController, didFinishPickingMediaWithInfo info: [UIImagePickerController.InfoKey: Any]) {
        picker.dismiss(animated: true)
        guard let call = scan else { return }
        scan = nil
        guard let bytes = (info[.originalImage] as? UIImage)?.pngData() else { return host.portFailed(call: call, reason: "cancel") }
        DispatchQueue.global(qos: .userInitiated).async { [host] in
            do {
                let found = try host.scanPicture(fileBytes: bytes)
                let answer = try JSONSerialization.data(withJSONObject: ["text": found.first?.text ?? ""])
                host.portAnswer(call: call, payload: Payload(json: String(decoding: answer, as: UTF8.self), blobs: []))
            } catch {
                host.portFailed(call: call, reason: "no code")
            }
        }
    }

    func imagePickerControllerDidCancel(_ picker: UIImagePickerController) {
        picker.dismiss(animated: true)
        if let call = scan { host.portFailed(call: call, reason: "cancel") }
        scan = nil
    }
}
