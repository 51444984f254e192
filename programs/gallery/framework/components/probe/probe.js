// A component that tells of each hook of its own, and of its page's.
const trace = require('../../../utils/trace');

Component({
  properties: { name: { type: String, value: 'probe' } },
  lifetimes: {
    created() { trace.add('probe', 'created'); },
    attached() { trace.add('probe', 'attached'); },
    ready() { trace.add('probe', 'ready'); },
    moved() { trace.add('probe', 'moved'); },
    detached() { trace.add('probe', 'detached'); },
    error(error) { trace.add('probe', 'error', String(error)); },
  },
  pageLifetimes: {
    show() { trace.add('probe', 'page show'); },
    hide() { trace.add('probe', 'page hide'); },
    resize() { trace.add('probe', 'page resize'); },
  },
});
