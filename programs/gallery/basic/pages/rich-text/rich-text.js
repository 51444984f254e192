const { demo, knob } = require('../../../utils/demo');

const HTML = '<h3 style="margin:0">H3</h3><p style="color:#6a57e0">A <b>bold</b>, an <i>italic</i>, a <code>code</code>.</p><ul><li>one</li><li>two</li></ul><blockquote>quote</blockquote>' +
  '<table border="1" style="border-collapse:collapse"><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><img src="/images/scene.png" style="width:60%" alt="scene"><a href="https://example.com">link</a>' +
  '<script>never()</script><p onclick="never()">no handlers</p>';

Page(demo({
  name: 'rich-text',
  knobs: [knob.one('space', ['', 'ensp', 'emsp', 'nbsp']), knob.on('user-select', false)],
  data: {
    html: HTML,
    source: HTML,
    nodes: [{ name: 'div', attrs: { class: 'rich', style: 'line-height:1.8' }, children: [{ type: 'text', text: 'nodes: ' }, { name: 'span', attrs: { style: 'color:#d9632a;font-weight:700' }, children: [{ type: 'text', text: 'span &amp; entity' }] }] }],
  },
  methods: {
    onSource(e) { this.setData({ html: e.detail.value }); },
  },
}));
