package app.tiffin.host

import java.io.File
import java.net.InetAddress
import java.net.ServerSocket
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** What the tests stand on: a real store process with the canteen in it, published by the real command line. */
class Bench : AutoCloseable {
    private val bin = File(System.getProperty("tiffin.bin"))
    private val root = File(System.getProperty("tiffin.root"))
    val folder: Path = Files.createTempDirectory("tiffin-jvm")
    private val data = folder.resolve("store").toFile().apply { mkdirs() }
    private val port = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }
    val url = "http://127.0.0.1:$port"
    private var store: Process

    init {
        run("tiffin-store", "init", "--data", data.path)
        store = serve()
        val key = folder.resolve("developer.pem").toString()
        run("tiffin", "keys", "new", "--out", key)
        val token = data.resolve("token").readText().trim()
        run("tiffin", "publish", root.resolve("programs/canteen").path, "--store", url, "--token", token, "--key", key, "--no-qr")
    }

    private fun serve(): Process {
        val process = ProcessBuilder(bin.resolve("tiffin-store").path, "serve", "--data", data.path, "--listen", "127.0.0.1:$port", "--public-url", url)
            .redirectError(folder.resolve("store.log").toFile())
            .start()
        val first = process.inputStream.bufferedReader().lineSequence().firstOrNull { it.startsWith("listening on ") }
        check(first != null) { "the store did not start: ${folder.resolve("store.log").toFile().readText()}" }
        return process
    }

    fun stopStore() {
        store.destroy()
        if (!store.waitFor(10, TimeUnit.SECONDS)) store.destroyForcibly().waitFor()
    }

    /** The settings of a host that trusts this store, and has no home program. */
    fun settings(): String {
        val file = folder.resolve("host.toml")
        Files.writeString(
            file,
            """
            [host]
            name = "JVM"
            [[store]]
            name = "Local"
            base = "$url"
            root = "${data.resolve("root.json")}"
            """.trimIndent(),
        )
        return file.toString()
    }

    fun picture(path: String): ByteArray {
        val request = HttpRequest.newBuilder(URI.create(url + path)).build()
        val answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray())
        check(answer.statusCode() == 200) { "$path: ${answer.statusCode()}" }
        return answer.body()
    }

    private fun run(program: String, vararg arguments: String) {
        val process = ProcessBuilder(listOf(bin.resolve(program).path) + arguments).redirectErrorStream(true).start()
        val output = process.inputStream.bufferedReader().readText()
        check(process.waitFor() == 0) { "$program ${arguments.joinToString(" ")}: $output" }
    }

    override fun close() {
        stopStore()
        folder.toFile().deleteRecursively()
    }
}
