// All words of the program, in Chinese and English.
const zh = {
  title: '电影', now: '正在上映', minutes: '{n} 分钟', score: '评分', today: '今天', showings: '选择场次', hall: '{n} 号厅', from: '¥{price} 起', book: '选座购票', gone: '这部电影已经下线',
  seats: '选择座位', screen: '银幕', free: '可选', taken: '已售', mine: '已选', pick: '请选座位', seat: '{row} 排 {n} 座', most: '一次最多选 4 个座位', next: '确认选座 ¥{total}', legroom: '',
  pay: '确认订单', tickets: '座位', total: '合计', payNow: '支付 ¥{total}', missing: '还不能支付', missingText: '这台超级应用还没有接入支付服务。座位已为你记下，接入后可以继续付款。', ok: '知道了', kept: '座位已记下', failed: '支付没有完成',
};
const en = {
  title: 'Films', now: 'Now showing', minutes: '{n} min', score: 'Score', today: 'Today', showings: 'Showings', hall: 'Hall {n}', from: 'from ¥{price}', book: 'Choose seats', gone: 'This film is no longer on',
  seats: 'Choose seats', screen: 'Screen', free: 'Free', taken: 'Taken', mine: 'Yours', pick: 'Tap a seat', seat: 'Row {row}, seat {n}', most: 'At most 4 seats at once', next: 'Continue · ¥{total}', legroom: '',
  pay: 'Your order', tickets: 'Seats', total: 'Total', payNow: 'Pay ¥{total}', missing: 'Payment is not here yet', missingText: 'This super-app has no payment service yet. Your seats are noted; you can pay once it has one.', ok: 'OK', kept: 'Seats noted', failed: 'The payment was not completed',
};

function language() {
  const info = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync();
  return !info.language || /^zh/i.test(info.language) ? 'zh' : 'en';
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, function (whole, name) {
    return Object.prototype.hasOwnProperty.call(values, name) ? String(values[name]) : whole;
  });
}

module.exports = {
  language: language,
  strings: function () { return language() === 'en' ? en : zh; },
  pick: function (text) { return text[language()] || text.zh; },
  fill: fill,
};
