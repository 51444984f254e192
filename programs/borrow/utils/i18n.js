// All words of the program, in Chinese and English.
const zh = {
  title: '借物', tabShelf: '物品', tabBag: '借物包', tabLoans: '我的借用', tabMe: '我', quantity: '数量', yuan: '¥{n}',
  search: '找帐篷、相机、桌游…', cancelSearch: '取消', notice: '周五 17:00 前预约，周末的东西都能备好。归还时押金原路退回。', all: '全部', order: { popular: '最常借', score: '评价最好', deposit: '押金最低' }, anyPlace: '所有取物点', freeOnly: '只看有货', anyStock: '全部物品',
  deposit: '押金 ¥{n}', stock: '剩 {n} 件', out: '都借走了', upTo: '最长 {n} 天', lent: '借出 {n} 次', add: '放进包', added: '已放进借物包', full: '一次最多借六样', stockMost: '库存只有这些了', none: '没有找到', noneText: '换个词，或者看看全部物品。', showAll: '看全部',
  thing: '物品', depositWord: '押金', includes: '包含', where: '可取地点', rules: '借用须知', ruleText: '当日 19:00 前归还；如有损坏请在归还时说明，自然磨损不扣押金。', chooseDays: '选择日期', days: '共 {n} 天', calendar: '选择借用日期', calendarConfirm: '就这几天', calendarPick: '请选结束日', range: '最长可借 {n} 天', bagIcon: '借物包', share: '分享', addBag: '放进包', borrowNow: '立即借用', soldOut: '暂无库存', shareTitle: '公司能借{name}，一起吗？',
  bagEmpty: '包里还是空的', bagEmptyText: '帐篷、相机、桌游，都可以借。', toShelf: '去看看', remove: '移除', removeAsk: '移除{name}？', removeText: '它会从借物包里拿出来。', depositSum: '押金合计', bagTip: '包里的东西一起最长可借 {n} 天', next: '去预约',
  confirm: '确认预约', when: '借用时间', pick: '请选择', clock: '取物时间', place: '取物地点', noPlace: '没有一个取物点备齐了这些东西，请分两次借。', contact: '联系人', name: '姓名', namePlace: '怎么称呼你', phone: '电话', phonePlace: '取物时联系', purpose: '用途', purposePlace: '团建、拍摄、周末露营…（可不填）', way: '取物方式', self: '自己去取', desk: '送到工位', remind: '归还前一天提醒我', agree: '我会按时、完好地归还', submit: '提交预约', done: '确定', cancel: '取消', ok: '确定', confirmAsk: '提交预约？', confirmText: '{from} 至 {to}，押金 ¥{deposit}', sending: '正在预约', booked: '预约成功', bookedText: '取物码 {code}，到了报给管理员就行。', see: '查看预约',
  errEmpty: '借物包是空的', errDays: '请选择借用日期', errPlace: '请选择取物地点', errName: '请填写姓名', errPhone: '请填写正确的电话', errAgree: '请先同意按时归还',
  now: '进行中', past: '已结束', loansEmpty: '没有进行中的借用', loansPast: '还没有借过东西', code: '取物码', left: '距离归还', late: '已超时，请尽快归还', dayLeft: 'DD 天 HH 时 mm 分', count: '共 {n} 件', status: { booked: '待取', out: '借用中', late: '已超时', returned: '已归还', cancelled: '已取消' },
  loan: '借用详情', steps: [['预约', '已为你留好'], ['取物', '凭码领取'], ['使用', '好好玩'], ['归还', '押金退回']], more: '更多操作', actions: { cancel: '取消预约', extend: '延长借用', giveBack: '我已归还', review: '写评价' }, extendHint: '只能延长一次', copyCode: '复制取物码', copied: '已复制', cancelAsk: '取消这次预约？', cancelText: '留好的东西会放回架子上。', keep: '再想想', cancelled: '已取消', giveAsk: '都还回去了吗？', giveText: '请确认物品已交给管理员，押金随后退回。', given: '已归还，谢谢', extended: '已延长到 {date}', extendTitle: '延长到哪天', placed: '下单时间', notFound: '找不到这次借用',
  review: '评价', rate: '这次借得怎么样', rates: ['很不好', '不太好', '还可以', '不错', '非常好'], tags: ['很新', '好用', '备得齐', '取还方便', '有点旧'], reviewText: '说两句', reviewPlace: '给下一位同事的建议…', pictures: '照片', upload: '加照片', send: '提交评价', thanks: '谢谢你的评价', noPicture: '没有选到图片', tooBig: '图片不能超过 8 MB', reviewed: '已评价',
  hello: '你好，{name}', guest: '同事', level: '信用 {n}', levelText: '按时归还能借得更久', levelOf: '再按时还 {n} 次升级', levelTop: '已是最高等级', totals: ['借过', '进行中', '评价'], help: '常见问题', faq: [['押金什么时候退？', '管理员收到物品后，押金在一个工作日内原路退回。'], ['晚还了会怎样？', '超时会影响信用，三次以上暂停借用一个月。'], ['坏了要赔吗？', '正常使用的损耗不用赔。丢失或人为损坏，从押金里扣除维修费用。']], remindAll: '归还前提醒', call: '联系管理员', place_: '取物点', rules_: '借用规则', language: '语言', languageName: '中文', erase: '清除本机记录', eraseAsk: '清除记录？', eraseText: '借物包和借用记录会从这台设备上删除。', erased: '已清除', noCall: '这台设备不能打电话', version: '版本',
  months: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'], weekdays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'], dayForm: '{m}月{d}日 {w}', until: '{from} 至 {to}',
};

