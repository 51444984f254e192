// wx.router: ways of their own into a page. Only Skyline draws them; on a page that a web view draws, as all are here, WeChat opens
// pages its usual way whatever `routeType` says. Programs add theirs while they start, without asking who draws.
// https://developers.weixin.qq.com/miniprogram/dev/framework/runtime/skyline/custom-route.html

function mustBe(name: string, what: string, given: unknown, type: 'string' | 'function'): void {
  if (typeof given === type) return
  const is = given === null ? 'null' : typeof given
  throw new TypeError(`router.${name}:fail parameter error: ${what} should be ${type} instead of ${is}`)
}

export const router = {
  addRouteBuilder(routeType: unknown, routeBuilder: unknown): void {
    mustBe('addRouteBuilder', 'routeType', routeType, 'string')
    mustBe('addRouteBuilder', 'routeBuilder', routeBuilder, 'function')
  },
  removeRouteBuilder(routeType: unknown): void {
    mustBe('removeRouteBuilder', 'routeType', routeType, 'string')
  },
  /** No page here was opened by a builder. */
  getRouteContext: (): undefined => undefined,
}
