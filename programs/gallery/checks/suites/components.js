// Every component that canIUse knows is drawn with a size, and knows its attributes.
const expect = require('../utils/expect');

const NAMES = ['view', 'text', 'image', 'icon', 'progress', 'rich-text', 'button', 'checkbox', 'radio', 'switch', 'slider', 'input', 'textarea', 'picker', 'picker-view', 'label', 'form', 'navigator', 'scroll-view', 'swiper', 'movable-area', 'movable-view', 'cover-view', 'cover-image', 'canvas', 'video', 'match-media', 'checkbox-group', 'radio-group'];

module.exports = NAMES.map(function (name) {
  return {
    id: 'component-' + name,
    apis: [],
    text: ['<' + name + '> 有大小', '<' + name + '> has a size'],
    run: function (stage) {
      expect.equal(wx.canIUse(name), true, 'canIUse');
      return stage.rect('#one-' + name).then(function (rect) {
        expect.ok(rect, 'it is not found');
        expect.ok(rect.width > 0 && rect.height > 0, 'size ' + rect.width + ' × ' + rect.height);
      });
    },
  };
}).concat([
  { id: 'component-image-load', apis: [], text: ['图片的 load 与 error', 'load and error of a picture'], run: function (stage) {
    const loaded = stage.hear('load');
    const failed = stage.hear('error');
    stage.page.setData({ 'probe.picture': '/images/scene.png?check', 'probe.broken': '/images/none.png' });
    return Promise.all([loaded, failed]).then(function (heard) {
      expect.equal([heard[0].width, heard[0].height], [400, 240], 'size');
      expect.type(heard[1].errMsg, 'string', 'errMsg');
    });
  } },
  { id: 'component-swiper-change', apis: [], text: ['swiper 改 current 会触发 change', 'a swiper tells of its change'], run: function (stage) {
    const changed = stage.hear('change');
    const next = stage.page.data.probe.current === 1 ? 0 : 1;
    stage.page.setData({ 'probe.current': next });
    return changed.then(function (detail) { expect.equal([detail.current, detail.source], [next, ''], 'current and source'); });
  } },
]);