const en = {
  title: 'Borrow', tabShelf: 'Shelf', tabBag: 'Bag', tabLoans: 'Loans', tabMe: 'Me', quantity: 'How many', yuan: '¥{n}',
  search: 'A tent, a camera, a game…', cancelSearch: 'Cancel', notice: 'Book by Friday 17:00 and it is ready for the weekend. The deposit comes back when the thing does.', all: 'All', order: { popular: 'Most lent', score: 'Best rated', deposit: 'Lowest deposit' }, anyPlace: 'All places', freeOnly: 'In stock only', anyStock: 'Everything',
  deposit: 'Deposit ¥{n}', stock: '{n} left', out: 'All lent out', upTo: 'up to {n} days', lent: '{n} loans', add: 'Into the bag', added: 'In your bag', full: 'At most six kinds at once', stockMost: 'That is all there is', none: 'Nothing found', noneText: 'Try another word, or look at everything.', showAll: 'Show all',
  thing: 'Thing', depositWord: 'Deposit', includes: 'Comes with', where: 'Collect at', rules: 'Good to know', ruleText: 'Bring it back by 19:00 on the last day. Tell us if something broke; fair wear costs nothing.', chooseDays: 'Choose days', days: '{n} days', calendar: 'When do you need it?', calendarConfirm: 'These days', calendarPick: 'Choose the last day', range: 'At most {n} days', bagIcon: 'Bag', share: 'Share', addBag: 'Into the bag', borrowNow: 'Borrow now', soldOut: 'All lent out', shareTitle: 'We can borrow this: {name}',
  bagEmpty: 'Your bag is empty', bagEmptyText: 'Tents, cameras, games: all to be had.', toShelf: 'To the shelf', remove: 'Remove', removeAsk: 'Remove {name}?', removeText: 'It goes back on the shelf.', depositSum: 'Deposit', bagTip: 'All of it together: up to {n} days', next: 'Book',
  confirm: 'Booking', when: 'Days', pick: 'Choose', clock: 'Collect at', place: 'Place', noPlace: 'No single place has all of this: please book twice.', contact: 'Contact', name: 'Name', namePlace: 'Your name', phone: 'Phone', phonePlace: 'In case we need you', purpose: 'For', purposePlace: 'Team day, filming, a weekend out… (optional)', way: 'Handover', self: 'I collect it', desk: 'To my desk', remind: 'Remind me a day before', agree: 'I will bring it back in time and whole', submit: 'Book', done: 'Done', cancel: 'Cancel', ok: 'OK', confirmAsk: 'Book this?', confirmText: '{from} to {to}, deposit ¥{deposit}', sending: 'Booking', booked: 'Booked', bookedText: 'Your code is {code}. Just tell it to the keeper.', see: 'View booking',
  errEmpty: 'The bag is empty', errDays: 'Please choose the days', errPlace: 'Please choose a place', errName: 'Please enter your name', errPhone: 'Please enter a phone number', errAgree: 'Please agree to bring it back',
  now: 'Current', past: 'Past', loansEmpty: 'Nothing borrowed now', loansPast: 'Nothing yet', code: 'Code', left: 'Due in', late: 'Overdue: please bring it back', dayLeft: 'DD d HH h mm m', count: '{n} in all', status: { booked: 'Booked', out: 'With you', late: 'Overdue', returned: 'Returned', cancelled: 'Cancelled' },
  loan: 'Loan', steps: [['Booked', 'Kept for you'], ['Collect', 'With the code'], ['Use', 'Enjoy'], ['Return', 'Deposit back']], more: 'More', actions: { cancel: 'Cancel booking', extend: 'Keep it longer', giveBack: 'I returned it', review: 'Review' }, extendHint: 'Once only', copyCode: 'Copy the code', copied: 'Copied', cancelAsk: 'Cancel this booking?', cancelText: 'The things go back on the shelf.', keep: 'Keep it', cancelled: 'Cancelled', giveAsk: 'Is everything back?', giveText: 'Only when the keeper has it all. The deposit follows.', given: 'Returned, thank you', extended: 'Yours until {date}', extendTitle: 'Until when?', placed: 'Booked on', notFound: 'This loan is not here',
  review: 'Review', rate: 'How was it?', rates: ['Bad', 'Poor', 'Fair', 'Good', 'Great'], tags: ['Like new', 'Works well', 'Complete', 'Easy handover', 'Worn'], reviewText: 'In words', reviewPlace: 'A tip for the next colleague…', pictures: 'Photos', upload: 'Add', send: 'Send', thanks: 'Thank you', noPicture: 'No picture was chosen', tooBig: 'At most 8 MB a picture', reviewed: 'Reviewed',
  hello: 'Hello, {name}', guest: 'colleague', level: 'Trust {n}', levelText: 'Return in time, and keep things longer', levelOf: '{n} more in time to rise', levelTop: 'The highest there is', totals: ['Borrowed', 'Current', 'Reviews'], help: 'Questions', faq: [['When is the deposit paid back?', 'Within one working day after the keeper has the thing.'], ['What if I am late?', 'It costs trust. After three times, a month without loans.'], ['And if it breaks?', 'Fair wear costs nothing. Repairs of real damage come out of the deposit.']], remindAll: 'Remind me before the end', call: 'Call the keeper', place_: 'Places', rules_: 'Rules', language: 'Language', languageName: 'English', erase: 'Erase what is stored here', eraseAsk: 'Erase everything?', eraseText: 'The bag and the loans on this device will be deleted.', erased: 'Erased', noCall: 'This device cannot make calls', version: 'Version',
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'], weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'], dayForm: '{w} {d} {m}', until: '{from} – {to}',
};

// "zh_CN", "zh-Hant" -> zh; anything else -> en; nothing -> zh.
function languageOf(system) {
  return !system || /^zh/i.test(system) ? 'zh' : 'en';
}

function strings(language) {
  return language === 'en' ? en : zh;
}

// fill('{n} left', { n: 3 }) -> '3 left'; a name without a value stays as it is.
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, function (whole, name) {
    return Object.prototype.hasOwnProperty.call(values, name) ? String(values[name]) : whole;
  });
}

function pick(text, language) {
  return text[language] || text.zh;
}

// Cents as people write them: whole yuan without a point.
function yuan(cents) {
  return cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2);
}

module.exports = { languageOf: languageOf, strings: strings, fill: fill, pick: pick, yuan: yuan };
