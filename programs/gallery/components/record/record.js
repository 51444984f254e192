// The log of a page, over its end: the last event is always seen, a tap opens the rest. It never stores what happened
// elsewhere: a page that is left takes its log along.
const i18n = require('../../utils/i18n');
const show = require('../../utils/show');

const MOST = 60;

Component({
  options: { addGlobalClass: true },
  data: { t: {}, lines: [], count: 0, open: false },
  lifetimes: {
    created() {
      this.lines = [];
      this.count = 0;
      this.waiting = false;
    },
    attached() {
      const t = i18n.strings();
      this.setData({ t: { log: t.log, clear: t.clear, quiet: t.quiet } });
    },
  },
  methods: {
    // Events may come by the frame: they are shown in batches.
    add(name, detail) {
      this.count += 1;
      this.lines = [{ n: this.count, at: show.time(), name: name, detail: detail || '' }].concat(this.lines).slice(0, MOST);
      if (this.waiting) return;
      this.waiting = true;
      setTimeout(() => {
        this.waiting = false;
        this.setData({ lines: this.lines, count: this.count });
      }, 50);
    },
    onClear() {
      this.lines = [];
      this.count = 0;
      this.setData({ lines: [], count: 0 });
    },
    onOpen() {
      this.setData({ open: !this.data.open });
    },
  },
});
