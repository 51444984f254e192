// <icon>: WeUI's nine signs, drawn as SVG so that they follow `color` and `size`.

import { toText } from '../attributes'
import { cssLength } from '../rpx'
import { Component, register } from './component'

const SVG = 'http://www.w3.org/2000/svg'

interface Shape {
  color: string
  /** Path data in a box of 24 x 24, filled by the even-odd rule. */
  path: string
}

const DISC = 'M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20z'
const RING = `${DISC}M12 3.4a8.6 8.6 0 1 1 0 17.2a8.6 8.6 0 1 1 0-17.2z`
const TICK = 'M10.6 16.2l-4-4 1.3-1.3 2.7 2.7 5.9-5.9 1.3 1.3z'
const MARK = 'M11 6.6h2l-.2 7.2h-1.6zM12 15.2a1.2 1.2 0 1 1 0 2.4a1.2 1.2 0 1 1 0-2.4z'

const SHAPES: Record<string, Shape> = {
  success: { color: '#09bb07', path: DISC + TICK },
  success_no_circle: { color: '#09bb07', path: 'M9.6 18.6l-6.2-6.2 1.7-1.7 4.5 4.5 9.4-9.4 1.7 1.7z' },
  success_circle: { color: '#09bb07', path: RING + TICK },
  info: { color: '#10aeff', path: `${DISC}M11.1 10.3h1.8v7.1h-1.8zM12 6.6a1.2 1.2 0 1 1 0 2.4a1.2 1.2 0 1 1 0-2.4z` },
  info_circle: { color: '#10aeff', path: `${RING}M11.3 10.3h1.4v7.1h-1.4zM12 6.8a1 1 0 1 1 0 2a1 1 0 1 1 0-2z` },
  warn: { color: '#f76260', path: DISC + MARK },
  waiting: { color: '#10aeff', path: `${DISC}M11.1 6h1.8v6l4 2.9-1 1.4-4.8-3.4z` },
  waiting_circle: { color: '#10aeff', path: `${RING}M11.3 6.4h1.4v5.8l3.9 2.8-.8 1.1-4.5-3.2z` },
  cancel: {
    color: '#f43530',
    path: `${RING}M8.6 7.4l3.4 3.4 3.4-3.4 1.2 1.2-3.4 3.4 3.4 3.4-1.2 1.2-3.4-3.4-3.4 3.4-1.2-1.2 3.4-3.4-3.4-3.4z`,
  },
  download: { color: '#09bb07', path: `${RING}M11.3 6.6h1.4v6.6l2.3-2.3 1 1-4 4-4-4 1-1 2.3 2.3zM8 17h8v1.3H8z` },
  search: {
    color: '#b2b2b2',
    path: 'M10.5 3.5a7 7 0 1 0 4.2 12.6l4.6 4.6 1.4-1.4-4.6-4.6a7 7 0 0 0-5.6-11.2zm0 1.8a5.2 5.2 0 1 1 0 10.4a5.2 5.2 0 1 1 0-10.4z',
  },
  clear: {
    color: '#b2b2b2',
    path: `${DISC}M8.6 7.4l3.4 3.4 3.4-3.4 1.2 1.2-3.4 3.4 3.4 3.4-1.2 1.2-3.4-3.4-3.4 3.4-1.2-1.2 3.4-3.4-3.4-3.4z`,
  },
}

/** The picture of a sign, in one colour. */
export function signOf(type: string, color: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.style.fill = color
  const shape = svg.appendChild(document.createElementNS(SVG, 'path'))
  shape.setAttribute('fill-rule', 'evenodd')
  shape.setAttribute('d', (Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined)?.path ?? '')
  return svg
}

class Icon extends Component {
  private readonly svg = document.createElementNS(SVG, 'svg')
  private readonly shape = document.createElementNS(SVG, 'path')

  constructor(node: ConstructorParameters<typeof Component>[0]) {
    super(node)
    this.svg.setAttribute('viewBox', '0 0 24 24')
    this.svg.setAttribute('aria-hidden', 'true')
    this.shape.setAttribute('fill-rule', 'evenodd')
    this.svg.appendChild(this.shape)
    this.el.appendChild(this.svg)
    this.size(23)
  }

  private size(value: unknown): void {
    this.svg.style.width = this.svg.style.height = cssLength(value)
  }

  override attribute(name: string, value: unknown): boolean {
    if (name === 'size') this.size(value ?? 23)
    else if (name === 'type' || name === 'color') {
      const shape = SHAPES[toText(this.attr('type'))]
      this.shape.setAttribute('d', shape?.path ?? '')
      this.svg.style.fill = toText(this.attr('color')) || shape?.color || 'currentColor'
    } else return false
    return true
  }
}

register('icon', Icon)
