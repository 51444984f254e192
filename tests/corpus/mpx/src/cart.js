import { createStore } from '@mpxjs/core'

export default createStore({
  state: { dishes: [] },
  getters: { count: (state) => state.dishes.length },
  mutations: {
    add(state, name) {
      state.dishes.push(name)
    },
  },
})
