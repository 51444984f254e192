// One sample on a page: a title in the language of the person, and what is put into it.
const i18n = require('../../utils/i18n');

Component({
  options: { addGlobalClass: true },
  properties: { zh: String, en: String, note: String, plain: { type: Boolean, value: false } },
  data: { english: false },
  lifetimes: {
    attached() {
      this.setData({ english: i18n.language() === 'en' });
    },
  },
});
