package app.tiffin.host

import org.json.JSONObject
import org.json.JSONTokener

private const val CALL = "__tiffin.receive("
private const val PARSED = "JSON.parse("

/**
 * The messages of a [app.tiffin.ffi.HostEvent.ViewScript], for a view without a script engine: the host writes one
 * `__tiffin.receive(...)` each, with an object or, if it is large, a parsed text.
 */
fun messages(script: String): List<String> {
    val found = mutableListOf<String>()
    val reader = JSONTokener(script)
    while (reader.more()) {
        check(reader.next(CALL.length) == CALL) { "no call" }
        val parsed = reader.nextClean() == 'J'
        reader.back()
        if (parsed) check(reader.next(PARSED.length) == PARSED) { "no argument" }
        when (val argument = reader.nextValue()) {
            is JSONObject -> found += argument.toString()
            is String -> found += argument
            else -> error("no message: $argument")
        }
        val end = if (parsed) "));" else ");"
        check(reader.next(end.length) == end) { "no end" }
    }
    return found
}
