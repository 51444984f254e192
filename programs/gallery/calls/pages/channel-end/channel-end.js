const { demo } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');

Page(demo({
  name: 'channel-end',
  title: ['另一页', 'The other page'],
  data: { heard: '—' },
  onLoad() {
    this.setData({ reply: i18n.pick(['回一条', 'Reply']), back: i18n.pick(['道别并返回', 'Say bye and go back']) });
    this.channel = this.getOpenerEventChannel();
    if (!this.channel.on) return this.setData({ heard: 'getOpenerEventChannel() → {}' });
    this.channel.on('greet', (data) => {
      this.setData({ heard: JSON.stringify(data) });
      this.channel.emit('reply', { heard: true });
    });
    return undefined;
  },
  methods: {
    onReply() { if (this.channel.emit) this.channel.emit('reply', { n: Date.now() % 1000 }); },
    onBack() {
      if (this.channel.emit) this.channel.emit('bye', { from: 'channel-end' });
      wx.navigateBack();
    },
  },
}));
