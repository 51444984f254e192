package app.tiffin.app

import android.app.Activity
import android.app.AlertDialog
import android.graphics.Color
import android.util.Log
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.widget.EditText
import android.widget.FrameLayout
import android.widget.Toast
import app.tiffin.ffi.Ask
import app.tiffin.ffi.BackMeans
import app.tiffin.ffi.CallId
import app.tiffin.ffi.Choice
import app.tiffin.ffi.ChromeAction
import app.tiffin.ffi.ChromeState
import app.tiffin.ffi.Cover
import app.tiffin.ffi.CrashPage
import app.tiffin.ffi.Grant
import app.tiffin.ffi.Host
import app.tiffin.ffi.HostEvent
import app.tiffin.ffi.InstanceId
import app.tiffin.ffi.Layer
import app.tiffin.ffi.LogLevel
import app.tiffin.ffi.Modal
import app.tiffin.ffi.Panel
import app.tiffin.ffi.Prompt
import app.tiffin.ffi.PromptAnswer
import app.tiffin.ffi.ScreenAction
import app.tiffin.ffi.Sheet
import app.tiffin.ffi.ViewId
import java.util.Locale

/**
 * Draws the host's newest screen: its page, the bars above it, dialogs above those. It compares with what it drew and
 * decides nothing. Main thread only.
 */
class Screen(private val activity: Activity, private val host: Host, private val pickPicture: () -> Unit) {
    val root = FrameLayout(activity)
    private val chinese = Locale.getDefault().language == "zh"
    private val views = mutableMapOf<ViewId, PageView>()
    private var bars: Bars? = null
    private var owner: InstanceId? = null
    private var page: Layer.Page? = null
    private var chrome: ChromeState? = null

    /** What back would do now. */
    var back = BackMeans.APP
        private set

    /** The one dialog, and what it shows: the question, the cover, the sheet, or what the program put over its page. */
    private var dialog: AlertDialog? = null
    private var asked: Any? = null
    private var toast: Any? = null
    private var scan: CallId? = null

    fun show(event: HostEvent) {
        when (event) {
            is HostEvent.ViewCreate -> {
                val view = PageView(activity, host, event.view, event.url).apply { visibility = View.INVISIBLE }
                views[event.view] = view
                root.addView(view, 0, FrameLayout.LayoutParams(MATCH_PARENT, MATCH_PARENT))
            }
            is HostEvent.ViewScript -> views[event.view]?.run(event.script)
            is HostEvent.ViewDestroy -> views.remove(event.view)?.let { root.removeView(it); it.destroy() }
            is HostEvent.Draw -> draw(event.v1)
            is HostEvent.PortCall -> if (event.name == "scanCode") {
                // A picture answers one call: who asked before gives way.
                scanCancelled()
                scan = event.call
                pickPicture()
            } else {
                Platform.answer(activity, host, event)
            }
            is HostEvent.Exit -> activity.finish()
            is HostEvent.HostLog -> Log.println(priority(event.level), "tiffin", "${event.target}: ${event.text}")
            is HostEvent.Closed, is HostEvent.PortMethod, is HostEvent.PortGone, is HostEvent.Log -> Unit
        }
    }

    private fun priority(level: LogLevel): Int = when (level) {
        LogLevel.DEBUG -> Log.DEBUG
        LogLevel.LOG, LogLevel.INFO -> Log.INFO
        LogLevel.WARN -> Log.WARN
        LogLevel.ERROR -> Log.ERROR
    }

    private fun draw(screen: app.tiffin.ffi.Screen) {
        back = screen.back
        place(screen.layers.firstNotNullOfOrNull { it as? Layer.Page })
        bars(screen.front, screen.chrome)
        toast(screen.chrome)
        dialog(screen)
    }

    private fun place(wanted: Layer.Page?) {
        if (wanted == page) return
        wanted?.let { layer ->
            val density = root.resources.displayMetrics.density
            views[layer.view]?.let { view ->
                val place = view.layoutParams as FrameLayout.LayoutParams
                place.topMargin = (layer.insets.top * density).toInt()
                place.bottomMargin = (layer.insets.bottom * density).toInt()
                view.layoutParams = place
                view.visibility = View.VISIBLE
            }
            root.setBackgroundColor(runCatching { Color.parseColor(layer.background) }.getOrDefault(Color.WHITE))
        }
        page?.takeIf { it.view != wanted?.view }?.let { views[it.view]?.visibility = View.INVISIBLE }
        page = wanted
    }

    private fun bars(front: InstanceId?, state: ChromeState?) {
        if (front != owner) {
            bars?.let(root::removeView)
            bars = front?.let { Bars(activity, host, it) }?.also { root.addView(it, FrameLayout.LayoutParams(MATCH_PARENT, MATCH_PARENT)) }
            owner = front
            chrome = null
        }
        if (state == null || state == chrome) return
        chrome = state
        bars?.draw(state)
        bars?.bringToFront()
    }

    private fun toast(state: ChromeState?) {
        if (state?.toast == toast) return
        toast = state?.toast
        state?.toast?.let { Toast.makeText(activity, it.title, Toast.LENGTH_SHORT).show() }
    }

