// wx.createAnimation: records steps; `export()` gives what an `animation` attribute plays in the view.
// https://developers.weixin.qq.com/miniprogram/dev/api/ui/animation/Animation.html

interface Action {
  type: string
  args: unknown[]
}

const TRANSFORMS = [
  'matrix',
  'matrix3d',
  'rotate',
  'rotate3d',
  'rotateX',
  'rotateY',
  'rotateZ',
  'scale',
  'scale3d',
  'scaleX',
  'scaleY',
  'scaleZ',
  'skew',
  'skewX',
  'skewY',
  'translate',
  'translate3d',
  'translateX',
  'translateY',
  'translateZ',
]
const LENGTHS: Record<string, string> = {
  width: 'width',
  height: 'height',
  left: 'left',
  right: 'right',
  top: 'top',
  bottom: 'bottom',
}

export function createAnimation(given?: any): any {
  const options = given ?? {}
  const defaults = {
    duration: options.duration ?? 400,
    timingFunction: options.timingFunction ?? 'linear',
    delay: options.delay ?? 0,
  }
  const origin = options.transformOrigin ?? '50% 50% 0'
  let steps: { animates: Action[]; option: unknown }[] = []
  let actions: Action[] = []
  const animation: any = {
    step(own: any = {}) {
      steps.push({
        animates: actions,
        option: {
          transition: {
            duration: own.duration ?? defaults.duration,
            timingFunction: own.timingFunction ?? defaults.timingFunction,
            delay: own.delay ?? defaults.delay,
          },
          transformOrigin: own.transformOrigin ?? origin,
        },
      })
      actions = actions.filter((each) => each.type !== 'style')
      return animation
    },
    export() {
      const made = { actions: steps }
      steps = []
      return made
    },
    opacity: (value: unknown) => style('opacity', value),
    backgroundColor: (value: unknown) => style('background-color', value),
  }
  const put = (action: Action): any => {
    const at = actions.findIndex(
      (each) => each.type === action.type && (action.type !== 'style' || each.args[0] === action.args[0]),
    )
    if (at >= 0) actions[at] = action
    else actions.push(action)
    return animation
  }
  function style(name: string, value: unknown): any {
    return put({ type: 'style', args: [name, value] })
  }
  for (const name of Object.keys(LENGTHS)) {
    animation[name] = (value: unknown) => style(LENGTHS[name]!, typeof value === 'number' ? `${value}px` : value)
  }
  for (const name of TRANSFORMS) animation[name] = (...args: unknown[]) => put({ type: name, args })
  return animation
}
