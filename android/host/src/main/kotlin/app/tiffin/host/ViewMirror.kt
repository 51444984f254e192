package app.tiffin.host

import org.json.JSONArray
import org.json.JSONObject

/** One node of a page as the view protocol describes it. */
class Node(val id: Int, val tag: String) {
    var parent: Node? = null
    val children = mutableListOf<Node>()
    var text = ""
    var name = ""
    val classes = linkedSetOf<String>()
    val attributes = mutableMapOf<String, Any?>()
    val listens = mutableMapOf<String, Int>()

    /** The text of the node and of all below it. */
    fun allText(): String = text + children.joinToString("") { it.allText() }

    fun walk(): Sequence<Node> = sequenceOf(this) + children.asSequence().flatMap { it.walk() }
}

/**
 * A view without a browser: it applies the operations of the view protocol (docs/formats/messages.md) to a tree, so that
 * a program can be driven and looked at on a plain JVM. It lays nothing out: every rectangle is empty.
 */
class ViewMirror {
    private companion object {
        const val ROOT = 1
    }

    private val nodes = mutableMapOf<Int, Node>()
    var root = Node(ROOT, "page")
        private set
    var program = ""
        private set
    var path = ""
        private set
    private var painted = false

    init {
        clear()
    }

    private fun clear() {
        nodes.clear()
        root = Node(ROOT, "page")
        nodes[ROOT] = root
        painted = false
    }

    /** Takes one message of the host; answers what the view says to it. */
    fun receive(json: String): List<String> {
        val message = JSONObject(json)
        return when (message.getString("t")) {
            "assign" -> {
                clear()
                program = message.getString("program")
                path = message.getString("path")
                emptyList()
            }
            "batch" -> applied(message)
            "query" -> {
                val items = message.getJSONArray("items")
                val results = (0 until items.length()).map { field(items.getJSONObject(it)) }
                listOf(said("queried", "q" to message.getLong("q"), "result" to JSONArray(results)))
            }
            "invoke" ->
                if (message.getLong("q") == 0L) emptyList()
                else listOf(said("invoked", "q" to message.getLong("q"), "error" to "no screen"))
            else -> emptyList()
        }
    }

    private fun applied(message: JSONObject): List<String> {
        apply(message.getJSONArray("ops"))
        val answers = mutableListOf(said("applied", "n" to message.getLong("n")))
        if (!painted) {
            painted = true
            answers += said("painted")
        }
        return answers
    }

    private fun field(item: JSONObject): JSONObject {
        val answer = JSONObject()
        for (side in listOf("left", "top", "right", "bottom", "width", "height", "scrollLeft", "scrollTop")) answer.put(side, 0)
        nodes[item.optInt("node", ROOT)]?.let { answer.put("id", it.name) }
        return answer
    }

    private fun node(id: Int) = nodes[id] ?: error("operation on a node that is not there: $id")

    private fun apply(ops: JSONArray) {
        var at = 0
        fun int() = ops.getInt(at++)
        fun text() = ops.get(at++).toString()
        while (at < ops.length()) {
            when (val code = int()) {
                1 -> int().let { id -> nodes[id] = Node(id, text()) }
                2 -> int().let { id -> nodes[id] = Node(id, "#text").also { it.text = text() } }
                3 -> place(node(int()), node(int()), null)
                4 -> place(node(int()), node(int()), node(int()))
                5 -> detach(node(int()), node(int()))
                6 -> {
                    val parent = node(int())
                    val new = node(int())
                    val old = node(int())
                    place(parent, new, old)
                    detach(parent, old)
                }
                7 -> node(int()).text = text()
                8 -> node(int()).let { node -> text().let { key -> node.attributes[key] = ops.get(at++) } }
                9 -> node(int()).let { node -> node.attributes.remove(text()) }
                10 -> node(int()).classes.add(text())
                11 -> node(int()).classes.remove(text())
                12 -> node(int()).classes.clear()
                13 -> node(int()).attributes["style"] = text()
                14 -> node(int()).name = text()
                15 -> at += 3
                16 -> at += 3
                17 -> node(int()).let { node -> text().let { event -> node.listens[event] = int() } }
                18 -> nodes.remove(int())
                19 -> at += 2
                20 -> at += 3
                else -> error("unknown operation $code")
            }
        }
    }

    private fun place(parent: Node, child: Node, before: Node?) {
        child.parent?.children?.remove(child)
        val index = before?.let(parent.children::indexOf) ?: -1
        if (index < 0) parent.children.add(child) else parent.children.add(index, child)
        child.parent = parent
    }

    private fun detach(parent: Node, child: Node) {
        if (parent.children.remove(child)) child.parent = null
    }

    /** The node with this `id=""`, in the page or in any component of it. */
    fun byId(name: String): Node? = root.walk().firstOrNull { it.name == name }

    fun byText(part: String): Node? = root.walk().firstOrNull { it.tag == "#text" && it.text.contains(part) }

    /** A tap as the view would report it: on the node, bubbling from there in the logic layer. */
    fun tap(node: Node): String {
        val touch = JSONObject(mapOf("identifier" to 0, "pageX" to 1, "pageY" to 1, "clientX" to 1, "clientY" to 1))
        return said(
            "event",
            "node" to node.id,
            "type" to "tap",
            "detail" to JSONObject(mapOf("x" to 1, "y" to 1)),
            "touches" to JSONArray(),
            "changedTouches" to JSONArray(listOf(touch)),
            "timeStamp" to 1.0,
            "offset" to JSONObject(mapOf("left" to 0, "top" to 0)),
            "bubbles" to true,
        )
    }

    private fun said(kind: String, vararg fields: Pair<String, Any>): String {
        val message = JSONObject().put("t", kind)
        fields.forEach { (key, value) -> message.put(key, value) }
        return message.toString()
    }
}
