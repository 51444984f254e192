import TiffinFFI
import UIKit

/// The bars of one program, drawn from the newest state: navigation bar, tab bar, capsule, toast. Touches that hit no bar
/// go to the page below.
final class BarsView: UIView {
    private let host: Host
    private let instance: InstanceId

    init(host: Host, instance: InstanceId) {
        self.host = host
        self.instance = instance
        super.init(frame: .zero)
    }

    @available(*, unavailable)
    required init?(coder _: NSCoder) { nil }

    override func hitTest(_ point: CGPoint, with event: UIEvent?) -> UIView? {
        let hit = super.hitTest(point, with: event)
        return hit === self ? nil : hit
    }

    func draw(_ state: ChromeState) {
        subviews.forEach { $0.removeFromSuperview() }
        let width = bounds.width
        if !state.navBar.custom { nav(state.navBar, width) }
        if let tabs = state.tabBar, !tabs.custom { tabBar(tabs, width) }
        if let capsule = state.capsule {
            let close = button("✕", ink(capsule.front), name: "close") { [host, instance] in host.act(action: .close(instance)) }
            close.frame = CGRect(x: capsule.left, y: capsule.top, width: capsule.width, height: capsule.height)
            addSubview(close)
        }
        if let toast = state.toast ?? state.loading.map({ Toast(title: $0.title, icon: "loading", image: nil, mask: $0.mask) }) { draw(toast) }
    }

    private func nav(_ bar: NavBar, _ width: CGFloat) {
        let strip = UIView(frame: CGRect(x: 0, y: 0, width: width, height: bar.height))
        strip.backgroundColor = UIColor(hex: bar.background)
        let title = UILabel(frame: CGRect(x: 96, y: bar.height - 44, width: width - 192, height: 44))
        title.text = bar.title
        title.font = .systemFont(ofSize: 17, weight: .semibold)
        title.textAlignment = .center
        title.textColor = ink(bar.front)
        strip.addSubview(title)
        if bar.back || bar.home {
            let action: ChromeAction = bar.back ? .navBack : .navHome
            let sign = button(bar.back ? "‹" : "⌂", ink(bar.front), name: "back") { [host, instance] in host.act(action: .chrome(instance: instance, action: action)) }
            sign.frame = CGRect(x: 0, y: bar.height - 44, width: 48, height: 44)
            strip.addSubview(sign)
        }
        addSubview(strip)
    }

    private func tabBar(_ tabs: TabBar, _ width: CGFloat) {
        let strip = UIView(frame: CGRect(x: 0, y: bounds.height - tabs.height, width: width, height: tabs.height))
        strip.backgroundColor = UIColor(hex: tabs.background)
        let cell = width / CGFloat(max(1, tabs.items.count))
        for (index, item) in tabs.items.enumerated() {
            let on = index == Int(tabs.selected)
            let tab = button(item.text, UIColor(hex: on ? tabs.selectedColor : tabs.color), name: item.text) { [host, instance] in host.act(action: .tab(instance: instance, index: UInt32(index))) }
            tab.titleLabel?.font = .systemFont(ofSize: 11)
            if let path = on ? item.selectedIcon ?? item.icon : item.icon,
               let bytes = try? host.chromeResource(instance: instance, path: path).body.read(), let icon = UIImage(data: bytes, scale: 3) {
                tab.setImage(icon.withRenderingMode(.alwaysOriginal), for: .normal)
            }
            tab.frame = CGRect(x: cell * CGFloat(index), y: 0, width: cell, height: 50)
            strip.addSubview(tab)
        }
        addSubview(strip)
    }

    private func draw(_ toast: Toast) {
        let label = UILabel()
        label.text = "  \(toast.title)  "
        label.textColor = .white
        label.backgroundColor = UIColor(white: 0.2, alpha: 0.92)
        label.layer.cornerRadius = 10
        label.clipsToBounds = true
        label.textAlignment = .center
        label.sizeToFit()
        label.frame.size.height = 44
        label.center = CGPoint(x: bounds.midX, y: bounds.height * 0.4)
        addSubview(label)
    }

    private func button(_ text: String, _ color: UIColor, name: String, act: @escaping () -> Void) -> UIButton {
        let made = UIButton(type: .system, primaryAction: UIAction(title: text) { _ in act() })
        made.setTitleColor(color, for: .normal)
        made.accessibilityLabel = name
        return made
    }

    private func ink(_ front: Ink) -> UIColor { front == .white ? .white : .black }
}

extension UIColor {
    /// `#rrggbb`; white for anything else.
    convenience init(hex: String) {
        let value = UInt32(hex.dropFirst(), radix: 16) ?? 0xFFFFFF
        self.init(red: CGFloat(value >> 16 & 0xFF) / 255, green: CGFloat(value >> 8 & 0xFF) / 255, blue: CGFloat(value & 0xFF) / 255, alpha: 1)
    }
}
