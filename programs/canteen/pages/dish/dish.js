// A dish: its choices and how many. What is added is told to the page that opened
// this one, over the event channel.
const shop = require('../../utils/shop');
const carts = require('../../utils/cart');
const present = require('../../utils/present');
const i18n = require('../../utils/i18n');

Page({
  data: { t: {}, dish: null, missing: false, groups: [], quantity: 1, unit: 0 },

  onLoad(query) {
    const t = shop.strings();
    const dish = shop.find(decodeURIComponent((query && query.id) || ''));
    this.channel = this.getOpenerEventChannel ? this.getOpenerEventChannel() : {};
    if (this.channel.on) this.channel.on('from', (from) => { this.from = from.page; });
    if (!dish) {
      this.setData({ t: t, missing: true });
      return;
    }
    const view = present.dish(dish, shop.language(), shop.cart());
    wx.setNavigationBarTitle({ title: view.name });
    this.dish = dish;
    this.choices = (dish.groups || []).map((group) => group.choices[0].id);
    this.setData(Object.assign({ t: t, dish: view }, this.choosing()));
  },

  choosing() {
    const language = shop.language();
    return {
      unit: carts.unitPrice(this.dish, this.choices),
      groups: (this.dish.groups || []).map((group) => ({
        id: group.id,
        name: present.pick(group.name, language),
        choices: group.choices.map((choice) => ({
          id: choice.id, name: present.pick(choice.name, language), extra: choice.extra, on: this.choices.indexOf(choice.id) >= 0,
        })),
      })),
    };
  },

  // One of each group: the new one takes the place of its neighbours.
  onChoice(e) {
    const where = e.currentTarget.dataset;
    const group = this.dish.groups.filter((one) => one.id === where.group)[0];
    const ids = group.choices.map((choice) => choice.id);
    this.choices = this.choices.filter((id) => ids.indexOf(id) < 0).concat([where.choice]);
    this.setData(this.choosing());
  },

  onQuantity(e) {
    this.setData({ quantity: e.detail.value });
  },

  onBound() {
    wx.showToast({ title: this.data.t.bounded, icon: 'none' });
  },

  onAdd() {
    shop.add(this.dish.id, this.choices, this.data.quantity);
    if (this.channel.emit) {
      this.channel.emit('added', { dish: this.dish.id, quantity: this.data.quantity });
      wx.navigateBack();
    } else {
      wx.switchTab({ url: '/pages/menu/menu' });
    }
  },

  onShareAppMessage() {
    const name = this.data.dish ? this.data.dish.name : '';
    return { title: i18n.fill(this.data.t.shareTitle, { name: name }), path: '/pages/dish/dish?id=' + (this.dish ? this.dish.id : '') };
  },
});
