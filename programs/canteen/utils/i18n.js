// All words of the program, in Chinese and English.

const zh = {
  title: '食堂', tabMenu: '菜单', tabOrders: '订单', tabMe: '我的',
  place: '三层 · 生活角', open: '营业至 20:00', bannerToday: '今日主厨', bannerTodayText: '慢炖四小时，汤浓肉酥',
  bannerOffer: '午餐满减', bannerOfferText: '满 30 减 3，满 60 减 8', bannerGreen: '轻一点', bannerGreenText: '牛油果、藜麦和一碗阳光', order: '来一份',
  choose: '选规格', add: '加入', sold: '月售 {n}', kcal: '{n} 千卡', vegetarian: '素食', spicy: '辣', fresh: '新品',
  cart: '购物车', cartEmpty: '还没有点餐', checkout: '去结算', clear: '清空', clearAsk: '清空购物车？', clearText: '已选的菜品会被移除。', ok: '确定', cancel: '取消',
  offerMore: '再点 ¥{missing}，立减 ¥{off}', offerDone: '已享满减 ¥{off}', bounded: '一种最多点 20 份',
  dishTitle: '菜品', quantity: '份数', addFor: '加入购物车', added: '已加入购物车', ingredients: '用料', share: '推荐给同事', shareTitle: '今天吃{name}？', gone: '这道菜下架了',
  checkoutTitle: '确认订单', pickup: '取餐时间', pickupHint: '请在 10:30–20:00 之间', today: '今天', tomorrow: '明天', yesterday: '昨天',
  counter: '取餐窗口', counters: ['一号窗 · 热菜', '二号窗 · 面点', '三号窗 · 饮品'], takeaway: '打包带走', takeawayHint: '另收环保餐盒费 ¥1',
  payment: '付款方式', payCard: '员工卡', payCounter: '取餐时付', note: '备注', noteHint: '少辣、不要香菜…（可不填）',
  items: '菜品小计', packaging: '餐盒', discount: '满减', total: '合计', place_order: '提交订单', confirm: '提交订单？', confirmText: '{day} {time} 取餐，共 ¥{total}', placing: '正在下单', portion: '共 {n} 份', portions: '共 {n} 份',
  resultTitle: '下单成功', resultText: '{day} {time} 凭取餐码到窗口领取', pickupCode: '取餐码', seeOrder: '查看订单', backMenu: '继续逛逛',
  orderTitle: '订单详情', ordersEmpty: '还没有订单', ordersEmptyText: '第一顿从今天的热汤面开始吧', goMenu: '去点餐', again: '再来一单', againDone: '已放进购物车', cancelOrder: '取消订单', cancelAsk: '取消这单？', cancelText: '厨房还没开始做，可以取消。', keep: '再想想', cancelled: '已取消订单', refreshed: '已是最新', notFound: '找不到这张订单',
  placedAt: '下单时间', orderNo: '订单号', copied: '订单号已复制', eatIn: '堂食', moreDishes: '等 {n} 份',
  status: { accepted: '已接单', cooking: '制作中', ready: '可取餐', done: '已完成', cancelled: '已取消' },
  statusText: { accepted: '厨房收到啦，到点开做', cooking: '正在为你现做', ready: '请凭取餐码到窗口领取', done: '谢谢光临，明天见', cancelled: '这单已取消' },
  hello: '你好，{name}', guest: '同事', nameLabel: '怎么称呼你', namePlace: '填个名字', monthOrders: '本月订单', monthSpent: '本月消费', help: '帮助', callHall: '联系食堂', copyPlace: '复制取餐地址', placeText: '总部大楼三层 生活角 员工食堂', placeCopied: '地址已复制', about: '关于', language: '语言', languageName: '中文', theme: '外观', themeName: '跟随系统', erase: '清除本机记录', eraseAsk: '清除记录？', eraseText: '购物车和订单会从这台设备上删除。', erased: '已清除', version: '版本', callFail: '这台设备不能打电话', saved: '已保存',
};

