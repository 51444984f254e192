import TiffinFFI
import UIKit
import UniformTypeIdentifiers

/// Draws the host's newest screen: its page, the bars above it, dialogs above those. It compares with what it drew and
/// decides nothing. Main thread only.
final class ScreenController: UIViewController, UIImagePickerControllerDelegate, UINavigationControllerDelegate {
    var environmentChanged: () -> Void = {}
    private let host: Host
    private let chinese = Locale.preferredLanguages.first?.hasPrefix("zh") ?? false
    private var views: [ViewId: PageView] = [:]
    private var screen: Screen?
    private var bars: BarsView?
    private var owner: InstanceId?
    private var shown: ViewId?
    private var scan: CallId?
    /// What the one dialog shows, in words that differ when it does.
    private var asked = ""

    init(host: Host) {
        self.host = host
        super.init(nibName: nil, bundle: nil)
    }

    @available(*, unavailable)
    required init?(coder _: NSCoder) { nil }

    override func viewDidLayoutSubviews() {
        super.viewDidLayoutSubviews()
        environmentChanged()
        if let screen { draw(screen) }
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
        case let .viewScript(id, script): views[id]?.run(script)
        case let .viewDestroy(id):
            views.removeValue(forKey: id)?.web.removeFromSuperview()
            if shown == id { shown = nil }
        case let .draw(now):
            screen = now
            draw(now)
        case let .portCall(call, _, "scanCode", _):
            // A picture answers one call: who asked before gives way.
            if let before = scan { host.portFailed(call: before, reason: "cancel") }
            scan = call
            pickPicture()
        case let .portCall(call, _, name, payload): platform(call, name, payload.json)
        case let .hostLog(level, target, text): NSLog("%@", "\(level) \(target): \(text)")
        case .closed, .portMethod, .portGone, .log, .exit: break
        }
    }

    private func draw(_ screen: Screen) {
        place(screen)
        if owner != screen.front {
            bars?.removeFromSuperview()
            bars = screen.front.map { BarsView(host: host, instance: $0) }
            if let bars { view.addSubview(bars) }
            owner = screen.front
        }
        if let bars, let chrome = screen.chrome {
            bars.frame = view.bounds
            bars.draw(chrome)
            view.bringSubviewToFront(bars)
        }
        ask(screen)
    }

    private func place(_ screen: Screen) {
        var front: ViewId?
        for case let .page(id, inset, background, _) in screen.layers {
            front = id
            view.backgroundColor = UIColor(hex: background)
            guard let web = views[id]?.web else { continue }
            web.frame = view.bounds.inset(by: UIEdgeInsets(top: inset.top, left: inset.left, bottom: inset.bottom, right: inset.right))
            web.isHidden = false
        }
        if let shown, shown != front { views[shown]?.web.isHidden = true }
        shown = front
    }

    /// What lies on top is asked, once; the host gives it in its order. The toast is drawn by the bars.
    private func ask(_ screen: Screen) {
        let alert: UIAlertController?
        let words: String
        if let prompt = screen.prompt {
            (words, alert) = ("prompt \(prompt.id)", question(prompt))
        } else if let panel = screen.panel {
            (words, alert) = ("panel \(panel)", sheet(for: panel))
        } else if let cover = screen.cover {
            (words, alert) = (self.words(cover), self.cover(cover))
        } else if let front = screen.front, let crash = screen.chrome?.crash {
            let made = plain("\(chinese ? crash.messageZh : crash.messageEn)\n\(crash.detail)")
            made.addAction(UIAlertAction(title: "OK", style: .default) { [host] _ in host.act(action: .close(front)) })
            (words, alert) = ("crash \(crash)", made)
        } else if let front = screen.front, let modal = screen.chrome?.modal {
            (words, alert) = ("modal \(modal)", self.modal(front, modal))
        } else if let front = screen.front, let actions = screen.chrome?.sheet {
            (words, alert) = ("sheet \(actions)", self.actions(front, actions))
        } else {
            (words, alert) = ("", nil)
        }
        guard words != asked else { return }
        asked = words
        if presentedViewController is UIAlertController { dismiss(animated: false) }
        if let alert { present(alert, animated: true) }
    }

    private func plain(_ text: String) -> UIAlertController { UIAlertController(title: nil, message: text, preferredStyle: .alert) }

    private func button(_ title: String, _ style: UIAlertAction.Style, _ action: ScreenAction) -> UIAlertAction {
        UIAlertAction(title: title, style: style) { [host] _ in host.act(action: action) }
    }

    private func modal(_ front: InstanceId, _ modal: Modal) -> UIAlertController {
        let alert = UIAlertController(title: modal.title, message: modal.editable ? nil : modal.content, preferredStyle: .alert)
        if modal.editable { alert.addTextField { $0.placeholder = modal.placeholder; $0.text = modal.content } }
        if modal.showCancel { alert.addAction(button(modal.cancelText, .cancel, .chrome(instance: front, action: .modalCancel))) }
        alert.addAction(UIAlertAction(title: modal.confirmText, style: .default) { [host, weak alert] _ in
            host.act(action: .chrome(instance: front, action: .modalConfirm(text: alert?.textFields?.first?.text ?? "")))
        })
        return alert
    }

    private func actions(_ front: InstanceId, _ sheet: Sheet) -> UIAlertController {
        let alert = UIAlertController(title: sheet.alertText, message: nil, preferredStyle: .actionSheet)
        for (index, item) in sheet.items.enumerated() {
            alert.addAction(button(item, .default, .chrome(instance: front, action: .sheetPick(UInt32(index)))))
        }
        alert.addAction(button(sheet.cancelText, .cancel, .chrome(instance: front, action: .sheetCancel)))
        return alert
    }

    private func question(_ prompt: Prompt) -> UIAlertController {
        let text: String
        switch prompt.ask {
        case let .consent(_, name, _, reason, titleEn, titleZh): text = "\(name): \(chinese ? titleZh : titleEn)\n\(reason)"
        case let .openProgram(from, to): text = "\(from) → \(to)"
        }
        let alert = plain(text)
        alert.addAction(button(chinese ? "拒绝" : "No", .cancel, .answer(prompt: prompt.id, answer: .dismissed)))
        alert.addAction(button(chinese ? "允许" : "Allow", .default, .answer(prompt: prompt.id, answer: .grant(.once))))
        return alert
    }

    private func sheet(for panel: Panel) -> UIAlertController? {
        let alert: UIAlertController
        switch panel {
        case let .share(link, _, _): alert = plain(link)
        case let .scanner(_, _, parts?, _):
            alert = plain(chinese ? "一组 \(parts.of) 个二维码，已读取 \(parts.read) 个" : "\(parts.read) of \(parts.of) codes were read")
            alert.addAction(UIAlertAction(title: chinese ? "下一个" : "Next", style: .default) { [weak self] _ in self?.pickPicture() })
        case let .scanner(_, _, nil, choices):
            alert = plain(choices.isEmpty ? "…" : "")
            for (index, choice) in choices.enumerated() {
                let title = [choice.title, choice.detail, choice.parameters].filter { !$0.isEmpty }.joined(separator: " · ")
                alert.addAction(button(title, .default, .pick(UInt32(index))))
            }
        case .menu, .about: alert = plain(screen?.title ?? "")
        }
        alert.addAction(button("OK", .cancel, .closePanel))
        return alert
    }

    /// Each step of the progress is a new value, and a button that is made anew cannot be hit: the program counts, and its name.
    private func words(_ cover: Cover) -> String {
        if case let .opening(opening) = cover { return "opening \(opening.program) \(opening.name)" }
        return "cover \(cover)"
    }

    private func cover(_ cover: Cover) -> UIAlertController? {
        switch cover {
        case .start: return nil
        case let .opening(opening):
            let alert = plain(opening.name.isEmpty ? opening.program : opening.name)
            alert.addAction(button(chinese ? "取消" : "Cancel", .cancel, .dismiss))
            return alert
        case let .failed(_, error, retry, waits, _):
            let goesOn = chinese ? "\n恢复后会自动继续。" : "\nIt goes on by itself as soon as that is over."
            let alert = plain((chinese ? error.messageZh : error.messageEn) + (waits ? goesOn : ""))
            alert.addAction(button("OK", .cancel, .dismiss))
            if retry { alert.addAction(button(chinese ? "重试" : "Try again", .default, .retry)) }
            return alert
        }
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

    private func pickPicture() {
        let picker = UIImagePickerController()
        picker.delegate = self
        picker.mediaTypes = [UTType.image.identifier]
        present(picker, animated: true)
    }

    func imagePickerController(_ picker: UIImagePickerController, didFinishPickingMediaWithInfo info: [UIImagePickerController.InfoKey: Any]) {
        picker.dismiss(animated: true)
        let call = scan
        scan = nil
        guard let bytes = (info[.originalImage] as? UIImage)?.pngData() else {
            if let call { host.portFailed(call: call, reason: "cancel") }
            return
        }
        // What becomes of the codes, or of none, is the host's: it opens, answers, or shows a choice or why not.
        DispatchQueue.global(qos: .userInitiated).async { [host] in
            do {
                let texts = try host.scanPicture(fileBytes: bytes).map(\.text)
                host.act(action: .found(texts: texts, source: .picture, call: call))
            } catch {
                if let failure = error as? Failure { host.act(action: .unreadable(error: failure.what, call: call)) }
                else if let call { host.portFailed(call: call, reason: "cancel") }
            }
        }
    }

    func imagePickerControllerDidCancel(_ picker: UIImagePickerController) {
        picker.dismiss(animated: true)
        if let call = scan { host.portFailed(call: call, reason: "cancel") }
        scan = nil
    }
}
