// What a page says when it has nothing to show; what to do next goes in the slot.
Component({
  properties: {
    icon: { type: String, value: 'bowl' },
    title: { type: String, value: '' },
    text: { type: String, value: '' },
  },
});