const en = {
  title: 'Canteen', tabMenu: 'Menu', tabOrders: 'Orders', tabMe: 'Me',
  place: 'Level 3 · Lifestyle corner', open: 'Open until 20:00', bannerToday: 'From the chef', bannerTodayText: 'Braised four hours, deep and tender',
  bannerOffer: 'Lunch savings', bannerOfferText: '¥3 off over ¥30, ¥8 off over ¥60', bannerGreen: 'On the lighter side', bannerGreenText: 'Avocado, quinoa and sunshine', order: 'Order',
  choose: 'Choose', add: 'Add', sold: '{n} a month', kcal: '{n} kcal', vegetarian: 'Veggie', spicy: 'Spicy', fresh: 'New',
  cart: 'Your order', cartEmpty: 'Nothing here yet', checkout: 'Check out', clear: 'Clear', clearAsk: 'Clear the order?', clearText: 'All dishes in it will be removed.', ok: 'OK', cancel: 'Cancel',
  offerMore: '¥{missing} more saves you ¥{off}', offerDone: 'You save ¥{off}', bounded: 'At most 20 of one kind',
  dishTitle: 'Dish', quantity: 'Quantity', addFor: 'Add to order', added: 'Added', ingredients: 'Made with', share: 'Share with a colleague', shareTitle: '{name} today?', gone: 'This dish is off the menu',
  checkoutTitle: 'Checkout', pickup: 'Pick-up', pickupHint: 'Between 10:30 and 20:00', today: 'Today', tomorrow: 'Tomorrow', yesterday: 'Yesterday',
  counter: 'Counter', counters: ['1 · Hot dishes', '2 · Noodles', '3 · Drinks'], takeaway: 'Take away', takeawayHint: '¥1 for a compostable box',
  payment: 'Payment', payCard: 'Staff card', payCounter: 'At the counter', note: 'Note', noteHint: 'Less spicy, no coriander… (optional)',
  items: 'Dishes', packaging: 'Box', discount: 'Savings', total: 'Total', place_order: 'Place order', confirm: 'Place this order?', confirmText: 'Pick-up {day} {time}, ¥{total} in all', placing: 'Placing order', portion: '1 portion', portions: '{n} portions',
  resultTitle: 'Order placed', resultText: 'Show the code at the counter, {day} {time}', pickupCode: 'Pick-up code', seeOrder: 'View order', backMenu: 'Back to the menu',
  orderTitle: 'Order', ordersEmpty: 'No orders yet', ordersEmptyText: 'A bowl of hot noodles is a good first one', goMenu: 'See the menu', again: 'Order again', againDone: 'Added to your order', cancelOrder: 'Cancel order', cancelAsk: 'Cancel this order?', cancelText: 'The kitchen has not started yet.', keep: 'Keep it', cancelled: 'Order cancelled', refreshed: 'Up to date', notFound: 'There is no such order',
  placedAt: 'Placed', orderNo: 'Order number', copied: 'Order number copied', eatIn: 'Eat in', moreDishes: '{n} portions',
  status: { accepted: 'Accepted', cooking: 'Cooking', ready: 'Ready', done: 'Done', cancelled: 'Cancelled' },
  statusText: { accepted: 'The kitchen has your order', cooking: 'Being made for you now', ready: 'Show the code at the counter', done: 'Thank you, see you tomorrow', cancelled: 'This order was cancelled' },
  hello: 'Hello, {name}', guest: 'colleague', nameLabel: 'Your name', namePlace: 'What shall we call you?', monthOrders: 'Orders this month', monthSpent: 'Spent this month', help: 'Help', callHall: 'Call the canteen', copyPlace: 'Copy the address', placeText: 'Staff canteen, Lifestyle corner, level 3, Head office', placeCopied: 'Address copied', about: 'About', language: 'Language', languageName: 'English', theme: 'Appearance', themeName: 'Same as system', erase: 'Erase what is stored here', eraseAsk: 'Erase everything?', eraseText: 'The cart and the orders on this device will be deleted.', erased: 'Erased', version: 'Version', callFail: 'This device cannot make calls', saved: 'Saved',
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
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

function portions(t, n) {
  return fill(n === 1 ? t.portion : t.portions, { n: n });
}

module.exports = { languageOf: languageOf, strings: strings, fill: fill, portions: portions };
