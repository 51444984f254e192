import open from '../open'
import page from './form.vue'

export default () => open(page)
