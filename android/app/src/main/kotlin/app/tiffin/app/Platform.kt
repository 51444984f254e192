package app.tiffin.app

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.ClipData
import android.content.ClipboardManager
import android.content.Intent
import android.net.Uri
import app.tiffin.ffi.Host
import app.tiffin.ffi.HostEvent
import org.json.JSONObject

/** What only the platform can do. A call that is not here fails as any absent capability does. */
object Platform {
    fun answer(activity: Activity, host: Host, event: HostEvent.PlatformCall) {
        val args = JSONObject(event.argsJson.ifEmpty { "{}" })
        val clipboard = activity.getSystemService(ClipboardManager::class.java) ?: return host.platformFailed(event.call, "not supported")
        when (event.name) {
            "setClipboardData" -> {
                clipboard.setPrimaryClip(ClipData.newPlainText("", args.optString("data")))
                host.platformDone(event.call, "{}")
            }
            "getClipboardData" -> {
                val text = clipboard.primaryClip?.takeIf { it.itemCount > 0 }?.getItemAt(0)?.coerceToText(activity)
                host.platformDone(event.call, JSONObject().put("data", text ?: "").toString())
            }
            "makePhoneCall" -> try {
                activity.startActivity(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", args.optString("phoneNumber"), null)))
                host.platformDone(event.call, "{}")
            } catch (_: ActivityNotFoundException) {
                host.platformFailed(event.call, "not supported")
            }
            else -> host.platformFailed(event.call, "not supported")
        }
    }
}
