package app.tiffin.app

import android.app.Activity
import android.graphics.BitmapFactory
import android.graphics.Color
import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.widget.FrameLayout
import android.widget.ImageView
import android.widget.LinearLayout
import android.widget.TextView
import app.tiffin.ffi.ChromeAction
import app.tiffin.ffi.ChromeState
import app.tiffin.ffi.Failure
import app.tiffin.ffi.Ink
import app.tiffin.ffi.Host
import app.tiffin.ffi.InstanceId
import app.tiffin.ffi.ResourceBody
import app.tiffin.ffi.ScreenAction

/** The bars of one program, drawn from the newest state: navigation bar, tab bar, capsule. */
class Bars(private val activity: Activity, private val host: Host, private val instance: InstanceId) : FrameLayout(activity) {
    private val density = resources.displayMetrics.density

    private fun px(points: Double) = (points * density).toInt()

    private fun ink(front: Ink) = if (front == Ink.WHITE) Color.WHITE else Color.BLACK

    private fun color(text: String, other: Int) = runCatching { Color.parseColor(text) }.getOrDefault(other)

    fun draw(state: ChromeState) {
        removeAllViews()
        val nav = state.navBar
        if (!nav.custom) addView(navBar(state), LayoutParams(MATCH_PARENT, px(nav.height), Gravity.TOP))
        state.tabBar?.takeIf { !it.custom }?.let { addView(tabBar(state), LayoutParams(MATCH_PARENT, px(it.height), Gravity.BOTTOM)) }
        state.capsule?.let { capsule ->
            val place = LayoutParams(px(capsule.width), px(capsule.height), Gravity.TOP or Gravity.START)
            place.leftMargin = px(capsule.left)
            place.topMargin = px(capsule.top)
            addView(label("✕", 18f, ink(capsule.front), "close") { host.act(ScreenAction.Close(instance)) }, place)
        }
    }

    private fun navBar(state: ChromeState): View {
        val nav = state.navBar
        val row = FrameLayout(activity).apply { setBackgroundColor(color(nav.background, Color.WHITE)) }
        row.addView(label(nav.title, 17f, ink(nav.front), null, null), LayoutParams(MATCH_PARENT, px(44.0), Gravity.BOTTOM))
        val action = if (nav.back) ChromeAction.NavBack else if (nav.home) ChromeAction.NavHome else null
        if (action != null) {
            val sign = label(if (nav.back) "‹" else "⌂", 26f, ink(nav.front), "back") { host.act(ScreenAction.Chrome(instance, action)) }
            row.addView(sign, LayoutParams(px(48.0), px(44.0), Gravity.BOTTOM or Gravity.START))
        }
        return row
    }

    private fun tabBar(state: ChromeState): View {
        val tabs = state.tabBar ?: return View(activity)
        val row = LinearLayout(activity).apply { setBackgroundColor(color(tabs.background, Color.WHITE)) }
        tabs.items.forEachIndexed { index, item ->
            val on = index == tabs.selected.toInt()
            val cell = LinearLayout(activity).apply {
                orientation = LinearLayout.VERTICAL
                gravity = Gravity.CENTER
                contentDescription = item.text
                setOnClickListener { host.act(ScreenAction.Tab(instance, index.toUInt())) }
            }
            (if (on) item.selectedIcon ?: item.icon else item.icon)?.let { path ->
                cell.addView(ImageView(activity).apply { picture(path)?.let(::setImageBitmap) }, LinearLayout.LayoutParams(px(26.0), px(26.0)))
            }
            val text = item.text + (item.badge?.let { " ($it)" } ?: "")
            cell.addView(label(text, 11f, color(if (on) tabs.selectedColor else tabs.color, Color.GRAY), null, null))
            row.addView(cell, LinearLayout.LayoutParams(0, MATCH_PARENT, 1f))
        }
        return row
    }

    private fun label(text: String, size: Float, ink: Int, name: String?, tap: (() -> Unit)?) = TextView(activity).apply {
        this.text = text
        textSize = size
        gravity = Gravity.CENTER
        setTextColor(ink)
        contentDescription = name
        if (tap != null) setOnClickListener { tap() }
    }

    private fun picture(path: String) = try {
        when (val body = host.chromeResource(instance, path).body) {
            is ResourceBody.Bytes -> BitmapFactory.decodeByteArray(body.bytes, 0, body.bytes.size)
            is ResourceBody.File -> java.io.RandomAccessFile(body.path, "r").use { file ->
                val bytes = ByteArray(body.len.toInt())
                file.seek(body.offset.toLong())
                file.readFully(bytes)
                BitmapFactory.decodeByteArray(bytes, 0, bytes.size)
            }
        }
    } catch (_: Failure) {
        null
    }
}
