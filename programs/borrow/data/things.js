// What the gear room lends. Deposits are whole cents and come back with the thing; `most` is the longest loan in days.
const KINDS = [
  { id: 'out', icon: 'flag-o', name: { zh: '户外', en: 'Outdoors' } },
  { id: 'show', icon: 'photo-o', name: { zh: '影音', en: 'Media' } },
  { id: 'make', icon: 'setting-o', name: { zh: '工具', en: 'Tools' } },
  { id: 'play', icon: 'smile-o', name: { zh: '玩乐', en: 'Play' } },
];

const PLACES = [
  { id: 'a', name: { zh: '总部一层 物品间', en: 'Head office, gear room, level 1' } },
  { id: 'b', name: { zh: '研发楼 B1 储物间', en: 'Lab building, storage, B1' } },
  { id: 'c', name: { zh: '滨江园区 前台', en: 'Riverside campus, front desk' } },
];

const THINGS = [
  { id: 'tent', kind: 'out', tint: 'mint', deposit: 20000, stock: 3, most: 7, score: 4.8, lent: 126, places: ['a', 'c'],
    name: { zh: '三人露营帐篷', en: 'Tent for three' }, line: { zh: '双层防雨，十分钟搭好', en: 'Two layers, up in ten minutes' }, includes: { zh: ['帐篷主体', '地钉 8 枚', '防潮垫', '收纳袋'], en: ['Tent', '8 pegs', 'Ground sheet', 'Bag'] } },
  { id: 'stove', kind: 'out', tint: 'sand', deposit: 8000, stock: 4, most: 7, score: 4.6, lent: 88, places: ['a'],
    name: { zh: '户外气炉', en: 'Camping stove' }, line: { zh: '一壶水三分钟，气罐自备', en: 'A pot boils in three minutes; bring your own gas' }, includes: { zh: ['气炉', '挡风板', '点火器'], en: ['Stove', 'Wind shield', 'Lighter'] } },
  { id: 'bicycle', kind: 'out', tint: 'sky', deposit: 30000, stock: 2, most: 3, score: 4.9, lent: 203, places: ['a', 'b', 'c'],
    name: { zh: '城市单车', en: 'City bicycle' }, line: { zh: '带车筐，头盔随车', en: 'With basket and helmet' }, includes: { zh: ['单车', '头盔', 'U 形锁'], en: ['Bicycle', 'Helmet', 'Lock'] } },
  { id: 'telescope', kind: 'out', tint: 'lilac', deposit: 40000, stock: 1, most: 5, score: 4.9, lent: 41, places: ['b'],
    name: { zh: '天文望远镜', en: 'Telescope' }, line: { zh: '看得见土星的光环', en: 'Shows the rings of Saturn' }, includes: { zh: ['主镜', '三脚架', '两只目镜', '星图'], en: ['Tube', 'Tripod', 'Two eyepieces', 'Star chart'] } },
  { id: 'camera', kind: 'show', tint: 'sand', deposit: 60000, stock: 2, most: 5, score: 4.7, lent: 154, places: ['a', 'b'],
    name: { zh: '微单相机', en: 'Mirrorless camera' }, line: { zh: '24–70 毫米镜头，含两块电池', en: '24–70 mm lens, two batteries' }, includes: { zh: ['机身', '24–70 毫米镜头', '电池 2 块', '64 GB 存储卡'], en: ['Body', '24–70 mm lens', '2 batteries', '64 GB card'] } },
  { id: 'projector', kind: 'show', tint: 'amber', deposit: 50000, stock: 2, most: 3, score: 4.5, lent: 97, places: ['a', 'b', 'c'],
    name: { zh: '便携投影仪', en: 'Portable projector' }, line: { zh: '白墙就是电影院', en: 'Any white wall is a cinema' }, includes: { zh: ['投影仪', '电源', 'HDMI 线', '遥控器'], en: ['Projector', 'Power supply', 'HDMI cable', 'Remote control'] } },
  { id: 'speaker', kind: 'show', tint: 'mint', deposit: 12000, stock: 5, most: 7, score: 4.4, lent: 132, places: ['a', 'c'],
    name: { zh: '蓝牙音箱', en: 'Speaker' }, line: { zh: '防泼溅，能唱十二小时', en: 'Splash-proof, plays for twelve hours' }, includes: { zh: ['音箱', '充电线'], en: ['Speaker', 'Charging cable'] } },
  { id: 'guitar', kind: 'show', tint: 'amber', deposit: 25000, stock: 2, most: 14, score: 4.8, lent: 69, places: ['c'],
    name: { zh: '民谣吉他', en: 'Guitar' }, line: { zh: '41 寸，适合弹唱', en: 'Full size, for singing along' }, includes: { zh: ['吉他', '琴包', '变调夹', '调音器'], en: ['Guitar', 'Case', 'Capo', 'Tuner'] } },
  { id: 'drill', kind: 'make', tint: 'sky', deposit: 10000, stock: 3, most: 3, score: 4.7, lent: 176, places: ['a', 'b'],
    name: { zh: '充电电钻', en: 'Cordless drill' }, line: { zh: '18 伏，附二十支钻头', en: '18 V, with twenty bits' }, includes: { zh: ['电钻', '电池与充电座', '钻头 20 支', '护目镜'], en: ['Drill', 'Battery and charger', '20 bits', 'Goggles'] } },
  { id: 'board', kind: 'play', tint: 'rose', deposit: 5000, stock: 6, most: 7, score: 4.6, lent: 240, places: ['a', 'b', 'c'],
    name: { zh: '桌游箱', en: 'Box of board games' }, line: { zh: '五款桌游，二到八人', en: 'Five games, two to eight people' }, includes: { zh: ['桌游 5 款', '说明书'], en: ['5 games', 'Rules'] } },
  { id: 'racket', kind: 'play', tint: 'lilac', deposit: 6000, stock: 4, most: 3, score: 4.3, lent: 118, places: ['b', 'c'],
    name: { zh: '羽毛球拍一副', en: 'Pair of rackets' }, line: { zh: '两支球拍，一筒球', en: 'Two rackets and a tube of shuttles' }, includes: { zh: ['球拍 2 支', '羽毛球 6 只', '手胶'], en: ['2 rackets', '6 shuttles', 'Grip tape'] } },
  { id: 'kite', kind: 'play', tint: 'sky', deposit: 4000, stock: 0, most: 3, score: 4.5, lent: 57, places: ['c'],
    name: { zh: '大风筝', en: 'Big kite' }, line: { zh: '江边风好，周末去放', en: 'For the wind along the river' }, includes: { zh: ['风筝', '百米线轮'], en: ['Kite', '100 m of line'] } },
];

function find(id) {
  return THINGS.filter(function (thing) { return thing.id === id; })[0] || null;
}

function place(id) {
  return PLACES.filter(function (one) { return one.id === id; })[0] || PLACES[0];
}

module.exports = { things: THINGS, kinds: KINDS, places: PLACES, find: find, place: place };
