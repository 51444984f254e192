package app.tiffin.app

import android.app.Activity
import android.content.ComponentCallbacks2
import android.content.Intent
import android.content.res.Configuration
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import android.os.Build
import android.os.Bundle
import app.tiffin.ffi.BackMeans
import app.tiffin.ffi.Environment
import app.tiffin.ffi.Failure
import app.tiffin.ffi.Host
import app.tiffin.ffi.HostOptions
import app.tiffin.ffi.LogLevel
import app.tiffin.ffi.Insets
import app.tiffin.ffi.LinkSource
import app.tiffin.ffi.MemoryLevel
import app.tiffin.ffi.ScreenAction
import app.tiffin.ffi.Theme
import app.tiffin.ffi.ViewOrigin
import app.tiffin.ffi.defaultEnvironment
import app.tiffin.host.EventPump
import app.tiffin.host.direct
import app.tiffin.host.what
import java.io.File
import java.util.Locale

/**
 * The one Activity: makes the host, tells it about the device, and hands each batch of events to the [Screen].
 * It decides nothing; what a program may do, and what comes next, is the host's.
 */
class MainActivity : Activity() {
    private companion object {
        /** Never resolves: every request to it is answered from the verified package. */
        const val ORIGIN = "view.tiffin.invalid"
        const val PICK = 1
        const val STATE = "tiffin.state"
    }

    private lateinit var host: Host
    private lateinit var screen: Screen
    private lateinit var pump: EventPump

    override fun onCreate(saved: Bundle?) {
        super.onCreate(saved)
        val data = File(filesDir, "tiffin").apply { mkdirs() }
        host = Host.start(HostOptions(data.path, settings(data), ViewOrigin.Https(ORIGIN), Platform.PORTS, LogLevel.INFO), environment())
        screen = Screen(this, host, ::pickPicture)
        setContentView(screen.root)
        pump = EventPump(host) { batch -> runOnUiThread { batch.forEach(screen::show) } }.start()
        val before = saved?.getString(STATE)
        if (before != null) host.restore(before) else if (!openLink(intent)) host.openHome()
    }

    /** host.toml, the stores' roots and the home program are assets; the host reads files. */
    private fun settings(data: File): String {
        copyAssets("host", File(data, "host"))
        return File(data, "host/host.toml").path
    }

    private fun copyAssets(from: String, to: File) {
        val names = assets.list(from).orEmpty()
        if (names.isEmpty()) {
            assets.open(from).use { source -> to.outputStream().use { source.copyTo(it) } }
            return
        }
        to.mkdirs()
        names.forEach { copyAssets("$from/$it", File(to, it)) }
    }

    private fun environment(): Environment {
        val metrics = resources.displayMetrics
        val density = metrics.density.toDouble()
        val width = metrics.widthPixels / density
        val height = metrics.heightPixels / density
        val dark = resources.configuration.uiMode and Configuration.UI_MODE_NIGHT_MASK == Configuration.UI_MODE_NIGHT_YES
        return defaultEnvironment().apply {
            windowWidth = width
            windowHeight = height
            screenWidth = width
            screenHeight = height
            pixelRatio = density
            statusBarHeight = 0.0 // the content view lies below the status bar
            safeArea = Insets(0.0, 0.0, 0.0, 0.0)
            theme = if (dark) Theme.DARK else Theme.LIGHT
            language = Locale.getDefault().let { if (it.language == "zh") "zh_${it.country.ifEmpty { "CN" }}" else it.language }
            platform = "android"
            system = "Android ${Build.VERSION.RELEASE}"
            brand = Build.BRAND
            model = Build.MODEL
            fontSize = 16.0 * resources.configuration.fontScale
        }
    }

    override fun onConfigurationChanged(now: Configuration) {
        super.onConfigurationChanged(now)
        host.setEnvironment(environment())
    }

    override fun onNewIntent(next: Intent) {
        super.onNewIntent(next)
        openLink(next)
    }

    private fun openLink(from: Intent): Boolean {
        val link = from.dataString ?: return false
        host.act(ScreenAction.OpenLink(link, LinkSource.EXTERNAL))
        return true
    }

    private fun pickPicture() {
        startActivityForResult(Intent(Intent.ACTION_GET_CONTENT).setType("image/*"), PICK)
    }

    override fun onActivityResult(request: Int, result: Int, data: Intent?) {
        super.onActivityResult(request, result, data)
        val picture = data?.data
        if (request != PICK || result != RESULT_OK || picture == null) {
            screen.scanCancelled()
            return
        }
        val call = screen.scanTaken()
        val bytes = contentResolver.openInputStream(picture)?.use { it.readBytes() } ?: ByteArray(0)
        Thread {
            // What becomes of the codes, or of none, is the host's: it opens, answers, or shows a choice or why not.
            try {
                val texts = host.scanPicture(bytes.direct()).map { it.text }
                host.act(ScreenAction.Found(texts, LinkSource.PICTURE, call))
            } catch (failure: Failure) {
                host.act(ScreenAction.Unreadable(failure.what, call))
            }
        }.start()
    }

    @Deprecated("Works on every version the app supports")
    override fun onBackPressed() {
        // Nothing of ours is left: the system leaves the app.
        if (screen.back == BackMeans.APP) super.onBackPressed() else host.act(ScreenAction.Back)
    }

    override fun onSaveInstanceState(out: Bundle) {
        super.onSaveInstanceState(out)
        out.putString(STATE, host.saveState())
    }

    override fun onTrimMemory(level: Int) {
        super.onTrimMemory(level)
        // The app is behind and next to go, or the device runs short while it is in front.
        val critical = level == ComponentCallbacks2.TRIM_MEMORY_COMPLETE || level == ComponentCallbacks2.TRIM_MEMORY_RUNNING_CRITICAL
        host.trimMemory(if (critical) MemoryLevel.CRITICAL else MemoryLevel.LOW)
    }

    /** Another network, or the same one after a log-in; its signal, of which the same call tells, is no change. */
    private val networks = object : ConnectivityManager.NetworkCallback() {
        private var before: Pair<Network, Boolean>? = null

        override fun onCapabilitiesChanged(network: Network, can: NetworkCapabilities) {
            val now = network to can.hasCapability(NetworkCapabilities.NET_CAPABILITY_VALIDATED)
            if (now == before) return
            before = now
            host.networkChanged()
        }
    }

    override fun onStart() {
        super.onStart()
        host.visibility(true)
        getSystemService(ConnectivityManager::class.java)?.registerDefaultNetworkCallback(networks)
    }

    override fun onStop() {
        getSystemService(ConnectivityManager::class.java)?.unregisterNetworkCallback(networks)
        host.visibility(false)
        super.onStop()
    }

    override fun onDestroy() {
        host.shutdown()
        pump.join(2_000)
        host.close()
        super.onDestroy()
    }
}
