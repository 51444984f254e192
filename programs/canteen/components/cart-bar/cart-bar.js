// The bar at the foot of the menu, and the sheet that it opens. Says `change`
// { key, value }, `clear`, `checkout`; the page owns the cart.
const LEAVING = 200; // ms, as long as the animation in the sheet

Component({
  properties: {
    t: { type: Object, value: {} },
    lines: { type: Array, value: [] },
    bill: { type: Object, value: { count: 0, items: 0, total: 0, discount: 0 } },
    hint: { type: String, value: '' },
  },

  data: { open: false, leaving: false, bump: false },

  observers: {
    'bill.count': function (count) {
      const grew = count > (this.lastCount || 0);
      this.lastCount = count;
      if (count === 0 && this.data.open) this.close();
      if (grew && this.attachedOnce) this.bump();
    },
  },

  lifetimes: {
    attached() {
      this.attachedOnce = true;
    },
    detached() {
      clearTimeout(this.timer);
      clearTimeout(this.bumpTimer);
    },
  },

  methods: {
    onNothing() {},

    onToggle() {
      if (this.data.open) this.close();
      else if (this.data.bill.count > 0) this.setData({ open: true, leaving: false });
    },

    close() {
      this.setData({ leaving: true });
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.setData({ open: false, leaving: false }), LEAVING);
    },

    bump() {
      clearTimeout(this.bumpTimer);
      this.setData({ bump: true });
      this.bumpTimer = setTimeout(() => this.setData({ bump: false }), 320);
    },

    onChange(e) {
      this.triggerEvent('change', { key: e.detail.name, value: e.detail.value });
    },

    onBound(e) {
      this.triggerEvent('bound', e.detail);
    },

    onClear() {
      this.triggerEvent('clear');
    },

    onCheckout() {
      if (this.data.open) this.setData({ open: false, leaving: false });
      this.triggerEvent('checkout');
    },
  },
});
