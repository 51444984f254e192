package app.tiffin.host

import app.tiffin.ffi.Host
import app.tiffin.ffi.HostEvent

/**
 * The one thread that pulls what the host has to say, in batches. The library never calls up into the shell: each such
 * call would cost a new Java thread, and could block a program on a screen.
 *
 * [deliver] runs on the pump's thread; an app posts the batch to its main thread, once per batch.
 */
class EventPump(private val host: Host, private val deliver: (List<HostEvent>) -> Unit) {
    private companion object {
        /** How long one pull waits; only [stop] without [Host.shutdown] ever notices. */
        const val WAIT_MS = 500u

        /** As many events as a screen can draw between two frames. */
        const val BATCH = 256u
    }

    @Volatile private var running = true

    /** Batches delivered so far, for tests and traces. */
    @Volatile var batches = 0
        private set

    private val thread = Thread(::run, "tiffin-events").apply { isDaemon = true }

    fun start(): EventPump = apply { thread.start() }

    /** Waits until the pump has ended, by [stop] or by the host's last event. */
    fun join(millis: Long) = thread.join(millis)

    fun stop() {
        running = false
    }

    private fun run() {
        while (running) {
            val batch = host.nextEvents(WAIT_MS, BATCH)
            if (batch.isEmpty()) continue
            batches += 1
            deliver(batch)
            if (batch.any { it is HostEvent.Exit }) running = false
        }
    }
}
