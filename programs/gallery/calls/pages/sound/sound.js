const { demo } = require('../../../utils/demo');

const EVENTS = ['Canplay', 'Play', 'Pause', 'Stop', 'Ended', 'TimeUpdate', 'Error', 'Waiting', 'Seeking', 'Seeked'];

Page(demo({
  name: 'sound',
  title: ['声音', 'Sound'],
  data: { src: '/media/files/tone.mp3', plays: ['play', 'pause', 'stop', 'seek', 'loop', 'volume 0.2', 'rate 1.5', 'destroy'], records: ['start', 'pause', 'resume', 'stop'] },
  hooks: {
    onUnload() { if (this.audio) this.audio.destroy(); },
  },
  methods: {
    onSrc(e) { this.setData({ src: e.detail.value }); },
    player() {
      if (this.audio) return this.audio;
      const audio = wx.createInnerAudioContext();
      EVENTS.forEach((event) => audio['on' + event]((res) => this.log('on' + event, res === undefined ? audio.currentTime : res)));
      audio.src = this.data.src;
      this.audio = audio;
      return audio;
    },
    onPlay(e) {
      const what = e.currentTarget.dataset.name;
      try {
        const audio = this.player();
        if (what === 'seek') audio.seek(1);
        else if (what === 'loop') audio.loop = !audio.loop;
        else if (what === 'volume 0.2') audio.volume = 0.2;
        else if (what === 'rate 1.5') audio.playbackRate = 1.5;
        else audio[what]();
        if (what === 'destroy') this.audio = null;
        this.log(what, { paused: audio.paused, currentTime: audio.currentTime, duration: audio.duration });
      } catch (error) {
        this.log('thrown', error.message);
      }
    },
    onRecord(e) {
      const what = e.currentTarget.dataset.name;
      try {
        if (!this.recorder) {
          this.recorder = wx.getRecorderManager();
          ['Start', 'Pause', 'Resume', 'Stop', 'Error', 'FrameRecorded'].forEach((event) => this.recorder['on' + event] && this.recorder['on' + event]((res) => { this.log('on' + event, res); if (event === 'Stop') this.setData({ src: res.tempFilePath }); }));
        }
        this.recorder[what](what === 'start' ? { duration: 5000, format: 'mp3' } : undefined);
      } catch (error) {
        this.log('thrown', error.message);
      }
    },
  },
}));
