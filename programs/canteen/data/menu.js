// The menu. Prices and extras are cents; pictures are images/dishes/<id>.svg.

const GROUPS = {
  noodle: { id: 'noodle', name: { zh: '面', en: 'Noodles' }, choices: [
    { id: 'wide', name: { zh: '宽面', en: 'Wide' }, extra: 0 },
    { id: 'thin', name: { zh: '细面', en: 'Thin' }, extra: 0 },
    { id: 'extra-noodle', name: { zh: '加面', en: 'Extra noodles' }, extra: 300 },
  ] },
  spice: { id: 'spice', name: { zh: '辣度', en: 'Heat' }, choices: [
    { id: 'mild', name: { zh: '微辣', en: 'Mild' }, extra: 0 },
    { id: 'medium', name: { zh: '中辣', en: 'Medium' }, extra: 0 },
    { id: 'hot', name: { zh: '特辣', en: 'Hot' }, extra: 0 },
  ] },
  size: { id: 'size', name: { zh: '份量', en: 'Size' }, choices: [
    { id: 'regular', name: { zh: '标准', en: 'Regular' }, extra: 0 },
    { id: 'large', name: { zh: '大份', en: 'Large' }, extra: 500 },
  ] },
  dressing: { id: 'dressing', name: { zh: '酱汁', en: 'Dressing' }, choices: [
    { id: 'sesame', name: { zh: '焙煎芝麻', en: 'Roast sesame' }, extra: 0 },
    { id: 'vinaigrette', name: { zh: '油醋汁', en: 'Vinaigrette' }, extra: 0 },
    { id: 'yoghurt', name: { zh: '酸奶', en: 'Yoghurt' }, extra: 0 },
  ] },
  cup: { id: 'cup', name: { zh: '温度', en: 'Temperature' }, choices: [
    { id: 'warm', name: { zh: '热', en: 'Hot' }, extra: 0 },
    { id: 'iced', name: { zh: '冰', en: 'Iced' }, extra: 0 },
  ] },
  milk: { id: 'milk', name: { zh: '奶', en: 'Milk' }, choices: [
    { id: 'whole', name: { zh: '鲜牛奶', en: 'Whole milk' }, extra: 0 },
    { id: 'oat', name: { zh: '燕麦奶', en: 'Oat milk' }, extra: 300 },
  ] },
  sugar: { id: 'sugar', name: { zh: '糖度', en: 'Sugar' }, choices: [
    { id: 'normal-sugar', name: { zh: '正常', en: 'Normal' }, extra: 0 },
    { id: 'less-sugar', name: { zh: '少糖', en: 'Less' }, extra: 0 },
    { id: 'no-sugar', name: { zh: '无糖', en: 'None' }, extra: 0 },
  ] },
};

