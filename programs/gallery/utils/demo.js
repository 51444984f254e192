// What the page of a component needs: values for its attributes that a person may change, and each event in the log.
//   Page(demo({ name: 'slider', knobs: [knob.on('disabled', false)], methods: {} }))
const i18n = require('./i18n');
const show = require('./show');

// A number takes [least, most, step]; a choice its values; the label is the attribute's name.
const knob = {
  on: function (name, value) { return { name: name, kind: 'on', value: value }; },
  one: function (name, options, value) { return { name: name, kind: 'one', options: options, value: value === undefined ? options[0] : value }; },
  number: function (name, range, value) { return { name: name, kind: 'number', min: range[0], max: range[1], step: range[2] || 1, value: value }; },
  text: function (name, value) { return { name: name, kind: 'text', value: value }; },
};

// scroll-top -> scrollTop, as a key of `a` in the page's data.
function key(name) {
  return name.replace(/-(\w)/g, function (_, letter) { return letter.toUpperCase(); });
}

function values(knobs) {
  const a = {};
  knobs.forEach(function (each) { a[key(each.name)] = each.value; });
  return a;
}

function describe(event) {
  const of = event.currentTarget && event.currentTarget.id;
  const touches = event.touches && event.touches.length ? ' touches=' + event.touches.length : '';
  return (of ? '#' + of + ' ' : '') + show.short(event.detail, 160) + touches;
}

function demo(options) {
  const knobs = options.knobs || [];
  const page = {
    data: Object.assign({ knobs: knobs.map(function (each) { return Object.assign({ key: key(each.name) }, each); }), a: values(knobs) }, options.data),

    onLoad: function (query) {
      wx.setNavigationBarTitle({ title: options.title ? i18n.pick(options.title) : '<' + options.name + '>' });
      if (options.onLoad) options.onLoad.call(this, query);
    },

    onKnob: function (e) {
      const change = {};
      change['a.' + e.detail.key] = e.detail.value;
      this.setData(change);
    },

    // Any event of a component: its type, whose it is, its detail.
    onEvent: function (e) {
      this.log(e.type, describe(e));
    },

    log: function (name, detail) {
      const record = this.selectComponent('#record');
      if (record) record.add(name, typeof detail === 'string' ? detail : show.short(detail, 200));
    },
  };
  return Object.assign(page, options.hooks, options.methods);
}

module.exports = { demo: demo, knob: knob, key: key };
