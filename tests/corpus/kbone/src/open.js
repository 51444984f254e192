import Vue from 'vue'
import './kitchen.css'

export default function open(page) {
  const at = document.createElement('div')
  at.id = 'app'
  document.body.appendChild(at)
  return new Vue({ el: at, render: (h) => h(page) })
}
