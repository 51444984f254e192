import * as React from 'react'

const { createContext, useMemo, useState } = React

export const Cart = createContext(null)

export default function App({ children }) {
  const [dishes, set] = useState([])
  const value = useMemo(() => ({ dishes, add: (name) => set((all) => [...all, name]) }), [dishes])
  return <Cart.Provider value={value}>{children}</Cart.Provider>
}
