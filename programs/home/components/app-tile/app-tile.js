// A program as an icon with its name. Says `open` and `more` { app }.
const { letter, tone } = require('../../utils/letter');

Component({
  properties: {
    app: { type: Object, value: {} },
    kind: { type: String, value: 'tile' },
  },

  data: { failed: false, letter: '', tone: 0 },

  observers: {
    app: function (app) {
      this.setData({ failed: !app.icon, letter: letter(app.name), tone: tone(app.program) });
    },
  },

  methods: {
    onError() {
      this.setData({ failed: true });
    },
    onTap() {
      this.triggerEvent('open', { app: this.data.app });
    },
    onLong() {
      this.triggerEvent('more', { app: this.data.app });
    },
  },
});
