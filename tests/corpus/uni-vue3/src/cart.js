import { defineStore } from 'pinia'

export const useCart = defineStore('cart', {
  state: () => ({ dishes: [] }),
  getters: { count: (state) => state.dishes.length },
  actions: {
    add(name) {
      this.dishes.push(name)
    },
  },
})
