package app.tiffin.app

import android.app.Activity
import android.app.AlertDialog
import android.graphics.Color
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.widget.EditText
import android.widget.FrameLayout
import android.widget.Toast
import app.tiffin.ffi.Ask
import app.tiffin.ffi.CallId
import app.tiffin.ffi.ChromeAction
import app.tiffin.ffi.ChromeState
import app.tiffin.ffi.Grant
import app.tiffin.ffi.Host
import app.tiffin.ffi.HostError
import app.tiffin.ffi.HostEvent
import app.tiffin.ffi.InstanceId
import app.tiffin.ffi.Payload
import app.tiffin.ffi.PromptAnswer
import app.tiffin.ffi.Scanned
import app.tiffin.ffi.ViewId
import org.json.JSONObject
import java.util.Locale

/** Draws what the host says: views of the program in front, its bars above them, dialogs above those. Main thread only. */
class Screen(private val activity: Activity, private val host: Host, private val pickPicture: () -> Unit) {
    val root = FrameLayout(activity)
    private val chinese = Locale.getDefault().language == "zh"
    private val views = mutableMapOf<ViewId, PageView>()
    private val owners = mutableMapOf<ViewId, InstanceId>()
    private val bars = mutableMapOf<InstanceId, Bars>()
    private val states = mutableMapOf<InstanceId, ChromeState>()
    private var front: InstanceId? = null
    private var dialog: AlertDialog? = null
    private var drawn: Any? = null
    private var scan: CallId? = null

    fun show(event: HostEvent) {
        when (event) {
            is HostEvent.ViewCreate -> {
                val view = PageView(activity, host, event.view, event.url).apply { visibility = View.INVISIBLE }
                views[event.view] = view
                root.addView(view, 0, FrameLayout.LayoutParams(MATCH_PARENT, MATCH_PARENT))
            }
            is HostEvent.ViewMessage -> views[event.view]?.receive(event.json)
            is HostEvent.ViewShow -> {
                owners[event.view] = event.instance
                views[event.view]?.let { it.visibility = View.VISIBLE; it.bringToFront() }
                layout(event.instance)
            }
            is HostEvent.ViewHide -> views[event.view]?.visibility = View.INVISIBLE
            is HostEvent.ViewDestroy -> views.remove(event.view)?.let { root.removeView(it); it.destroy() }
            is HostEvent.Chrome -> {
                states[event.instance] = event.state
                layout(event.instance)
            }
            is HostEvent.Front -> {
                front = event.instance
                bars.forEach { (instance, bar) -> bar.visibility = if (instance == front) View.VISIBLE else View.GONE }
                layout(event.instance)
            }
            is HostEvent.OpenFailed -> tell(event.error)
            is HostEvent.Closed -> bars.remove(event.instance)?.let(root::removeView)
            is HostEvent.Prompt -> ask(event)
            is HostEvent.PortCall -> if (event.name == "scanCode") {
                scan = event.call
                pickPicture()
            } else {
                Platform.answer(activity, host, event)
            }
            is HostEvent.Exit -> activity.finish()
            is HostEvent.Opening, is HostEvent.PromptGone, is HostEvent.PortMethod, is HostEvent.PortGone, is HostEvent.Log -> Unit
        }
    }

    private fun layout(instance: InstanceId) {
        val state = states[instance] ?: return
        val density = root.resources.displayMetrics.density
        views.filterKeys { owners[it] == instance }.values.forEach { view ->
            val place = view.layoutParams as FrameLayout.LayoutParams
            place.topMargin = (state.contentInsets.top * density).toInt()
            place.bottomMargin = (state.contentInsets.bottom * density).toInt()
            view.layoutParams = place
        }
        val bar = bars.getOrPut(instance) { Bars(activity, host, instance).also { root.addView(it, FrameLayout.LayoutParams(MATCH_PARENT, MATCH_PARENT)) } }
        bar.draw(state)
        bar.bringToFront()
        if (instance == front) {
            root.setBackgroundColor(runCatching { Color.parseColor(state.background) }.getOrDefault(Color.WHITE))
            overlay(instance, state)
        }
    }

    /** Toast, modal and sheet: the newest state, drawn once. */
    private fun overlay(instance: InstanceId, state: ChromeState) {
        val wanted: Any? = state.modal ?: state.sheet ?: state.toast
        if (wanted == drawn) return
        drawn = wanted
        dialog?.dismiss()
        dialog = null
        state.toast?.let { Toast.makeText(activity, it.title, Toast.LENGTH_SHORT).show() }
        state.modal?.let { modal ->
            val field = if (modal.editable) EditText(activity).apply { hint = modal.placeholder; setText(modal.content) } else null
            val builder = AlertDialog.Builder(activity).setTitle(modal.title).setCancelable(false)
                .setPositiveButton(modal.confirmText) { _, _ -> act(instance, ChromeAction.ModalConfirm(field?.text?.toString() ?: "")) }
            if (field != null) builder.setView(field) else builder.setMessage(modal.content)
            if (modal.showCancel) builder.setNegativeButton(modal.cancelText) { _, _ -> act(instance, ChromeAction.ModalCancel) }
            dialog = builder.show()
        }
        state.sheet?.let { sheet ->
            dialog = AlertDialog.Builder(activity).setTitle(sheet.alertText)
                .setItems(sheet.items.toTypedArray()) { _, index -> act(instance, ChromeAction.SheetPick(index.toUInt())) }
                .setOnCancelListener { act(instance, ChromeAction.SheetCancel) }.show()
        }
    }

    private fun act(instance: InstanceId, action: ChromeAction) = host.chromeAction(instance, action)

    private fun ask(event: HostEvent.Prompt) {
        val text = when (val ask = event.ask) {
            is Ask.Consent -> "${ask.name}: ${if (chinese) ask.titleZh else ask.titleEn}\n${ask.reason}"
            is Ask.OpenProgram -> "${ask.from} → ${ask.to}"
        }
        AlertDialog.Builder(activity).setMessage(text)
            .setPositiveButton(android.R.string.ok) { _, _ -> host.answerPrompt(event.prompt, PromptAnswer.Grant(Grant.ONCE)) }
            .setNegativeButton(android.R.string.cancel) { _, _ -> host.answerPrompt(event.prompt, PromptAnswer.Dismissed) }
            .setOnCancelListener { host.answerPrompt(event.prompt, PromptAnswer.Dismissed) }.show()
    }

    fun tell(error: HostError) {
        AlertDialog.Builder(activity).setMessage(if (chinese) error.messageZh else error.messageEn).setPositiveButton(android.R.string.ok, null).show()
    }

    /** What a picture held, or nothing if none was chosen. With several codes the person chooses. */
    fun scanned(found: List<Scanned>?) {
        val call = scan ?: return
        scan = null
        if (found.isNullOrEmpty()) {
            host.portFailed(call, "cancel")
            return
        }
        fun answer(index: Int) = host.portAnswer(call, Payload(JSONObject().put("text", found[index].text).toString(), emptyList()))
        if (found.size == 1) answer(0)
        else AlertDialog.Builder(activity).setItems(found.map { it.link?.name ?: it.link?.program ?: it.text }.toTypedArray()) { _, index -> answer(index) }
            .setOnCancelListener { host.portFailed(call, "cancel") }.show()
    }
}
