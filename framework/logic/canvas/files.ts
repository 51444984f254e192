// wx.canvasToTempFilePath, canvasGetImageData, canvasPutImageData: pixels of a canvas, asked of the view. Programs have no
// files yet: the "path" is the picture itself, an address that <image> and drawImage take.

import { later, styled } from '../wx/calls'
import { elementOf } from '../program/handed'
import { findCanvas } from './canvas-context'
import { CanvasNode } from './node'
import { number, pixelBytes, pixels } from './paint'
import { recorderOf, type Recorder } from './recorder'

function recorder(name: string, options: any, component: any): Recorder | null {
  const element =
    options.canvas instanceof CanvasNode
      ? options.canvas.element()
      : findCanvas(options.canvasId, elementOf(name, component))
  return element ? recorderOf(element) : null
}

export function canvasToTempFilePath(given?: unknown, component?: unknown): unknown {
  const name = 'canvasToTempFilePath'
  return styled(name, given, (options, settle) => {
    const from = recorder(name, options, component)
    if (!from) return later(() => settle(false, { errMsg: `${name}:fail canvas is empty` }))
    const type = options.fileType === 'jpg' || options.fileType === 'jpeg' ? 'image/jpeg' : 'image/png'
    const args: Record<string, unknown> = { type, quality: number(options.quality ?? 1) }
    for (const key of ['x', 'y', 'width', 'height', 'destWidth', 'destHeight']) {
      if (options[key] !== undefined) args[key] = number(options[key])
    }
    from.invoke('toDataURL', args, (url, error) => {
      if (error || typeof url !== 'string')
        return settle(false, { errMsg: `${name}:fail ${error ?? 'the canvas is empty'}` })
      settle(true, { tempFilePath: url })
    })
    return undefined
  })
}

export function canvasGetImageData(given?: unknown, component?: unknown): unknown {
  const name = 'canvasGetImageData'
  return styled(name, given, (options, settle) => {
    const from = recorder(name, options, component)
    if (!from) return later(() => settle(false, { errMsg: `${name}:fail canvas is empty` }))
    const { x, y, width, height } = options
    from.invoke(
      'getImageData',
      { x: number(x), y: number(y), width: number(width), height: number(height) },
      (result, error) => {
        if (error) return settle(false, { errMsg: `${name}:fail ${error}` })
        const image = pixels(result)
        settle(true, { width: image.width, height: image.height, data: image.data })
      },
    )
    return undefined
  })
}

export function canvasPutImageData(given?: unknown, component?: unknown): unknown {
  const name = 'canvasPutImageData'
  return styled(name, given, (options, settle) => {
    const to = recorder(name, options, component)
    if (!to) return later(() => settle(false, { errMsg: `${name}:fail canvas is empty` }))
    const { x, y, width, data } = options
    const command: [string, ...unknown[]] = ['putImageData', pixelBytes(data), number(width), number(x), number(y)]
    to.drawWhole([command], true, () => settle(true, {}))
    return undefined
  })
}
