// The parent of <choice>: it hears of its children by a relation.
Component({
  properties: { chosen: { type: String, value: '' } },
  data: { count: 0 },
  relations: {
    '../choice/choice': {
      type: 'child',
      linked(target) { target.mark(this.data.chosen); this.count(); },
      unlinked() { this.count(); },
    },
  },
  observers: {
    chosen(chosen) { this.each((child) => child.mark(chosen)); },
  },
  methods: {
    each(use) { this.getRelationNodes('../choice/choice').forEach(use); },
    count() { this.setData({ count: this.getRelationNodes('../choice/choice').length }); },
    choose(key) { this.triggerEvent('choose', { key: key }); },
  },
});
