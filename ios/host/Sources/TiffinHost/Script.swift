import Foundation

/// The messages of a `viewScript`, for a view without a script engine: the host writes one `__tiffin.receive(...)` each,
/// with an object or, if it is large, a parsed text.
func messages(of script: String) -> [String] {
    let call = Array("__tiffin.receive(".utf8), parsed = Array("JSON.parse(".utf8)
    let bytes = Array(script.utf8)
    var found: [String] = []
    var at = 0
    while at + call.count <= bytes.count, Array(bytes[at ..< at + call.count]) == call {
        at += call.count
        let text = at + parsed.count <= bytes.count && Array(bytes[at ..< at + parsed.count]) == parsed
        if text { at += parsed.count }
        let end = endOfValue(bytes, from: at)
        let value = Data(bytes[at ..< end])
        if text {
            if let inner = try? JSONSerialization.jsonObject(with: value, options: .fragmentsAllowed) as? String { found.append(inner) }
        } else {
            found.append(String(decoding: value, as: UTF8.self))
        }
        // The closing brackets and the semicolon.
        at = end + (text ? 3 : 2)
    }
    return found
}

/// Behind the JSON value that starts here.
private func endOfValue(_ bytes: [UInt8], from start: Int) -> Int {
    var at = start, depth = 0, quoted = false
    while at < bytes.count {
        let byte = bytes[at]
        at += 1
        if quoted {
            if byte == UInt8(ascii: "\\") { at += 1 } else if byte == UInt8(ascii: "\"") { quoted = false }
        } else if byte == UInt8(ascii: "\"") {
            quoted = true
        } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
            depth += 1
        } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
            depth -= 1
        }
        if depth == 0, !quoted { return at }
    }
    return bytes.count
}
