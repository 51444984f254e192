// The transform of a 2D context, kept beside the view's own: `getTransform`, and knowing what a `clearRect` covers.

type Values = [number, number, number, number, number, number]

export class Matrix {
  constructor(public values: Values = [1, 0, 0, 1, 0, 0]) {}

  copy(): Matrix {
    return new Matrix([...this.values])
  }

  multiply(a: number, b: number, c: number, d: number, e: number, f: number): void {
    const [A, B, C, D, E, F] = this.values
    this.values = [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F]
  }

  /** A method of the context that changes the transform; false if it is none. */
  apply(name: string, n: number[]): boolean {
    const [x = 0, y = 0] = n
    switch (name) {
      case 'translate':
        this.multiply(1, 0, 0, 1, x, y)
        return true
      case 'scale':
        this.multiply(x, 0, 0, y, 0, 0)
        return true
      case 'rotate':
        this.multiply(Math.cos(x), Math.sin(x), -Math.sin(x), Math.cos(x), 0, 0)
        return true
      case 'transform':
        this.multiply(x, y, n[2] ?? 0, n[3] ?? 0, n[4] ?? 0, n[5] ?? 0)
        return true
      case 'setTransform':
        this.values = [x, y, n[2] ?? 0, n[3] ?? 0, n[4] ?? 0, n[5] ?? 0]
        return true
      case 'resetTransform':
        this.values = [1, 0, 0, 1, 0, 0]
        return true
    }
    return false
  }

  /** Whether a rectangle, transformed, covers a canvas of this size. */
  covers(x: number, y: number, width: number, height: number, canvasWidth: number, canvasHeight: number): boolean {
    const [a, b, c, d, e, f] = this.values
    if (b !== 0 || c !== 0) return false
    const near = 0.5
    const xs = [a * x + e, a * (x + width) + e].sort((p, q) => p - q)
    const ys = [d * y + f, d * (y + height) + f].sort((p, q) => p - q)
    return xs[0]! <= near && ys[0]! <= near && xs[1]! >= canvasWidth - near && ys[1]! >= canvasHeight - near
  }
}
