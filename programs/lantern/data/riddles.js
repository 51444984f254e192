// The riddles. Chinese ones play on characters, English ones on things: each language has its own under one id.
// `answer` counts from 0.
const RIDDLES = [
  { id: 'r1', zh: { ask: '有时落在山腰，有时挂在树梢，有时像面圆镜，有时像把镰刀。', hint: '打一天体', choices: ['星星', '月亮', '太阳', '彩虹'], answer: 1, why: '月有阴晴圆缺。' },
    en: { ask: 'The more I take, the brighter I grow; give me a drink and I die.', hint: 'A thing', choices: ['A river', 'The moon', 'Fire', 'A clock'], answer: 2, why: 'Fire feeds on all it takes, and water ends it.' } },
  { id: 'r2', zh: { ask: '一口咬掉牛尾巴。', hint: '打一字', choices: ['告', '午', '朱', '生'], answer: 0, why: '“口”在下，“牛”去了尾，就是“告”。' },
    en: { ask: 'I have a face but no eyes, and I never show you my back.', hint: 'In the sky', choices: ['A cloud', 'The moon', 'A kite', 'A star'], answer: 1, why: 'The moon turns the same side to us, always.' } },
  { id: 'r3', zh: { ask: '你哭他也哭，你笑他也笑，你问他是谁，他说你知道。', hint: '打一物', choices: ['影子', '回声', '镜子', '朋友'], answer: 2, why: '照镜子的人，自己最清楚。' },
    en: { ask: 'I follow you all day in the sun, and leave you when it is dark.', hint: 'A companion', choices: ['A dog', 'The wind', 'A dream', 'Your shadow'], answer: 3, why: 'No light, no shadow.' } },
  { id: 'r4', zh: { ask: '一边绿，一边红，一边怕水，一边怕虫。', hint: '打一字', choices: ['秋', '炎', '桃', '林'], answer: 0, why: '禾是绿的，怕虫；火是红的，怕水。' },
    en: { ask: 'In spring I dress, in autumn I undress, and in winter I stand bare.', hint: 'It grows', choices: ['A rose', 'A tree', 'A field', 'A bear'], answer: 1, why: 'Leaves come and go.' } },
  { id: 'r5', zh: { ask: '千条线，万条线，掉到水里看不见。', hint: '打一自然现象', choices: ['雪', '雾', '雨', '霜'], answer: 2, why: '雨丝入水，就都不见了。' },
    en: { ask: 'Two sisters, thin and straight; they work together or not at all, and dine before you do.', hint: 'On the table', choices: ['Bowls', 'Chopsticks', 'Candles', 'Spoons'], answer: 1, why: 'One chopstick alone is only a stick.' } },
  { id: 'r6', zh: { ask: '身体圆圆没有毛，不是橘子不是桃，云里雾里过几夜，脱掉绿衣换红袍。', hint: '打一水果', choices: ['苹果', '柿子', '樱桃', '荔枝'], answer: 1, why: '柿子青了又红。' },
    en: { ask: 'I speak every tongue without a mouth, and always have the last word.', hint: 'In the mountains', choices: ['A parrot', 'A book', 'An echo', 'A bell'], answer: 2, why: 'It answers with what you said.' } },
  { id: 'r7', zh: { ask: '驼背公公，力大无穷，爱驮什么？车水马龙。', hint: '打一建筑', choices: ['桥', '塔', '亭', '城门'], answer: 0, why: '石拱桥弓着背，驮着来来往往。' },
    en: { ask: 'I lie on my back over water all day, and all the town walks on me.', hint: 'Built', choices: ['A boat', 'A dam', 'A bridge', 'A lily'], answer: 2, why: 'It carries the town from bank to bank.' } },
  { id: 'r8', zh: { ask: '白娃娃，圆又圆，跳进池里把澡洗，热气腾腾浮上来，一口一个甜蜜蜜。', hint: '打一食品', choices: ['馒头', '汤圆', '粽子', '月饼'], answer: 1, why: '元宵节吃汤圆，团团圆圆。' },
    en: { ask: 'White and round we jump into the pot; when we float, the family sits down.', hint: 'Festival food', choices: ['Eggs', 'Mooncakes', 'Tangyuan', 'Noodles'], answer: 2, why: 'Tangyuan: round, as a family together is.' } },
  { id: 'r9', zh: { ask: '红公鸡，绿尾巴，身体钻到地底下。', hint: '打一蔬菜', choices: ['辣椒', '红萝卜', '西红柿', '甜菜'], answer: 1, why: '叶在地上，根在土里。' },
    en: { ask: 'A paper coat, a bamboo frame, and in my belly lives a flame.', hint: 'Tonight', choices: ['A lantern', 'A kite', 'A stove', 'A drum'], answer: 0, why: 'You are flying one.' } },
  { id: 'r10', zh: { ask: '画时圆，写时方，冬时短，夏时长。', hint: '打一字', choices: ['口', '日', '田', '月'], answer: 1, why: '太阳画成圆，写成方；冬天日短，夏天日长。' },
    en: { ask: 'I have rivers without water, forests without trees and towns without people.', hint: 'A thing', choices: ['A dream', 'A desert', 'A story', 'A map'], answer: 3, why: 'All of the land, on paper.' } },
  { id: 'r11', zh: { ask: '两姐妹，一样长，酸甜苦辣她先尝。', hint: '打一物', choices: ['筷子', '竹竿', '蜡烛', '舌头'], answer: 0, why: '筷子成双，先尝百味。' },
    en: { ask: 'Hollow inside, I bend and do not break; I am a flute, a roof and a panda\'s lunch.', hint: 'A plant', choices: ['Reed', 'Bamboo', 'Pine', 'Willow'], answer: 1, why: 'Strong because it gives way.' } },
  { id: 'r12', zh: { ask: '水落石出。', hint: '打一字', choices: ['泵', '泊', '碧', '岩'], answer: 0, why: '“石”在上，“水”落在下，合成“泵”。' },
    en: { ask: 'Twelve brothers follow one another and never meet.', hint: 'Time', choices: ['Hours', 'Stars', 'Months', 'Drums'], answer: 2, why: 'When one month comes, the last has gone.' } },
];

function find(id) {
  return RIDDLES.filter(function (riddle) { return riddle.id === id; })[0] || null;
}

module.exports = { riddles: RIDDLES, find: find };
