// The ways into `this.data`, with WeChat's rules: each takes a copy (./data). glass-easel's own keep the object that was
// given, write what is undefined, and do not survive cyclic data.
// https://developers.weixin.qq.com/miniprogram/dev/framework/custom-component/data-path.html

import { native } from '../native'
import { glassEasel, ComponentCaller } from './units'
import { cleanData, copyData, pollutes } from './data'
import { safely } from '../faults'
import { contextOf } from './pages'

const prototype = ComponentCaller.prototype as any

prototype.setData = function setData(this: any, data: unknown, callback?: () => void): void {
  const element = this._$
  const clean = cleanData(data, element.is, element.data)
  if (clean) element.setData(clean)
  if (typeof callback === 'function') {
    const context = contextOf(element)
    if (context) context.afterApplied(() => safely('Handler', () => callback.call(this)))
    else safely('Handler', () => callback.call(this))
  }
}

prototype.updateData = function updateData(this: any, data: unknown): void {
  const clean = cleanData(data, this._$.is, this._$.data)
  if (clean) this._$.updateData(clean)
}

/** A path is names and indices; what is none would stop the changes that wait beside it. */
function isPath(path: unknown, where: string): path is (string | number)[] {
  if (
    Array.isArray(path) &&
    path.length > 0 &&
    path.every((part) => typeof part === 'string' || Number.isFinite(part))
  ) {
    if (!path.some(pollutes)) return true
  }
  native.log(3, `a path into the data of ${where} was refused`)
  return false
}

function updateOne(element: any, key: string, data: unknown): void {
  const copy = copyData(data)
  if (typeof data === 'object' && data !== null && element.data[key] === data) element.data[key] = copy
  element.replaceDataOnPath([key], copy)
}

prototype.replaceDataOnPath = function replaceDataOnPath(this: any, path: unknown, data: unknown): void {
  if (!isPath(path, this._$.is)) return
  if (path.length === 1) updateOne(this._$, String(path[0]), data)
  else this._$.replaceDataOnPath(path.slice(), copyData(data))
}

prototype.spliceArrayDataOnPath = function spliceArrayDataOnPath(
  this: any,
  path: unknown,
  index: unknown,
  del: unknown,
  inserts: unknown,
): void {
  if (!isPath(path, this._$.is)) return
  if (!Array.isArray(inserts)) {
    native.log(3, `spliceArrayDataOnPath of ${this._$.is} takes an array of what is inserted`)
    return
  }
  const number = (value: unknown): number | undefined => (Number.isFinite(value) ? (value as number) : undefined)
  this._$.spliceArrayDataOnPath(path.slice(), number(index), number(del), copyData(inserts))
}

// `model:` hands what a component wrote to its page: each has its own.
const groups = glassEasel.DataGroup.prototype as any
const listen = groups.setModelBindingListener as (name: string, listener: (value: unknown) => void) => void
groups.setModelBindingListener = function setModelBindingListener(
  this: unknown,
  name: string,
  listener: (value: unknown) => void,
): void {
  listen.call(this, name, (value) => listener(copyData(value)))
}
