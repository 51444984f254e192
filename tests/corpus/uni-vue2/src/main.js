import Vue from 'vue'
import App from './App'
import cart from './cart'

Vue.config.productionTip = false
Vue.prototype.$cart = cart
App.mpType = 'app'
new Vue({ ...App, store: cart }).$mount()