    /** What lies on top is asked; the host gives it in its order. */
    private fun dialog(screen: app.tiffin.ffi.Screen) {
        val wanted: Any? = screen.prompt ?: screen.panel ?: screen.cover?.takeUnless { it is Cover.Start } ?: screen.chrome?.crash
            ?: screen.chrome?.modal ?: screen.chrome?.sheet
        if (wanted == asked) return
        val same = sameOpening(asked, wanted)
        asked = wanted
        if (same) {
            // Each step of the progress is a new value, and a button that is made anew cannot be hit.
            (wanted as? Cover.Opening)?.let { dialog?.setMessage(words(it)) }
            return
        }
        dialog?.dismiss()
        val front = screen.front
        dialog = when (wanted) {
            null -> null
            is Prompt -> question(wanted)
            is Panel -> panel(wanted, screen)
            is Cover -> cover(wanted)
            is CrashPage -> message("${if (chinese) wanted.messageZh else wanted.messageEn}\n${wanted.detail}")
                .setPositiveButton(android.R.string.ok) { _, _ -> act(ScreenAction.Back) }.show()
            is Modal -> front?.let { modal(it, wanted) }
            is Sheet -> front?.let { sheet(it, wanted) }
            else -> null
        }
    }

    private fun act(action: ScreenAction) = host.act(action)

    private fun act(instance: InstanceId, action: ChromeAction) = act(ScreenAction.Chrome(instance, action))

    private fun message(text: String) = AlertDialog.Builder(activity).setMessage(text).setOnCancelListener { act(ScreenAction.Back) }

    private fun question(prompt: Prompt): AlertDialog {
        val text = when (val ask = prompt.ask) {
            is Ask.Consent -> "${ask.name}: ${if (chinese) ask.titleZh else ask.titleEn}\n${ask.reason}"
            is Ask.OpenProgram -> "${ask.from} → ${ask.to}"
        }
        fun answer(answer: PromptAnswer) = act(ScreenAction.Answer(prompt.id, answer))
        return AlertDialog.Builder(activity).setMessage(text)
            .setPositiveButton(android.R.string.ok) { _, _ -> answer(PromptAnswer.Grant(Grant.ONCE)) }
            .setNegativeButton(android.R.string.cancel) { _, _ -> answer(PromptAnswer.Dismissed) }
            .setOnCancelListener { answer(PromptAnswer.Dismissed) }.show()
    }

    private fun panel(panel: Panel, screen: app.tiffin.ffi.Screen): AlertDialog? = when (panel) {
        is Panel.Share -> message(panel.link).setPositiveButton(android.R.string.ok) { _, _ -> act(ScreenAction.ClosePanel) }.show()
        is Panel.Scanner -> scanner(panel).setOnCancelListener { act(ScreenAction.ClosePanel) }.show()
        is Panel.Menu, is Panel.About -> message(screen.title).setPositiveButton(android.R.string.ok) { _, _ -> act(ScreenAction.ClosePanel) }.show()
    }

    private fun scanner(panel: Panel.Scanner): AlertDialog.Builder {
        val parts = panel.parts ?: return AlertDialog.Builder(activity).setItems(panel.choices.map(::line).toTypedArray()) { _, index ->
            act(ScreenAction.Pick(index.toUInt()))
        }
        return message(if (chinese) "一组 ${parts.of} 个二维码，已读取 ${parts.read} 个" else "${parts.read} of ${parts.of} codes were read")
            .setPositiveButton(if (chinese) "下一个" else "Next") { _, _ -> pickPicture() }
    }

    private fun line(choice: Choice) = listOf(choice.title, choice.detail, choice.parameters).filter { it.isNotEmpty() }.joinToString(" · ")

    private fun cover(cover: Cover): AlertDialog? = when (cover) {
        is Cover.Start -> null
        is Cover.Opening -> message(words(cover))
            .setNegativeButton(android.R.string.cancel) { _, _ -> act(ScreenAction.Dismiss) }.show()
        is Cover.Failed -> {
            val waits = if (!cover.waits) "" else if (chinese) "\n恢复后会自动继续。" else "\nIt goes on by itself as soon as that is over."
            val builder = message((if (chinese) cover.error.messageZh else cover.error.messageEn) + waits)
                .setNegativeButton(android.R.string.ok) { _, _ -> act(ScreenAction.Dismiss) }
            if (cover.retry) builder.setPositiveButton(if (chinese) "重试" else "Try again") { _, _ -> act(ScreenAction.Retry) }
            builder.show()
        }
    }

    private fun words(cover: Cover.Opening) = cover.v1.name.ifEmpty { cover.v1.program }

    private fun sameOpening(one: Any?, other: Any?) = one is Cover.Opening && other is Cover.Opening && one.v1.program == other.v1.program

    private fun modal(instance: InstanceId, modal: Modal): AlertDialog {
        val field = if (modal.editable) EditText(activity).apply { hint = modal.placeholder; setText(modal.content) } else null
        val builder = AlertDialog.Builder(activity).setTitle(modal.title).setCancelable(false)
            .setPositiveButton(modal.confirmText) { _, _ -> act(instance, ChromeAction.ModalConfirm(field?.text?.toString() ?: "")) }
        if (field != null) builder.setView(field) else builder.setMessage(modal.content)
        if (modal.showCancel) builder.setNegativeButton(modal.cancelText) { _, _ -> act(instance, ChromeAction.ModalCancel) }
        return builder.show()
    }

    private fun sheet(instance: InstanceId, sheet: Sheet) = AlertDialog.Builder(activity).setTitle(sheet.alertText)
        .setItems(sheet.items.toTypedArray()) { _, index -> act(instance, ChromeAction.SheetPick(index.toUInt())) }
        .setOnCancelListener { act(instance, ChromeAction.SheetCancel) }.show()

    /** The call that a picture is wanted for, if a program asked. */
    fun scanTaken(): CallId? = scan.also { scan = null }

    fun scanCancelled() {
        scanTaken()?.let { host.portFailed(it, "cancel") }
    }
}
