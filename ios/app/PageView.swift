import TiffinFFI
import WebKit

/// A page's web view. Whatever it posts speaks for this view and no other: the id is bound here, never read from a message.
final class PageView: NSObject, WKScriptMessageHandler, WKURLSchemeHandler, WKNavigationDelegate {
    let id: ViewId
    private(set) var web: WKWebView!
    private unowned let host: Host
    private var stopped: Set<ObjectIdentifier> = []

    init(host: Host, id: ViewId, url: String) {
        self.host = host
        self.id = id
        super.init()
        let configuration = WKWebViewConfiguration()
        configuration.websiteDataStore = .nonPersistent()
        configuration.setURLSchemeHandler(self, forURLScheme: "mp")
        configuration.userContentController.add(self, name: "tiffin")
        configuration.allowsInlineMediaPlayback = true
        web = WKWebView(frame: .zero, configuration: configuration)
        web.navigationDelegate = self
        web.scrollView.contentInsetAdjustmentBehavior = .never
        if let address = URL(string: url) { web.load(URLRequest(url: address)) }
    }

    func run(_ script: String) { web.evaluateJavaScript(script) }

    func userContentController(_: WKUserContentController, didReceive message: WKScriptMessage) {
        guard message.frameInfo.isMainFrame, let text = message.body as? String else { return }
        host.viewMessage(view: id, text: text)
    }

    func webView(_: WKWebView, start task: WKURLSchemeTask) {
        guard let url = task.request.url else { return }
        DispatchQueue.global(qos: .userInitiated).async { [self] in
            let answer = answer(to: url)
            DispatchQueue.main.async { [self] in
                guard stopped.remove(ObjectIdentifier(task)) == nil else { return }
                task.didReceive(answer.0)
                task.didReceive(answer.1)
                task.didFinish()
            }
        }
    }

    func webView(_: WKWebView, stop task: WKURLSchemeTask) { stopped.insert(ObjectIdentifier(task)) }

    private func answer(to url: URL) -> (HTTPURLResponse, Data) {
        func response(_ status: Int, _ headers: [String: String]) -> HTTPURLResponse {
            HTTPURLResponse(url: url, statusCode: status, httpVersion: "HTTP/1.1", headerFields: headers) ?? HTTPURLResponse()
        }
        guard url.host == "v\(id)" else { return (response(403, [:]), Data()) }
        do {
            let found = try host.viewResource(view: id, path: url.path)
            var headers = Dictionary(found.headers.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            headers["Content-Type"] = found.mime
            return (response(200, headers), try found.body.read())
        } catch let failure as Failure {
            return (response(Int(httpStatus(error: failure.what)), [:]), Data())
        } catch {
            return (response(404, [:]), Data())
        }
    }

    /// A page never navigates by itself; the first load is ours.
    func webView(_: WKWebView, decidePolicyFor action: WKNavigationAction, decisionHandler: @escaping (WKNavigationActionPolicy) -> Void) {
        decisionHandler(action.navigationType == .other && action.request.url?.path == "/__tiffin__/view.html" ? .allow : .cancel)
    }

    func webViewWebContentProcessDidTerminate(_: WKWebView) { host.viewLost(view: id) }
}

extension ResourceBody {
    func read() throws -> Data {
        switch self {
        case let .bytes(bytes): return bytes
        case let .file(path, offset, len):
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? file.close() }
            try file.seek(toOffset: offset)
            return try file.read(upToCount: Int(len)) ?? Data()
        }
    }
}
