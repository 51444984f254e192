// `tabBar.custom`: each tab page gets its own instance of custom-tab-bar/index, above all of the page.
// https://developers.weixin.qq.com/miniprogram/dev/framework/ability/custom-tabbar.html

import { Element as GlassElement } from 'glass-easel'
import { safely } from '../faults'
import type { PageRecord } from './page-record'
import { appConfig, ensureUnit, space, units } from './units'

const PATH = 'custom-tab-bar/index'

export function addTabBar(page: PageRecord): void {
  if (!page.tab || appConfig.tabBar?.custom !== true || !units.has(PATH)) return
  safely('Page', () => {
    ensureUnit(PATH)
    const bar = space.getComponentSpace().createComponentByUrl('custom-tab-bar', PATH, null, page.context as any) as any
    page.tabBar = bar
    const root = page.context.getRootNode()
    const parent = { replaceChild: (node: any) => root.appendTail(node) }
    GlassElement.replaceDocumentElement(bar, parent as any, root as any)
  })
}
