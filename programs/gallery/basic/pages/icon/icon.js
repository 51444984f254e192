const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'icon',
  knobs: [
    knob.one('type', ['success', 'success_no_circle', 'info', 'warn', 'waiting', 'cancel', 'download', 'search', 'clear']),
    knob.number('size', [12, 96, 4], 48),
    knob.one('color', ['', '#6a57e0', '#d9632a']),
  ],
  data: { types: ['success', 'success_no_circle', 'info', 'warn', 'waiting', 'cancel', 'download', 'search', 'clear'] },
}));
