// All words of the program, in Chinese and English.
const zh = {
  title: '元宵放灯', tagline: '放一盏灯，猜几条谜', opensIn: '距离开灯还有', endsIn: '距离收灯还有', days: '天', hours: '时', minutes: '分', lastNight: '{date} 收灯', firstNight: '{date} 开灯',
  play: '放灯', again: '再放一盏', soon: '还没到时候', soonText: '河边还在扎灯。{date}来，第一盏留给你。',
  best: '最高分', height: '最高', metres: '{n} 米', solved: '猜中灯谜', solvedOf: '{n} / {all}', flights: '放灯次数', none: '—',
  howTitle: '怎么玩', how: ['按住灯左右移，灯会自己往上飞', '接住汤圆加分，连接五个分数翻三倍', '接住红色谜签，落地后猜谜再加分', '躲开乌云和烟花，灯火灭三次就落地'],
  pending: '有 {n} 条灯谜等你猜', guess: '去猜', rule: '成绩只保存在这台设备上；活动结束后自动清除。',
  over: '今年的灯收好了', overText: '谢谢你来放灯。这是你的成绩，{date}前都能看；之后会从这台设备上清除。', overEmpty: '今年的灯会结束了，明年元宵再见。', card: '生成纪念卡',
  removed: '灯会已经散了', removedText: '活动数据已从这台设备清除，明年元宵再见。', removedLast: '这是你最后的成绩。我们没有再保留它，想留念就存一张卡。',
  ready: '准备放灯', readyText: '按住屏幕，左右移动', start: '起飞', paused: '歇一会儿', resume: '继续', leave: '收灯回家', points: '分', closed: '灯会已经结束，这盏灯就不放了。',
  riddles: '猜灯谜', riddle: '第 {n} 条，共 {all} 条', right: '猜中了！ +{n}', wrong: '差一点', answer: '谜底：{answer}', next: '下一条', finish: '看成绩', noRiddles: '没有等着的灯谜', noRiddlesText: '放灯时接住红色谜签，就能来猜。',
  result: '放灯成绩', newBest: '新纪录', moon: '飞到了月亮旁边', out: '灯火被吹灭了', collected: '一路收集', climbed: '飞行高度', light: '剩下的灯火', guessed: '猜灯谜', total: '总分', notCounted: '这次起飞时灯会已经结束，成绩没有记入。',
  save: '保存纪念卡', share: '发给朋友', saved: '已保存', noSave: '这台设备不能存到相册，打开大图后可以自行保存', drawing: '正在写灯…', drawFail: '纪念卡没有画成', home: '回到河边', shareTitle: '我的灯飞了 {n} 米，你来试试？', shareHome: '元宵放灯，来猜灯谜', cardScore: '{n} 分', cardLine: '飞到 {metres} 米高 · 猜中 {solved} 条灯谜', cardFoot: '元宵安康', name: '灯',
};

const en = {
  title: 'Lantern Night', tagline: 'Fly a lantern, solve a riddle', opensIn: 'The lanterns are lit in', endsIn: 'The lanterns go out in', days: 'days', hours: 'hrs', minutes: 'min', lastNight: 'Until {date}', firstNight: 'From {date}',
  play: 'Fly a lantern', again: 'Fly another', soon: 'Not yet', soonText: 'By the river they are still folding paper. Come on {date}: the first one is yours.',
  best: 'Best score', height: 'Highest', metres: '{n} m', solved: 'Riddles', solvedOf: '{n} / {all}', flights: 'Flights', none: '–',
  howTitle: 'How to fly', how: ['Hold the lantern and move it; it climbs by itself', 'Catch dumplings: every fifth in a row counts three times', 'Catch a red slip, and solve its riddle when you land', 'Keep clear of clouds and rockets: you have three flames'],
  pending: '{n} waiting to be solved', guess: 'Solve', rule: 'Your result stays on this device, and is erased after the campaign.',
  over: 'The lanterns have gone out', overText: 'Thank you for flying with us. This is your result; it can be seen until {date}, and is then erased from this device.', overEmpty: 'This year\'s lantern night is over. See you next year.', card: 'Make a card',
  removed: 'The river is quiet again', removedText: 'Everything of this campaign has been erased from this device. See you next year.', removedLast: 'This was your result. It is not kept any more: save a card if you like.',
  ready: 'Ready?', readyText: 'Hold, and move left and right', start: 'Take off', paused: 'A short rest', resume: 'Go on', leave: 'Bring it home', points: 'points', closed: 'Lantern night is over: this one stays on the ground.',
  riddles: 'Riddles', riddle: '{n} of {all}', right: 'Right! +{n}', wrong: 'Not quite', answer: 'It is: {answer}', next: 'Next one', finish: 'My result', noRiddles: 'No riddle waits', noRiddlesText: 'Catch a red slip on a flight, then come back.',
  result: 'Your flight', newBest: 'New best', moon: 'All the way to the moon', out: 'The flame went out', collected: 'Collected', climbed: 'Height', light: 'Flame left', guessed: 'Riddles', total: 'Total', notCounted: 'Lantern night had ended at take-off: this flight does not count.',
  save: 'Save the card', share: 'Send to a friend', saved: 'Saved', noSave: 'No album on this device: save it from the large picture', drawing: 'Writing on paper…', drawFail: 'The card could not be drawn', home: 'Back to the river', shareTitle: 'My lantern flew {n} m high. Yours?', shareHome: 'Fly a lantern, solve a riddle', cardScore: '{n} points', cardLine: '{metres} m high · riddles solved: {solved}', cardFoot: 'Happy Lantern Festival', name: 'Lantern',
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

// "zh_CN", "zh-Hant" -> zh; anything else -> en; nothing -> zh.
function languageOf(system) {
  return !system || /^zh/i.test(system) ? 'zh' : 'en';
}

function language() {
  const info = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync();
  return languageOf(info.language);
}

function strings(of) {
  return (of || language()) === 'en' ? en : zh;
}

// fill('{n} left', { n: 3 }) -> '3 left'; a name without a value stays as it is.
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, function (whole, name) {
    return Object.prototype.hasOwnProperty.call(values, name) ? String(values[name]) : whole;
  });
}

// The day of a date as the campaign's own zone has it: "2027-02-21T00:00:00+08:00" -> 2月21日. With `before`, the day
// whose end it is: midnight belongs to the evening before.
function day(iso, of, before) {
  const d = new Date(Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8, 10)) - (before ? 1 : 0)));
  return of === 'en' ? d.getUTCDate() + ' ' + MONTHS[d.getUTCMonth()] : d.getUTCMonth() + 1 + '月' + d.getUTCDate() + '日';
}

module.exports = { languageOf: languageOf, language: language, strings: strings, fill: fill, day: day };
