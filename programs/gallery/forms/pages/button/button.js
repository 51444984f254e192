const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'button',
  knobs: [
    knob.one('type', ['default', 'primary', 'warn']),
    knob.one('size', ['default', 'mini']),
    knob.on('plain', false),
    knob.on('disabled', false),
    knob.on('loading', false),
    knob.one('hover-class', ['button-hover', 'none', 'pressed']),
    knob.text('text', 'Button 按钮'),
  ],
  data: { types: ['default', 'primary', 'warn'], open: ['share', 'getUserInfo', 'getPhoneNumber', 'contact', 'launchApp', 'openSetting', 'feedback', 'chooseAvatar', 'agreePrivacyAuthorization'] },
  methods: {
    onShareAppMessage(e) {
      this.log('onShareAppMessage', { from: e.from });
      return { title: '<button open-type="share">', path: '/forms/pages/button/button' };
    },
  },
}));
