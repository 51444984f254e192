// <picker>: a tap opens a sheet from the bottom with one wheel for each column. Modes: selector, multiSelector, time,
// date, region.

import { toNumber, toText, truthy } from '../attributes'
import { emit, mirror } from '../events/emit'
import { Component, part, register, type TapInfo } from './component'
import { dateColumns, dateText, labelsOf, timeColumns, timeText, type DateFields } from './picker-columns'
import { Wheel } from './picker-view'
import { regions } from './regions'
import { openSheet } from './sheet'

interface Model {
  labels: string[][]
  index: number[]
  /** What `change` and forms give for the columns' indexes. */
  value: (index: number[]) => unknown
  /** The model after a column was turned. */
  turned: (index: number[]) => Model
}

class Picker extends Component {
  private value: unknown
  private close: (() => void) | null = null
  private model: Model | null = null
  private wheels: Wheel[] = []
  private body: HTMLElement | null = null

  constructor(node: ConstructorParameters<typeof Component>[0]) {
    super(node)
    this.el.setAttribute('role', 'button')
    this.el.setAttribute('aria-haspopup', 'dialog')
    this.el.tabIndex = 0
  }

  private get mode(): string {
    return toText(this.attr('mode')) || 'selector'
  }

  /** Whether its value is a list, one entry a column. */
  private get listed(): boolean {
    return this.mode === 'multiSelector' || this.mode === 'region'
  }

  override attribute(name: string, value: unknown): boolean {
    if (name === 'value') {
      this.value = value
    } else if (name === 'disabled') {
      this.el.tabIndex = truthy(value) ? -1 : 0
    } else if (!['range', 'range-key', 'mode', 'start', 'end', 'fields', 'header-text'].includes(name)) {
      return false
    }
    // Columns that follow each other get new ranges while the sheet is open.
    if (this.body && (name === 'range' || name === 'value')) this.redraw(this.makeModel(this.value))
    return true
  }

  private makeModel(value: unknown): Model {
    switch (this.mode) {
      case 'multiSelector':
        return this.multi(Array.isArray(value) ? value.map((n) => toNumber(n, 0)) : [])
      case 'time':
        return this.time(toText(value))
      case 'date':
        return this.date(toText(value))
      case 'region':
        return region(Array.isArray(value) ? value.map(toText) : [])
      default: {
        const labels = [labelsOf(this.attr('range'), toText(this.attr('range-key')))]
        const at = (index: number): Model => ({
          labels,
          index: [index],
          value: ([i]) => i ?? 0,
          turned: ([i]) => at(i ?? 0),
        })
        return at(Math.max(0, toNumber(value, 0)))
      }
    }
  }

  private multi(index: number[]): Model {
    const range = this.attr('range')
    const labels = (Array.isArray(range) ? range : []).map((one) => labelsOf(one, toText(this.attr('range-key'))))
    const full = labels.map((_, i) => Math.max(0, index[i] ?? 0))
    return { labels, index: full, value: (now) => now, turned: (now) => this.multi(now) }
  }

  private time(text: string): Model {
    const made = timeColumns(text, toText(this.attr('start')), toText(this.attr('end')))
    const value = (index: number[]): string => timeText(index.map((i, c) => made.values[c]?.[i] ?? 0))
    return { labels: made.labels, index: made.index, value, turned: (index) => this.time(value(index)) }
  }

  private date(text: string): Model {
    const fields = (toText(this.attr('fields')) || 'day') as DateFields
    const lang = document.documentElement.lang
    const made = dateColumns(text, toText(this.attr('start')), toText(this.attr('end')), fields, lang)
    const value = (index: number[]): string =>
      dateText(index.map((i, c) => made.values[c]?.[i] ?? made.values[c]?.at(-1) ?? 1))
    return { labels: made.labels, index: made.index, value, turned: (index) => this.date(value(index)) }
  }

  override activate(_tap: TapInfo): boolean {
    if (truthy(this.attr('disabled')) || this.close) return true
    const title = toText(this.attr('header-text'))
    const { body, close } = openSheet({
      title,
      confirm: () => this.done(true),
      cancel: () => this.done(false),
    })
    this.close = close
    this.body = part('tf-picker', body)
    this.wheels = []
    this.redraw(this.makeModel(this.value))
    return true
  }

  private redraw(model: Model): void {
    const body = this.body
    if (!body) return
    this.model = model
    if (this.wheels.length !== model.labels.length) {
      body.textContent = ''
      this.wheels = model.labels.map((_, column) => {
        const wheel = new Wheel(() => this.turned(column))
        body.appendChild(wheel.box)
        return wheel
      })
      part('tf-picker-line', body)
    }
    this.wheels.forEach((wheel, column) => {
      fill(wheel.list, model.labels[column] ?? [])
      wheel.itemHeight = (wheel.list.firstElementChild as HTMLElement | null)?.offsetHeight || 48
      wheel.turn(model.index[column] ?? 0)
    })
  }

  private indexes(): number[] {
    return this.wheels.map((wheel) => wheel.index)
  }

  private turned(column: number): void {
    const model = this.model
    if (!model) return
    const index = this.indexes()
    if (this.mode === 'multiSelector') {
      model.index = index
      emit(this.node, 'columnchange', { column, value: index[column] })
      return
    }
    if (model.labels.length > 1) this.redraw(model.turned(index))
  }

  private done(confirmed: boolean): void {
    const model = this.model
    const index = this.indexes()
    this.close = this.body = this.model = null
    this.wheels = []
    if (!confirmed || !model) return void emit(this.node, 'cancel', {})
    const value = model.value(index)
    const plain = this.mode === 'selector' || this.mode === 'time' || this.mode === 'date'
    this.keep(value)
    emit(
      this.node,
      'change',
      this.mode === 'region' ? { value, code: [], postcode: '' } : { value: plain ? String(value) : value },
    )
  }

  private keep(value: unknown): void {
    this.value = value
    this.node.attrs?.set('value', value)
    mirror(this.node, 'value', value)
  }

  override released(): void {
    this.close?.()
  }

  override formValue(): unknown {
    return this.value ?? (this.listed ? [] : '')
  }
  override formReset(): void {
    this.keep(this.listed ? [] : this.mode === 'selector' ? -1 : '')
  }
}

function region(value: string[]): Model {
  const all = regions()
  const p = Math.max(
    0,
    all.findIndex((one) => one.name === value[0]),
  )
  const cities = all[p]?.cities ?? []
  const c = Math.max(0, cities.indexOf(value[1] ?? ''))
  const names = (index: number[]): string[] => {
    const province = all[index[0] ?? 0] ?? all[0]
    return [province?.name ?? '', province?.cities[index[1] ?? 0] ?? province?.cities[0] ?? '', '']
  }
  return {
    labels: [all.map((one) => one.name), cities],
    index: [p, c],
    value: names,
    turned: (index) => region(names(index)),
  }
}

function fill(list: HTMLElement, labels: string[]): void {
  while (list.childElementCount > labels.length) list.lastElementChild?.remove()
  labels.forEach((label, i) => {
    const el = list.children[i] ?? part('tf-picker-item', list)
    if (el.textContent !== label) el.textContent = label
    el.setAttribute('role', 'option')
  })
}

register('picker', Picker)
