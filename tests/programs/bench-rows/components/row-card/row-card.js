Component({
  properties: { number: Number, label: String },
  data: { picked: false },
  methods: {
    onPick() {
      this.setData({ picked: true });
    },
  },
});
