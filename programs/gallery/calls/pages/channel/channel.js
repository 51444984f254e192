// Two pages talk: what the opener emits in `success` must reach listeners that the new page adds in onLoad.
const { demo } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');

Page(demo({
  name: 'channel',
  title: ['页面间通信', 'Event channel'],
  onLoad() { this.setData({ open: i18n.pick(['打开另一页', 'Open the other page']), text: i18n.pick(['另一页收到 greet 后会回 reply 与 bye。', 'The other page hears greet, and answers reply and bye.']) }); },
  methods: {
    onOpen() {
      wx.navigateTo({
        url: '/calls/pages/channel-end/channel-end',
        events: { reply: (data) => this.log('reply', data), bye: (data) => this.log('bye', data) },
        success: (res) => {
          this.log('success', res.errMsg);
          res.eventChannel.emit('greet', { text: 'from success', at: Date.now() });
        },
        fail: (e) => this.log('fail', e.errMsg),
      });
    },
  },
}));
