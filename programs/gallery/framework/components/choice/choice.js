// One of <choices>.
Component({
  properties: { key: { type: String, value: '' } },
  data: { on: false },
  relations: {
    '../choices/choices': { type: 'parent', linked(target) { this.owner = target; }, unlinked() { this.owner = null; } },
  },
  methods: {
    mark(chosen) { this.setData({ on: chosen === this.data.key }); },
    onTap() { if (this.owner) this.owner.choose(this.data.key); },
  },
});
