package app.tiffin.app

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.ClipData
import android.content.ClipboardManager
import android.content.Intent
import android.net.Uri
import app.tiffin.ffi.Host
import app.tiffin.ffi.HostEvent
import app.tiffin.ffi.Payload
import org.json.JSONObject

/** What only the platform can do: the host is told at its start, and asks for nothing else. */
object Platform {
    /** `scanCode` is answered by the screen, which lets the person choose a picture. */
    val PORTS = listOf("setClipboardData", "getClipboardData", "makePhoneCall", "scanCode")

    fun answer(activity: Activity, host: Host, event: HostEvent.PortCall) {
        val args = JSONObject(event.payload.json.ifEmpty { "{}" })
        val clipboard = activity.getSystemService(ClipboardManager::class.java) ?: return host.portFailed(event.call, "not supported")
        when (event.name) {
            "setClipboardData" -> {
                clipboard.setPrimaryClip(ClipData.newPlainText("", args.optString("data")))
                host.portAnswer(event.call, Payload("{}", emptyList()))
            }
            "getClipboardData" -> {
                val text = clipboard.primaryClip?.takeIf { it.itemCount > 0 }?.getItemAt(0)?.coerceToText(activity)
                host.portAnswer(event.call, Payload(JSONObject().put("data", text ?: "").toString(), emptyList()))
            }
            "makePhoneCall" -> try {
                activity.startActivity(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", args.optString("phoneNumber"), null)))
                host.portAnswer(event.call, Payload("{}", emptyList()))
            } catch (_: ActivityNotFoundException) {
                host.portFailed(event.call, "not supported")
            }
            else -> host.portFailed(event.call, "not supported")
        }
    }
}
