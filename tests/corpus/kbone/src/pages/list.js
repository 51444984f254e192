import open from '../open'
import page from './list.vue'

export default () => open(page)
