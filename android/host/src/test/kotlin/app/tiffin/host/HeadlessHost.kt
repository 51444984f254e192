package app.tiffin.host

import app.tiffin.ffi.ChromeState
import app.tiffin.ffi.Environment
import app.tiffin.ffi.HeadlessView
import app.tiffin.ffi.Host
import app.tiffin.ffi.HostEvent
import app.tiffin.ffi.HostOptions
import app.tiffin.ffi.InstanceId
import app.tiffin.ffi.Layer
import app.tiffin.ffi.LogLevel
import app.tiffin.ffi.Scanned
import app.tiffin.ffi.Screen
import app.tiffin.ffi.ViewId
import app.tiffin.ffi.ViewOrigin
import app.tiffin.ffi.defaultEnvironment
import java.nio.ByteBuffer
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

/** Bytes where the library can read them without a copy. */
fun ByteArray.direct(): ByteBuffer = ByteBuffer.allocateDirect(size).put(this).flip()

/**
 * A shell without a screen: the real library, a view of its own for each that the host wants. It follows the same events as the app's Activity
 * does, so it is what shows that the facade is enough for a second host.
 */
class HeadlessHost(
    dataDir: String,
    settings: String,
    environment: Environment = defaultEnvironment(),
) : AutoCloseable {
    val host: Host = Host.start(HostOptions(dataDir, settings, ViewOrigin.Scheme("mp"), emptyList(), LogLevel.WARN), environment)

    private val lock = ReentrantLock()
    private val changed = lock.newCondition()
    private val views = mutableMapOf<ViewId, HeadlessView>()
    private var screen: Screen? = null

    /** Every event so far, in order. */
    private val seen = mutableListOf<HostEvent>()

    /** The size of each batch that was pulled. */
    private val sizes = mutableListOf<Int>()

    private val pump = EventPump(host, ::take).start()

    private fun take(batch: List<HostEvent>) {
        val answers = mutableListOf<Pair<ViewId, String>>()
        lock.withLock {
            sizes += batch.size
            for (event in batch) {
                seen += event
                follow(event, answers)
            }
            changed.signalAll()
        }
        answers.forEach { (view, text) -> host.viewMessage(view, text) }
    }

    private fun follow(event: HostEvent, answers: MutableList<Pair<ViewId, String>>) {
        when (event) {
            is HostEvent.ViewCreate -> {
                val view = HeadlessView()
                views[event.view] = view
                view.loaded().forEach { answers += event.view to it }
            }
            is HostEvent.ViewScript -> {
                val view = views[event.view] ?: return
                view.run(event.script).forEach { answers += event.view to it }
            }
            is HostEvent.ViewDestroy -> views.remove(event.view)
            is HostEvent.Draw -> screen = event.v1
            is HostEvent.PortCall -> host.portFailed(event.call, "not supported")
            is HostEvent.HostLog -> println("${event.level} ${event.target}: ${event.text}")
            else -> Unit
        }
    }

    /** The program in front, its visible page and its bars. */
    inner class Scene(val program: String, val instance: InstanceId, val view: ViewId, val page: HeadlessView, val chrome: ChromeState?) {
        /** The text of the element with this id; null if there is none. */
        fun text(id: String): String? = page.text("#$id")

        fun tap(id: String) = host.viewMessage(view, page.tap("#$id"))
    }

    private fun scene(): Scene? {
        val screen = screen ?: return null
        val page = screen.layers.firstNotNullOfOrNull { it as? Layer.Page } ?: return null
        val view = views[page.view] ?: return null
        return Scene(screen.chrome?.program ?: "", screen.front ?: return null, page.view, view, screen.chrome)
    }

    /** Waits until [look] finds what it looks for in what is in front; fails with what there was instead. */
    fun <T : Any> await(what: String, seconds: Long = 20, look: (Scene) -> T?): T {
        val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds)
        lock.withLock {
            while (true) {
                scene()?.let(look)?.let { return it }
                val left = deadline - System.nanoTime()
                if (left <= 0) throw AssertionError("waited $seconds s for $what; ${report()}")
                changed.awaitNanos(left)
            }
        }
    }

    /** Waits until [look] finds what it looks for on the screen, whatever is in front. */
    fun <T : Any> awaitScreen(what: String, seconds: Long = 20, look: (Screen) -> T?): T {
        val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds)
        lock.withLock {
            while (true) {
                screen?.let(look)?.let { return it }
                val left = deadline - System.nanoTime()
                if (left <= 0) throw AssertionError("waited $seconds s for $what; ${report()}")
                changed.awaitNanos(left)
            }
        }
    }

    /** All codes in a picture file. */
    fun scan(picture: ByteArray): List<Scanned> = host.scanPicture(picture.direct())

    /** Reads something of the scene under the lock. */
    fun <T> read(look: (Scene?) -> T): T = lock.withLock { look(scene()) }

    fun batchSizes(): List<Int> = lock.withLock { sizes.toList() }

    private fun report(): String {
        val there = scene()
        val last = seen.takeLast(12).joinToString("\n  ") { it.toString().take(240) }
        return "in front: ${there?.program} ${there?.page?.path()}, toast ${there?.chrome?.toast}: " +
            "${there?.page?.text("page")?.take(300)}\nlast events:\n  $last"
    }

    override fun close() {
        host.shutdown()
        pump.join(5_000)
        pump.stop()
        host.close()
    }
}
