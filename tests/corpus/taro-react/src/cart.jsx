import { createContext, useContext, useMemo, useReducer } from 'react'

const Context = createContext(null)
export const useCart = () => useContext(Context)

export function Cart({ children }) {
  const [dishes, add] = useReducer((all, dish) => [...all, dish], [])
  const value = useMemo(() => ({ dishes, add }), [dishes])
  return <Context.Provider value={value}>{children}</Context.Provider>
}
