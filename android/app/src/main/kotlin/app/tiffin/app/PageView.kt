package app.tiffin.app

import android.annotation.SuppressLint
import android.content.Context
import android.webkit.JavascriptInterface
import android.webkit.RenderProcessGoneDetail
import android.webkit.WebResourceRequest
import android.webkit.WebResourceResponse
import android.webkit.WebView
import android.webkit.WebViewClient
import app.tiffin.ffi.Failure
import app.tiffin.ffi.Host
import app.tiffin.ffi.ResourceBody
import app.tiffin.ffi.ViewId
import app.tiffin.ffi.httpStatus
import app.tiffin.host.what
import java.io.ByteArrayInputStream
import java.io.File
import java.io.FileInputStream
import java.io.FilterInputStream
import java.io.InputStream

/** A page's WebView. Whatever it posts speaks for this view and no other: the id is bound here, never read from a message. */
@SuppressLint("SetJavaScriptEnabled", "ViewConstructor")
class PageView(context: Context, private val host: Host, val id: ViewId, url: String) : WebView(context) {
    private inner class Bridge {
        @JavascriptInterface
        fun postMessage(text: String) = host.viewMessage(id, text)
    }

    private inner class Client : WebViewClient() {
        override fun shouldInterceptRequest(view: WebView, request: WebResourceRequest): WebResourceResponse? {
            val address = request.url
            // Pictures from elsewhere go out as they are; the page's policy allows nothing else.
            if (address.host != android.net.Uri.parse(url).host) return null
            return try {
                val found = host.viewResource(id, address.path ?: "/")
                val (mime, charset) = found.mime.split("; charset=").let { it[0] to it.getOrNull(1) }
                WebResourceResponse(mime, charset, 200, "OK", found.headers.associate { it.name to it.value }, body(found.body))
            } catch (failure: Failure) {
                WebResourceResponse("text/plain", "utf-8", httpStatus(failure.what).toInt(), "No", emptyMap(), ByteArrayInputStream(ByteArray(0)))
            }
        }

        /** A page never navigates by itself. */
        override fun shouldOverrideUrlLoading(view: WebView, request: WebResourceRequest) = true

        /** Android may kill the renderer that all views share: the host makes this view anew. */
        override fun onRenderProcessGone(view: WebView, detail: RenderProcessGoneDetail): Boolean {
            host.viewLost(id)
            return true
        }
    }

    init {
        settings.javaScriptEnabled = true
        settings.domStorageEnabled = false
        settings.allowFileAccess = false
        settings.allowContentAccess = false
        settings.mediaPlaybackRequiresUserGesture = false
        webViewClient = Client()
        addJavascriptInterface(Bridge(), "TiffinBridge")
        loadUrl(url)
    }

    fun run(script: String) = evaluateJavascript(script, null)

    private fun body(from: ResourceBody): InputStream = when (from) {
        is ResourceBody.Bytes -> ByteArrayInputStream(from.bytes)
        is ResourceBody.File -> Range(File(from.path), from.offset.toLong(), from.len.toLong())
    }

    /** A part of a file, read where it lies. */
    private class Range(file: File, offset: Long, private var left: Long) : FilterInputStream(FileInputStream(file)) {
        init {
            (`in` as FileInputStream).channel.position(offset)
        }

        override fun read(): Int = if (left <= 0) -1 else super.read().also { if (it >= 0) left -= 1 }

        override fun read(into: ByteArray, at: Int, count: Int): Int {
            if (left <= 0) return -1
            return super.read(into, at, minOf(count.toLong(), left).toInt()).also { if (it > 0) left -= it }
        }

        override fun available(): Int = minOf(left, super.available().toLong()).toInt()
    }
}
