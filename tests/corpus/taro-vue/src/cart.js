import { defineStore } from 'pinia'

export const useCart = defineStore('cart', {
  state: () => ({ dishes: [] }),
  actions: {
    add(name) {
      this.dishes.push(name)
    },
  },
})
