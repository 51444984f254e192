import Vue from 'vue'
import Vuex from 'vuex'

Vue.use(Vuex)
export default new Vuex.Store({
  state: { dishes: [] },
  getters: { count: (state) => state.dishes.length },
  mutations: {
    add(state, name) {
      state.dishes.push(name)
    },
  },
})
