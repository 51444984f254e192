// What is used of less.js, which has no types of its own for this door.
declare module 'less/lib/less/index.js' {
  export interface Sheet {
    error: { message: string; filename?: string; line?: number; column?: number } | null
  }
  interface Less {
    AbstractFileManager: new () => object
    FileManager: unknown
    PluginLoader: unknown
    environment: { addFileManager(manager: object): void }
    render(text: string, options: object, done: (error: Sheet['error'], output?: { css: string }) => void): void
  }
  export default function createLess(environment: object, managers: object[], version: string): Less
}
