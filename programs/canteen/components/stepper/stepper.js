// A quantity with minus and plus. It holds no state: it says what is wanted by
// `change` { name, value } and `bound` when the most is reached.
Component({
  properties: {
    name: { type: String, value: '' },
    value: { type: Number, value: 0 },
    min: { type: Number, value: 0 },
    max: { type: Number, value: 20 },
    size: { type: String, value: '' },
    less: { type: String, value: '-' },
    more: { type: String, value: '+' },
  },

  methods: {
    onMinus() {
      if (this.data.value > this.data.min) this.change(this.data.value - 1);
    },

    onPlus() {
      if (this.data.value >= this.data.max) this.triggerEvent('bound', { name: this.data.name, max: this.data.max });
      else this.change(this.data.value + 1);
    },

    change(value) {
      this.triggerEvent('change', { name: this.data.name, value: value });
    },
  },
});
