// What glass-easel catches in hooks, observers and handlers comes to the program's error reports.

import { addGlobalErrorListener, addGlobalWarningListener } from 'glass-easel'
import { native } from './native'
import { report } from './faults'

export function addErrorListener(): void {
  addGlobalErrorListener((error, method) => {
    report(/lifetime|ready|attached|created|detached/i.test(String(method)) ? 'Page' : 'Handler', error)
    return false
  })
  addGlobalWarningListener((message) => {
    native.log(0, message)
    return false
  })
}
