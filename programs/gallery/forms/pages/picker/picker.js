const { demo, knob } = require('../../../utils/demo');

const second = { 0: ['apple', 'pear', 'plum'], 1: ['carrot', 'leek'] };

Page(demo({
  name: 'picker',
  knobs: [knob.on('disabled', false), knob.text('header-text', 'header-text'), knob.one('fields', ['day', 'month', 'year']), knob.one('level', ['province', 'city', 'region', 'sub-district'], 'region')],
  data: {
    one: ['tea', 'coffee', 'water', 'juice'], oneAt: 1,
    people: [{ id: 1, name: 'Ada' }, { id: 2, name: 'Lin' }, { id: 3, name: 'Mei' }], personAt: 0,
    many: [['fruit', 'vegetable'], second[0], ['small', 'large']], manyAt: [0, 1, 0],
    time: '08:30', date: '2026-02-14', region: ['广东省', '广州市', '海珠区'],
  },
  methods: {
    onOne(e) { this.onEvent(e); this.setData({ oneAt: Number(e.detail.value) }); },
    onPerson(e) { this.onEvent(e); this.setData({ personAt: Number(e.detail.value) }); },
    onMany(e) { this.onEvent(e); this.setData({ manyAt: e.detail.value }); },
    onColumn(e) {
      this.onEvent(e);
      const change = { ['manyAt[' + e.detail.column + ']']: e.detail.value };
      if (e.detail.column === 0) Object.assign(change, { 'many[1]': second[e.detail.value], 'manyAt[1]': 0 });
      this.setData(change);
    },
    onTime(e) { this.onEvent(e); this.setData({ time: e.detail.value }); },
    onDate(e) { this.onEvent(e); this.setData({ date: e.detail.value }); },
    onRegion(e) { this.onEvent(e); this.setData({ region: e.detail.value }); },
  },
}));
