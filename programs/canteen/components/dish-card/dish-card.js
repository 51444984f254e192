// A dish on the menu. Says `open` { id } and `change` { id, value }.
Component({
  properties: {
    dish: { type: Object, value: { id: '', image: '', quantity: 0, pills: [] } },
    chooseText: { type: String, value: '' },
  },

  methods: {
    onOpen() {
      this.triggerEvent('open', { id: this.data.dish.id });
    },

    onChange(e) {
      this.triggerEvent('change', { id: this.data.dish.id, value: e.detail.value });
    },

    onBound(e) {
      this.triggerEvent('bound', e.detail);
    },
  },
});
