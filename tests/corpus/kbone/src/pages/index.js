import open from '../open'
import page from './index.vue'

export default () => open(page)
