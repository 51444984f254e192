import Foundation

/// One node of a page as the view protocol describes it.
public final class Node {
    public let id: Int
    public let tag: String
    public fileprivate(set) weak var parent: Node?
    public fileprivate(set) var children: [Node] = []
    public fileprivate(set) var text = ""
    public fileprivate(set) var name = ""
    public fileprivate(set) var classes: Set<String> = []
    public fileprivate(set) var attributes: [String: Any] = [:]

    init(id: Int, tag: String) {
        self.id = id
        self.tag = tag
    }

    public var allText: String { text + children.map(\.allText).joined() }

    public func first(where fits: (Node) -> Bool) -> Node? {
        if fits(self) { return self }
        for child in children { if let found = child.first(where: fits) { return found } }
        return nil
    }
}

/// A view without a browser: applies the operations of the view protocol (docs/formats/messages.md) to a tree. It lays
/// nothing out: every rectangle is empty.
public final class ViewMirror {
    private static let root = 1
    private var nodes: [Int: Node] = [:]
    public private(set) var page = Node(id: ViewMirror.root, tag: "page")
    public private(set) var path = ""
    private var painted = false

    public init() { clear() }

    private func clear() {
        page = Node(id: Self.root, tag: "page")
        nodes = [Self.root: page]
        painted = false
    }

    /// Takes one message of the host; answers what the view says to it.
    public func receive(_ json: String) -> [String] {
        guard let message = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] else { return [] }
        switch message["t"] as? String {
        case "assign":
            clear()
            path = message["path"] as? String ?? ""
            return []
        case "batch":
            apply(message["ops"] as? [Any] ?? [])
            var answers = [said(["t": "applied", "n": message["n"] ?? 0])]
            if !painted {
                painted = true
                answers.append(said(["t": "painted"]))
            }
            return answers
        case "query":
            let empty: [String: Any] = ["left": 0, "top": 0, "right": 0, "bottom": 0, "width": 0, "height": 0, "scrollLeft": 0, "scrollTop": 0]
            let items = message["items"] as? [Any] ?? []
            return [said(["t": "queried", "q": message["q"] ?? 0, "result": items.map { _ in empty }])]
        case "invoke":
            let q = message["q"] as? Int ?? 0
            return q == 0 ? [] : [said(["t": "invoked", "q": q, "error": "no screen"])]
        default:
            return []
        }
    }

    public func byId(_ name: String) -> Node? { page.first { $0.name == name } }

    /// A tap as the view would report it: on the node, bubbling from there in the logic layer.
    public func tap(_ node: Node) -> String {
        let touch: [String: Any] = ["identifier": 0, "pageX": 1, "pageY": 1, "clientX": 1, "clientY": 1]
        return said([
            "t": "event", "node": node.id, "type": "tap", "detail": ["x": 1, "y": 1], "touches": [], "changedTouches": [touch],
            "timeStamp": 1.0, "offset": ["left": 0, "top": 0], "bubbles": true,
        ])
    }

    private func apply(_ ops: [Any]) {
        var at = 0
        func next() -> Any { defer { at += 1 }; return at < ops.count ? ops[at] : 0 }
        func int() -> Int { (next() as? NSNumber)?.intValue ?? 0 }
        func text() -> String { "\(next())" }
        func node() -> Node? { nodes[int()] }
        while at < ops.count {
            switch int() {
            case 1: let id = int(); nodes[id] = Node(id: id, tag: text())
            case 2: let id = int(); let made = Node(id: id, tag: "#text"); made.text = text(); nodes[id] = made
            case 3: place(in: node(), node(), before: nil)
            case 4: place(in: node(), node(), before: node())
            case 5: detach(from: node(), node())
            case 6:
                let parent = node(), new = node(), old = node()
                place(in: parent, new, before: old)
                detach(from: parent, old)
            case 7: let it = node(); it?.text = text()
            case 8: let it = node(); let key = text(); it?.attributes[key] = next()
            case 9: let it = node(); it?.attributes[text()] = nil
            case 10: let it = node(); it?.classes.insert(text())
            case 11: let it = node(); it?.classes.remove(text())
            case 12: node()?.classes.removeAll()
            case 13: let it = node(); it?.attributes["style"] = text()
            case 14: let it = node(); it?.name = text()
            case 15, 16, 17, 20: at += 3
            case 18: nodes[int()] = nil
            case 19: at += 2
            default: return
            }
        }
    }

    private func place(in parent: Node?, _ child: Node?, before: Node?) {
        guard let parent, let child else { return }
        child.parent?.children.removeAll { $0 === child }
        let index = before.flatMap { before in parent.children.firstIndex { $0 === before } } ?? parent.children.count
        parent.children.insert(child, at: index)
        child.parent = parent
    }

    private func detach(from parent: Node?, _ child: Node?) {
        guard let parent, let child, child.parent === parent else { return }
        parent.children.removeAll { $0 === child }
        child.parent = nil
    }

    private func said(_ message: [String: Any]) -> String {
        (try? JSONSerialization.data(withJSONObject: message)).flatMap { String(data: $0, encoding: .utf8) } ?? "{}"
    }
}
