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
const LENGTHS = ['width', 'height', 'left', 'right', 'top', 'bottom']

interface Transition {
  duration: number
  timingFunction: string
  delay: number
}

interface StepOptions extends Partial<Transition> {
  transformOrigin?: string
}

/** Its members have the names that WeChat's have: component libraries set `option.transition.duration` between steps. */
class Animation {
  /** Steps that `export` has not given away yet. */
  actions: { animates: Action[]; option: { transition: Transition; transformOrigin: string } }[] = []
  currentStepAnimates: Action[] = []
  option: { transition: Transition; transformOrigin: string }

  constructor({ duration = 400, timingFunction = 'linear', delay = 0, transformOrigin = '50% 50% 0' }: StepOptions) {
    this.option = { transition: { duration, timingFunction, delay }, transformOrigin }
  }

  step(own: StepOptions = {}): this {
    const { transition, transformOrigin } = this.option
    this.actions.push({
      animates: this.currentStepAnimates,
      option: {
        transition: {
          duration: own.duration ?? transition.duration,
          timingFunction: own.timingFunction ?? transition.timingFunction,
          delay: own.delay ?? transition.delay,
        },
        transformOrigin: own.transformOrigin ?? transformOrigin,
      },
    })
    // Transforms go on into the next step, styles stand by themselves.
    this.currentStepAnimates = this.currentStepAnimates.filter((each) => each.type !== 'style')
    return this
  }

  export(): { actions: Animation['actions'] } {
    const { actions } = this
    this.actions = []
    return { actions }
  }

  opacity(value: unknown): this {
    return put(this, { type: 'style', args: ['opacity', value] })
  }

  backgroundColor(value: unknown): this {
    return put(this, { type: 'style', args: ['background-color', value] })
  }
}

function put<A extends Animation>(animation: A, action: Action): A {
  const animates = animation.currentStepAnimates
  const at = animates.findIndex(
    (each) => each.type === action.type && (action.type !== 'style' || each.args[0] === action.args[0]),
  )
  if (at >= 0) animates[at] = action
  else animates.push(action)
  return animation
}

function method(name: string, action: (args: unknown[]) => Action): void {
  const value = function (this: Animation, ...args: unknown[]): Animation {
    return put(this, action(args))
  }
  Object.defineProperty(Animation.prototype, name, { value, writable: true, configurable: true })
}

for (const name of TRANSFORMS) method(name, (args) => ({ type: name, args }))
for (const name of LENGTHS) {
  method(name, ([value]) => ({ type: 'style', args: [name, typeof value === 'number' ? `${value}px` : value] }))
}

export function createAnimation(options?: StepOptions | null): Animation {
  return new Animation(options ?? {})
}
