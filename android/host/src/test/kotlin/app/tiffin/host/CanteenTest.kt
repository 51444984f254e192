package app.tiffin.host

import app.tiffin.ffi.Cover
import app.tiffin.ffi.Failure
import app.tiffin.ffi.ScreenAction
import app.tiffin.ffi.InstanceId
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.MethodOrderer
import org.junit.jupiter.api.Order
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.api.TestMethodOrder

/** The journey on a second host: the canteen through the real library, from a real store, without a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation::class)
class CanteenTest {
    private companion object {
        val SCAN: UShort = 1011u
        val MAIN: UShort = 1001u
    }

    private lateinit var bench: Bench
    private lateinit var shell: HeadlessHost

    @BeforeAll
    fun start() {
        bench = Bench()
        shell = open()
    }

    @AfterAll
    fun stop() {
        shell.close()
        bench.close()
    }

    private fun open() = HeadlessHost(bench.folder.resolve("device").toString(), bench.settings())

    private fun menu(what: String) = shell.await(what) { it.takeIf { scene -> scene.program == "canteen" && scene.text("plus-xiaolongbao") != null } }

    private fun count(): String? = shell.read { it?.text("cart-count") }

    private fun awaitCount(expected: String) = shell.await("cart count $expected") { it.text("cart-count")?.takeIf { text -> text == expected } }

    @Test
    @Order(1)
    fun `a foreign text is refused with a stable code`() {
        val failure = assertThrows(Failure::class.java) { shell.host.openLink("just words", SCAN) }
        assertEquals("link.foreign", failure.what.code)
        assertTrue(failure.what.messageZh.isNotEmpty() && failure.what.messageEn.isNotEmpty())
    }

    @Test
    @Order(2)
    fun `a picture of the code leads to the menu`() {
        val found = shell.scan(bench.picture("/qr/canteen.png?size=400"))
        assertEquals(listOf("canteen"), found.map { it.link?.program })
        assertTrue(found.single().openable)
        shell.host.openLink(found.single().text, SCAN)
        val scene = menu("the menu after a scan")
        assertEquals("pages/menu/menu", scene.page.path())
        assertEquals(3, scene.chrome?.tabBar?.items?.size)
    }

    @Test
    @Order(3)
    fun `a tap changes the state of the program`() {
        val before = menu("the menu")
        before.tap("plus-xiaolongbao")
        awaitCount("1")
        before.tap("plus-xiaolongbao")
        awaitCount("2")
        // Two at 15 yuan, less 3 for an order of 30.
        assertEquals("¥27.00", shell.read { it?.text("cart-total") })
    }

    @Test
    @Order(4)
    fun `a page opens above the menu, and back brings what was added`() {
        menu("the menu").tap("choose-latte")
        val dish = shell.await("the dish") { it.takeIf { scene -> scene.page.path() == "pages/dish/dish" && scene.text("dish-add") != null } }
        assertTrue(dish.chrome!!.navBar.back)
        dish.tap("choice-oat")
        shell.await("the oat milk's price") { it.text("dish-add")?.takeIf { text -> text.contains("19") } }
        dish.tap("dish-add")
        shell.await("the toast that outlives its page") { it.takeIf { scene -> scene.page.path() == "pages/menu/menu" && scene.chrome?.toast != null } }
        awaitCount("3")
    }

    @Test
    @Order(5)
    fun `another tab shows when the shell says that it was tapped`() {
        val scene = menu("the menu")
        shell.host.act(ScreenAction.Tab(scene.instance, 2u))
        shell.await("the person's page") { it.text("hello") }
        shell.host.act(ScreenAction.Tab(scene.instance, 0u))
        menu("the menu again")
    }

    @Test
    @Order(6)
    fun `events come in batches, on one thread`() {
        val sizes = shell.batchSizes()
        assertTrue(sizes.size < sizes.sum(), "each event came alone: $sizes")
    }

    @Test
    @Order(7)
    fun `a dead renderer costs nothing`() {
        val scene = menu("the menu")
        shell.host.viewLost(scene.view)
        val again = shell.await("another view of the same page") { it.takeIf { now -> now.view != scene.view && now.text("cart-count") != null } }
        assertEquals("3", again.text("cart-count"))
    }

    @Test
    @Order(8)
    fun `with the store gone it opens again, with what it kept`() {
        val instance: InstanceId = menu("the menu").instance
        shell.host.act(ScreenAction.Close(instance))
        shell.close()
        bench.stopStore()
        shell = open()
        shell.host.openProgram("canteen", MAIN)
        menu("the menu, offline")
        awaitCount("3")
        assertNotNull(count())
    }

    @Test
    @Order(9)
    fun `what was never here says that it cannot be reached`() {
        shell.host.openProgram("never.seen", MAIN)
        val failed = shell.awaitScreen("the failure") { it.cover as? Cover.Failed }
        assertEquals("never.seen", failed.program)
        assertTrue(failed.error.code.isNotEmpty())
    }
}
