// Errors as programs that report them know them (V8's form): `stack` opens with a line of name and message, and
// Error.captureStackTrace writes that line too. The engine's own stacks hold frames only.

/** What stands before the first frame. */
function head(error: object): string {
  try {
    const { name, message } = error as { name?: unknown; message?: unknown }
    const kind = name === undefined ? 'Error' : String(name)
    const text = message === undefined ? '' : String(message)
    return kind && text ? `${kind}: ${text}` : kind || text
  } catch {
    return 'Error'
  }
}

function whole(error: object, frames: string): string {
  const lines = frames.endsWith('\n') ? frames.slice(0, -1) : frames
  return lines ? `${head(error)}\n${lines}` : head(error)
}

/** The frames of a stack, without the lines before them. */
export function frames(stack: unknown): string {
  const text = String(stack ?? '')
  if (/^\s+at /.test(text)) return text
  const at = text.search(/\n\s+at /)
  return at < 0 ? '' : text.slice(at + 1)
}

/** Frames name functions, and functions of the framework are not the program's to call: nobody gets them by a frame. */
function closeFrames(): void {
  let sites: object[] = []
  const errors = Error as unknown as { prepareStackTrace: unknown }
  errors.prepareStackTrace = (_error: unknown, given: object[]) => (sites = given)
  void new Error().stack
  errors.prepareStackTrace = undefined
  const prototype = sites[0] && (Object.getPrototypeOf(sites[0]) as object)
  if (!prototype) throw new Error('the engine has no frames')
  const nothing = (): undefined => undefined
  for (const name of ['getFunction', 'getThis']) {
    Object.defineProperty(prototype, name, { value: nothing, writable: false, configurable: false })
  }
}

export function installErrors(): void {
  closeFrames()
  const apply = Reflect.apply
  const { get, set } = Object.getOwnPropertyDescriptor(Error.prototype, 'stack')!
  Object.defineProperty(Error.prototype, 'stack', {
    get(this: object) {
      const given: unknown = apply(get!, this, [])
      return typeof given === 'string' ? whole(this, given) : given
    },
    set,
    enumerable: false,
    configurable: true,
  })
  const native = (Error as any).captureStackTrace as (target: object, above: unknown) => void
  const capture = function captureStackTrace(target: object, above?: unknown): void {
    // Without a function to start above, the frame of this wrapper is the one to leave out.
    native(target, typeof above === 'function' ? above : capture)
    const own = Object.getOwnPropertyDescriptor(target, 'stack')
    if (own && typeof own.value === 'string') {
      Object.defineProperty(target, 'stack', { ...own, value: whole(target, own.value) })
    }
  }
  Object.defineProperty(Error, 'captureStackTrace', { value: capture, writable: true, configurable: true })
}