const SECTIONS = [
  { id: 'noodles', name: { zh: '面与饭', en: 'Noodles & rice' }, dishes: [
    { id: 'beef-noodles', tint: 'amber', price: 2200, kcal: 640, sold: 486, groups: [GROUPS.noodle, GROUPS.spice],
      name: { zh: '红烧牛肉面', en: 'Braised beef noodles' },
      text: { zh: '牛腱慢炖四小时，手擀面，溏心蛋', en: 'Shin braised for four hours, hand-cut noodles, soft egg' } },
    { id: 'dandan', tint: 'rose', price: 1600, kcal: 590, sold: 352, spicy: true, groups: [GROUPS.noodle, GROUPS.spice],
      name: { zh: '担担面', en: 'Dan dan noodles' },
      text: { zh: '芝麻红油，酥香肉末', en: 'Sesame, chilli oil and crisp pork' } },
    { id: 'chicken-rice', tint: 'sand', price: 2400, kcal: 620, sold: 298, groups: [GROUPS.size],
      name: { zh: '海南鸡饭', en: 'Hainan chicken rice' },
      text: { zh: '鸡油香米，姜蓉辣酱', en: 'Poached chicken, fragrant rice, ginger and chilli' } },
    { id: 'mapo-rice', tint: 'rose', price: 1800, kcal: 560, sold: 410, spicy: true, groups: [GROUPS.size, GROUPS.spice],
      name: { zh: '麻婆豆腐饭', en: 'Mapo tofu on rice' },
      text: { zh: '麻辣鲜烫，越吃越香', en: 'Silken tofu, Sichuan pepper, steamed rice' } },
  ] },
  { id: 'light', name: { zh: '轻食', en: 'Lighter' }, dishes: [
    { id: 'salmon-bowl', tint: 'sky', price: 3200, kcal: 520, sold: 176, fresh: true, groups: [GROUPS.size, GROUPS.dressing],
      name: { zh: '三文鱼能量碗', en: 'Salmon bowl' },
      text: { zh: '厚切三文鱼、毛豆、牛油果', en: 'Thick-cut salmon, edamame, avocado' } },
    { id: 'salad', tint: 'mint', price: 1800, kcal: 260, sold: 203, vegetarian: true, groups: [GROUPS.dressing],
      name: { zh: '田园沙拉', en: 'Garden salad' },
      text: { zh: '番茄、黄瓜、紫洋葱、罗马生菜', en: 'Tomato, cucumber, red onion, cos lettuce' } },
    { id: 'grain-bowl', tint: 'mint', price: 2600, kcal: 430, sold: 158, vegetarian: true, groups: [GROUPS.dressing],
      name: { zh: '藜麦牛油果碗', en: 'Avocado grain bowl' },
      text: { zh: '三色藜麦、烤鹰嘴豆、甜菜根', en: 'Quinoa, roast chickpeas, beetroot' } },
  ] },
  { id: 'dimsum', name: { zh: '点心', en: 'Dim sum' }, dishes: [
    { id: 'xiaolongbao', tint: 'sand', price: 1500, kcal: 380, sold: 521,
      name: { zh: '小笼包', en: 'Soup dumplings' },
      text: { zh: '一笼七只，汤汁满满', en: 'Seven to a steamer, full of broth' } },
    { id: 'har-gow', tint: 'mint', price: 1800, kcal: 240, sold: 244,
      name: { zh: '水晶虾饺', en: 'Prawn dumplings' },
      text: { zh: '一笼四只，整只虾仁', en: 'Four to a steamer, whole prawns' } },
    { id: 'spring-rolls', tint: 'sky', price: 1200, kcal: 310, sold: 187, vegetarian: true,
      name: { zh: '炸春卷', en: 'Spring rolls' },
      text: { zh: '三丝馅，外皮酥脆', en: 'Shredded vegetables in crisp pastry' } },
  ] },
  { id: 'soup', name: { zh: '汤', en: 'Soups' }, dishes: [
    { id: 'tomato-soup', tint: 'amber', price: 800, kcal: 120, sold: 333, vegetarian: true,
      name: { zh: '番茄蛋花汤', en: 'Tomato egg soup' },
      text: { zh: '现熬番茄，蛋花如云', en: 'Simmered tomatoes, ribbons of egg' } },
    { id: 'pumpkin-soup', tint: 'amber', price: 1200, kcal: 210, sold: 142, vegetarian: true, fresh: true,
      name: { zh: '南瓜浓汤', en: 'Pumpkin soup' },
      text: { zh: '烤南瓜打制，一勺淡奶油', en: 'Roasted pumpkin, a spoon of cream' } },
  ] },
  { id: 'drinks', name: { zh: '饮品', en: 'Drinks' }, dishes: [
    { id: 'latte', tint: 'sand', price: 1600, kcal: 140, sold: 615, groups: [GROUPS.cup, GROUPS.milk],
      name: { zh: '拿铁', en: 'Latte' },
      text: { zh: '双份浓缩，可换燕麦奶', en: 'Two shots, oat milk if you like' } },
    { id: 'lemon-tea', tint: 'amber', price: 1200, kcal: 110, sold: 378, groups: [GROUPS.sugar],
      name: { zh: '冻柠茶', en: 'Iced lemon tea' },
      text: { zh: '锡兰红茶，现切香水柠檬', en: 'Ceylon tea, fresh-cut lemon' } },
    { id: 'soy-milk', tint: 'sand', price: 600, kcal: 90, sold: 290, vegetarian: true, groups: [GROUPS.sugar],
      name: { zh: '现磨豆浆', en: 'Fresh soy milk' },
      text: { zh: '当日现磨，非转基因黄豆', en: 'Ground this morning' } },
  ] },
  { id: 'sweet', name: { zh: '甜品', en: 'Sweets' }, dishes: [
    { id: 'mango-pudding', tint: 'amber', price: 1400, kcal: 230, sold: 165, vegetarian: true,
      name: { zh: '芒果布丁', en: 'Mango pudding' },
      text: { zh: '整颗芒果，淋一圈淡奶', en: 'A whole mango, evaporated milk' } },
    { id: 'egg-tart', tint: 'sand', price: 900, kcal: 260, sold: 402, vegetarian: true,
      name: { zh: '葡式蛋挞', en: 'Egg tarts' },
      text: { zh: '一份三只，出炉即送', en: 'Three, straight from the oven' } },
  ] },
];

const byId = {};
SECTIONS.forEach(function (section) {
  section.dishes.forEach(function (dish) { byId[dish.id] = dish; });
});

module.exports = {
  sections: SECTIONS,
  find: function (id) { return Object.prototype.hasOwnProperty.call(byId, id) ? byId[id] : null; },
};
