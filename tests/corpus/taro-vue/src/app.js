import { createApp } from 'vue'
import { createPinia } from 'pinia'

export default createApp({ onShow() {} }).use(createPinia())
