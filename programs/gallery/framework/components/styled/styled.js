// An external class, isolated styles, and an event that bubbles out of the component.
Component({
  externalClasses: ['extra-class'],
  properties: { text: { type: String, value: '' } },
  methods: {
    onTap() {
      this.triggerEvent('ping', { text: this.data.text }, { bubbles: true, composed: true });
      if (/^model/.test(this.data.text)) this.setData({ text: this.data.text + '!' });
    },
  },
});
