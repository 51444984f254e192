import './app.css'
import { Cart } from './cart'

export default function App({ children }) {
  return <Cart>{children}</Cart>
}
